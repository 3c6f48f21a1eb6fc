import type { Database } from './database.ts';

/** The tables in the order in which they came. A step is never edited: a change is another step. */
const steps = [
  `create table desk_press (
     number bigint generated always as identity,
     key text primary key, at text not null, by_person text not null, verb text not null, data text not null,
     state text not null, why text, taken timestamptz not null default now())`,
  `create index desk_press_unsettled on desk_press (number) where state = 'saving'`,
  `create table desk_post (
     key text primary key, kind text not null, date text not null, to_kind text not null, to_id text not null,
     state text not null, conversation text, activity text, at text not null, shows text,
     revision integer not null default 1, mirrored integer not null default 0)`,
  `create index desk_post_date on desk_post (date)`,
  `create index desk_post_activity on desk_post (conversation, activity)`,
  `create table desk_conversation (
     key text primary key, record text not null, gone boolean not null default false,
     revision integer not null default 1, mirrored integer not null default 0)`,
  `create table desk_slot (key text primary key, state text not null, at text not null)`,
] as const;

/** Brings the database up to date; two desks starting at once do it once. */
export const migrate = async (database: Database): Promise<void> => {
  await database.transaction(async (statements) => {
    await statements.query('select pg_advisory_xact_lock(20260310)');
    await statements.query('create table if not exists desk_migration (step integer primary key)');
    const [{ done } = { done: 0 }] = await statements.query<{ done: number }>(
      'select count(*)::int as done from desk_migration',
    );
    for (const [at, step] of steps.entries()) {
      if (at < done) continue;
      await statements.query(step);
      await statements.query('insert into desk_migration (step) values ($1)', [at + 1]);
    }
  });
};
