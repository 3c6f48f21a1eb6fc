import type { GraphCounts } from '../shared/graph/graph-client.ts';
import { lastGoodVersion } from '../shared/wording/damage.ts';
import type { Database } from './database/database.ts';
import type { DiskRoom } from './database/disk-room.ts';
import type { OpenSchool } from './open-school.ts';
import type { OpenSchools } from './open-schools.ts';
import type { Check } from './web/server.ts';

const whyNot = async (look: () => Promise<string | undefined>): Promise<string | undefined> =>
  await look().catch((error: unknown) => (error instanceof Error ? error.name : 'failed'));

/**
 * What the last look at the tenant found. The desk is ready all the same: what is damaged is one thing, and whoever
 * took the desk away for it would take away the rest.
 */
const findingsOf = ({ settings, found }: OpenSchool): Check[] => {
  const matters = found()?.checks.filter(({ ok, unseen }) => !ok && !unseen) ?? [];
  if (matters.length === 0) return [];
  const why = matters.map(({ check, about }) => (about === undefined ? check : `${check}, ${about}`)).join('; ');
  return [{ check: 'findings', ok: true, why: `${settings.id}: ${why}` }];
};

/** A damaged file is said and takes the desk away from nobody: its last good version goes on. */
const damageOf = ({ settings, desk }: OpenSchool): Check[] =>
  desk.data.damaged().map((path) => ({ check: 'files', ok: true, why: `${settings.id}: ${lastGoodVersion(path)}` }));

export interface HealthParts {
  readonly room: DiskRoom | undefined;
  /** What was asked of Graph since the start. */
  readonly asked: () => GraphCounts;
}

/**
 * What `/readyz` and `/metrics` say: counts and ids, no names. With several schools a check names those that are not
 * well, and fails when none is: one broken school takes nobody else's desk away.
 */
export const health = (database: Database, { all, backlog }: OpenSchools, { room, asked }: HealthParts) => {
  const check = async (name: string, look: () => Promise<string | undefined>): Promise<Check> => {
    const why = await whyNot(look);
    return why === undefined ? { check: name, ok: true } : { check: name, ok: false, why };
  };
  const ofSchools = async (name: string, look: (school: OpenSchool) => Promise<string | undefined>): Promise<Check> => {
    if (all.length === 1) return await check(name, async () => await look(all[0]!));
    const found = await Promise.all(
      all.map(async (school) => {
        const why = await whyNot(async () => await look(school));
        return why === undefined ? [] : [`${school.settings.id}: ${why}`];
      }),
    );
    const unwell = found.flat();
    return { check: name, ok: unwell.length < all.length, ...(unwell.length > 0 ? { why: unwell.join('; ') } : {}) };
  };
  const checks = async (): Promise<Check[]> => [
    await check('database', async () => void (await database.query('select 1'))),
    // A disk that fills up is said early, and takes the desk from nobody yet.
    ...(room ? [{ ...(await check('disk', async () => await room.trouble())), ok: true }] : []),
    // Of many schools each is asked by its own work all the time; a look here asks one.
    all.length === 1
      ? await check('tenant', async () => void (await all[0]!.reach()))
      : await ofSchools('tenant', async (school) => school.jobs.trouble()),
    await ofSchools('jobs', async (school) => (await school.stuck())[0]),
    await ofSchools('data', async ({ desk }) => {
      const { exportedAt } = await desk.data.book();
      return exportedAt === null ? 'no export has been read yet' : undefined;
    }),
    ...all.flatMap(damageOf),
    ...all.flatMap(findingsOf),
  ];
  const count = async (sql: string): Promise<number> =>
    (await database.query<{ count: number }>(`select count(*)::int as count from ${sql}`))[0]!.count;
  const metrics = async (): Promise<Record<string, number>> => ({
    posts_sent: await count("desk_post where state = 'sent'"),
    posts_unconfirmed: await count("desk_post where state = 'unconfirmed'"),
    presses: await count('desk_press'),
    presses_saving: await count("desk_press where state = 'saving'"),
    conversations: await count('desk_conversation where not gone'),
    jobs_waiting: await backlog(),
    graph_requests: asked().requests,
    graph_batches: asked().batches,
    graph_questions: asked().questions,
    graph_busy: asked().busy,
    ...(all.length > 1 ? { schools: all.length } : {}),
  });
  return { checks, metrics };
};
