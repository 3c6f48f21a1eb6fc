import { createHmac } from 'node:crypto';
import type { Database } from '../../bot/database/database.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPostgres } from '../../bot/database/open-postgres.ts';
import { type OpenSchools, openSchools } from '../../bot/open-schools.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { SmallTrust } from './small-trust.ts';

export interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields | undefined;
}

export interface OpenSmall extends OpenSchools {
  readonly logged: readonly Logged[];
}

/** The desks of a small trust over a database that is given: one replica. */
export const openSmall = async (trust: SmallTrust, database: Database): Promise<OpenSmall> => {
  const [first, ...others] = trust.schools;
  await migrate(database, [first!, ...others]);
  const logged: Logged[] = [];
  const write = (level: Logged['level']) => (event: string, fields?: LogFields) => {
    logged.push({ level, event, fields });
  };
  const open = await openSchools({
    database,
    clock: trust.clock,
    log: { info: write('info'), warn: write('warn'), error: write('error') },
    outside: trust.outside,
    schools: trust.schools,
    sign: (text) => createHmac('sha256', 'a key for tests alone').update(text).digest('base64url'),
    tabLink: () => () => 'https://teams.example/tab',
    retrySeconds: 0,
  });
  return { ...open, logged };
};

/** A replica on a server, with connections of its own. */
export const openReplica = async (
  trust: SmallTrust,
  address: string,
): Promise<OpenSmall & { close(): Promise<void> }> => {
  const database = await openPostgres(address);
  const open = await openSmall(trust, database);
  return {
    ...open,
    close: async () => {
      await open.stop();
      await database.close();
    },
  };
};
