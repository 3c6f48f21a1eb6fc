import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeSampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';

const program = resolve(import.meta.dirname, '../../node_modules/@microsoft/m365agentsplayground/cli.js');

/** The Playground shows one team with one channel besides General, and six people of whom one acts. */
export interface PlaygroundOptions {
  /** A folder of its own: it reads its settings from there and writes its log there. */
  readonly folder: string;
  /** The desk's address, `http://localhost:3978`. */
  readonly desk: string;
  /** The channel to show: `Year 9`. */
  readonly channel: string;
  /** The role of the person who acts. */
  readonly as: string;
}

export interface Playground {
  readonly address: string;
  readonly channelId: string;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> =>
  await new Promise((found) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });

/** Microsoft's own client for bots on this machine, set up with people and a channel of the sample school. */
export const startPlayground = async ({ folder, desk, channel, as }: PlaygroundOptions): Promise<Playground> => {
  const school = makeSampleSchool({ seed: 1, canary: false });
  const shown = school.teams
    .flatMap(({ id, name, channels }) => channels.map((one) => ({ ...one, team: id, teamName: name })))
    .find(({ name }) => name === channel)!;
  const acting = school.people.find(({ roles }) => roles.some((role) => role === as))!;
  const accounts = new Map(school.accounts.map((account) => [account.id, account]));
  const user = (id: string) => {
    const { name, email } = accounts.get(id)!;
    const [givenName = name, ...rest] = name.split(' ');
    // The key is spelled like this in the Playground's schema.
    return {
      id: `29:${id}`,
      name,
      userPrincipleName: email,
      aadObjectId: id,
      givenName,
      surname: rest.join(' ') || name,
      email,
    };
  };
  const others = school.people.filter(({ id }) => id !== acting.id).slice(0, 5);
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, '.m365agentsplayground.yml'),
    // JSON is YAML.
    JSON.stringify(
      {
        version: '0.1.1',
        tenantId: school.tenantId,
        bot: { id: '00000000-0000-4000-8000-00000000b071', name: 'Attendance Desk' },
        currentUser: user(acting.id),
        users: others.map(({ id }) => user(id)),
        personalChat: { id: 'playground-personal-chat' },
        groupChat: { id: 'playground-group-chat', name: 'Attendance office' },
        team: {
          id: 'playground-team',
          name: shown.teamName,
          aadGroupId: shown.team,
          channels: [{ id: shown.id, name: shown.name }],
        },
      },
      null,
      2,
    ),
  );
  const child: ChildProcess = spawn(
    process.execPath,
    [program, 'start', '-e', `${desk}/api/messages`, '-p', String(port), '--disable-telemetry', 'true'],
    { cwd: folder, stdio: 'ignore', env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' } },
  );
  const address = `http://localhost:${port}`;
  const log = (): string => {
    try {
      return readFileSync(join(folder, 'devTools', 'm365agentsplayground.log'), 'utf8').slice(-2000);
    } catch {
      return 'it wrote no log';
    }
  };
  for (let tries = 0; ; tries += 1) {
    const isUp = await fetch(`${address}/_debug/ping`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    if (child.exitCode !== null || tries > 200) throw new Error(`The Playground did not start: ${log()}`);
    await sleep(100);
  }
  return {
    address,
    channelId: shown.id,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill();
      await ended;
      rmSync(join(folder, 'devTools'), { recursive: true, force: true });
    },
  };
};
