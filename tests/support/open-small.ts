import { createHmac } from 'node:crypto';
import type { Database } from '../../bot/database/database.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPostgres } from '../../bot/database/open-postgres.ts';
import { type OpenSchools, openSchools } from '../../bot/open-schools.ts';
import type { Outside } from '../../bot/outside.ts';
import type { SchoolSettings } from '../../bot/schools-config.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { LogFields } from '../../shared/ports/log.ts';
import type { SmallTrust } from './small-trust.ts';

interface Logged {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: LogFields | undefined;
}

export interface OpenSmall extends OpenSchools {
  readonly logged: readonly Logged[];
}

interface Over {
  readonly schools: readonly SchoolSettings[];
  readonly outside: Outside;
  readonly clock: Clock;
  readonly database: Database;
  readonly log: (level: Logged['level'], event: string, fields: LogFields | undefined) => void;
}

/** Desks over an outside and a database that are given, as `openDesks` opens them over Microsoft 365. */
export const openOver = async ({ schools, outside, clock, database, log }: Over): Promise<OpenSchools> => {
  const [first, ...others] = schools;
  await migrate(database, [first!, ...others]);
  const at = (level: Logged['level']) => (event: string, fields?: LogFields) => log(level, event, fields);
  return await openSchools({
    database,
    clock,
    log: { info: at('info'), warn: at('warn'), error: at('error') },
    outside,
    schools,
    sign: (text) => createHmac('sha256', 'a key for tests alone').update(text).digest('base64url'),
    tabLink: () => () => 'https://teams.example/tab',
    retrySeconds: 0,
  });
};

/** The desks of a small trust in this process: one replica. */
export const openSmall = async (trust: SmallTrust, database: Database): Promise<OpenSmall> => {
  const logged: Logged[] = [];
  const { schools, outside, clock } = trust;
  const log: Over['log'] = (level, event, fields) => void logged.push({ level, event, fields });
  return { ...(await openOver({ schools, outside, clock, database, log })), logged };
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
