import type { Database, Statements } from './database.ts';

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
  // Several schools in one database: a row with no school is of the time before, and is adopted below.
  `alter table desk_press add column school text not null default ''`,
  `alter table desk_press drop constraint desk_press_pkey, add primary key (school, key)`,
  `alter table desk_post add column school text not null default ''`,
  `alter table desk_post drop constraint desk_post_pkey, add primary key (school, key)`,
  `drop index desk_post_date`,
  `create index desk_post_day on desk_post (school, date)`,
  `alter table desk_conversation add column school text not null default ''`,
  `alter table desk_conversation drop constraint desk_conversation_pkey, add primary key (school, key)`,
  `alter table desk_slot add column school text not null default ''`,
  `alter table desk_slot drop constraint desk_slot_pkey, add primary key (school, key)`,
  // When each school's inbox was looked at last, and how often what is known of it changed: shared by all replicas.
  `create table desk_school (school text primary key, polled text not null default '', changes integer not null default 0)`,
  `create table desk_list (school text, list text, revision integer not null, primary key (school, list))`,
  `create table desk_audit (
     school text, number integer, key text not null, event text not null, mirrored boolean not null,
     primary key (school, number), unique (school, key))`,
  `create index desk_audit_waiting on desk_audit (school, number) where not mirrored`,
] as const;

/** Tables whose rows belong to a school. */
const ofSchools = ['desk_press', 'desk_post', 'desk_conversation', 'desk_slot', 'desk_audit'] as const;

/** A school as the database knows it: by its id, and before it had one by its site. */
export interface KnownSchool {
  readonly id: string;
  readonly site: string;
}

const adopt = async ({ query }: Statements, from: string, to: string): Promise<void> => {
  for (const table of ofSchools)
    await query(
      `update ${table} set school = $2 where school = $1
         and not exists (select 1 from ${table} there where there.school = $2 and there.key = ${table}.key)`,
      [from, to],
    );
};

/**
 * Brings the database up to date; two desks starting at once do it once. Rows that were written before there were
 * several schools become the first one's; those of a school that was known by its site alone become that school's.
 */
export const migrate = async (database: Database, schools: readonly [KnownSchool, ...KnownSchool[]]): Promise<void> => {
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
    await adopt(statements, '', schools[0].id);
    for (const { id, site } of schools) if (id !== site) await adopt(statements, site, id);
    for (const { id } of schools)
      await statements.query('insert into desk_school (school) values ($1) on conflict (school) do nothing', [id]);
  });
};
