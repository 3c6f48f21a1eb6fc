import { join } from 'node:path';
import type { TenantLog } from './local-tenant.ts';
import { startLocalTenant } from './start-local-tenant.ts';

const say = (event: string, fields: Readonly<Record<string, string | number>> = {}): void => {
  process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
};
const log: TenantLog = { info: say, warn: say };

/**
 * The tenant alone (`npm run tenant`), for a desk in another process: prints that desk's settings as `NAME=value`
 * lines. The desk is looked for at `DESK_URL`. Ends on Ctrl-C.
 */
export const standAlone = async (environment: Readonly<Record<string, string | undefined>>): Promise<void> => {
  const start = environment.DESK_CLOCK;
  const frozen = environment.DESK_CLOCK_FROZEN === '1';
  const tenant = await startLocalTenant({
    folder: join(environment.DESK_DATA ?? '.desk', 'tenant'),
    port: Number(environment.TENANT_PORT ?? 4000),
    seed: Number(environment.DESK_SEED ?? 1),
    canary: environment.DESK_NAMES === 'canary',
    schools: environment.DESK_SCHOOLS === undefined ? undefined : Number(environment.DESK_SCHOOLS),
    clock: { start: start ?? '2026-03-10T08:30', frozen, playTo: null },
    fresh: process.argv.includes('--fresh'),
    log,
  });
  for (const [name, value] of Object.entries(tenant.environment)) process.stdout.write(`${name}=${value}\n`);
  process.stderr.write(`The local tenant is at ${tenant.address}\n`);
  const end = async () => {
    await tenant.stop();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  // Another process settles by itself; here nothing can wait for it.
  const address = environment.DESK_URL ?? 'http://localhost:3978';
  const settle = async () => ({ jobs: 0, failed: [] });
  while (!(await isThere(address))) await new Promise((done) => setTimeout(done, 1000));
  await tenant.connectDesk({ address, settle });
  await tenant.play();
};

const isThere = (address: string): Promise<boolean> =>
  fetch(`${address}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
