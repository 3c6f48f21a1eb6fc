import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onLocalTenant, readSettings } from '../../bot/settings.ts';
import { entraTokens } from '../../shared/graph/entra-tokens.ts';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { startLocalTenant } from '../../shared/local-tenant/main.ts';

export const pause = { sleep: async (seconds: number) => await sleep(seconds * 1000), random: () => 0.5 };

/** The local tenant in a folder of its own, and Graph on it, signed in as the desk signs in. */
export const localGraph = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'desk-tenant-'));
  const quiet = () => undefined;
  const tenant = await startLocalTenant({
    folder,
    port: 0,
    seed: 1,
    canary: false,
    clock: { start: '2026-03-10T08:30', frozen: true, playTo: null },
    fresh: true,
    log: { info: quiet, warn: quiet },
  });
  const settings = onLocalTenant(readSettings({}), tenant.environment);
  const graph = openGraph({ address: settings.tenant.graphUrl, tokens: entraTokens(settings.tenant), ...pause });
  return {
    tenant,
    graph,
    site: settings.tenant.site,
    close: async () => {
      await tenant.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
