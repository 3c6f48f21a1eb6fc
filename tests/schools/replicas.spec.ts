import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../bot/database/open-postgres.ts';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { posts } from '../../shared/records/post.ts';
import { registerNotes } from '../../shared/records/register-note.ts';
import { deskOf } from '../../shared/workflows/desks.ts';
import { pressCard } from '../../shared/workflows/press-card.ts';
import { buttonsOf } from '../support/desk.ts';
import { openReplica } from '../support/open-small.ts';
import { startPostgres, type TestServer } from '../support/postgres.ts';
import { SmallTrust } from '../support/small-trust.ts';

const server = await startPostgres();
const serverName = server ? 'a PostgreSQL server' : 'SKIPPED, no PostgreSQL server can be had here';

/** When something is due, and how many slots of a school are done then. */
const morning = [
  ['08:50', 1],
  ['09:00', 2],
  ['09:10', 3],
  ['09:15', 4],
] as const;

/** The mornings of many schools, worked through by several replicas at once. */
const play = async (schools: number, replicas: number, at: TestServer) => {
  const address = await at.database();
  const trust = new SmallTrust(schools, { delayMs: 1 });
  const open = await Promise.all(Array.from({ length: replicas }, async () => await openReplica(trust, address)));
  const database = await openPostgres(address);
  const isDone = async (slots: number) => {
    const [row] = await database.query<{ done: number }>(
      "select count(*)::int as done from desk_slot where key not like '%/checks'",
    );
    return row!.done >= slots * schools;
  };
  for (const { watch } of open) watch();
  for (const [time, slots] of morning) {
    trust.at(time);
    for (const { id } of trust.schools) trust.export(id);
    const until = performance.now() + 60_000;
    while (!(await isDone(slots)) && performance.now() < until) await sleep(50);
  }
  await database.close();
  // What is still queued behind the last slot: cards and lists brought up to date.
  await open[0]!.settle();
  return { trust, open, address };
};

describe.skipIf(!server)(`several replicas on ${serverName}`, () => {
  afterAll(async () => await server!.stop());

  describe.each([
    [2, 100],
    [4, 100],
  ])('%i replicas, %i schools', (replicas, schools) => {
    let played: Awaited<ReturnType<typeof play>>;
    beforeAll(async () => {
      played = await play(schools, replicas, server!);
    }, 120_000);
    afterAll(async () => await Promise.all(played.open.map(async ({ close }) => await close())));

    const query = async (sql: string) => {
      const database = await openPostgres(played.address);
      const rows = await database.query(sql);
      await database.close();
      return rows;
    };

    test('nothing is posted twice, and nothing is missing', () => {
      const { trust } = played;
      expect([...trust.posted()].filter(([, times]) => times > 1)).toEqual([]);
      for (const { id } of trust.schools) {
        const toTeacher = trust.teams.posts.filter(
          ({ to }) => to.kind === 'person' && to.person === trust.person(id, '9H'),
        );
        expect(toTeacher, id).toHaveLength(2);
        const inChannel = trust.teams.posts.filter(
          ({ to }) => to.kind === 'channel' && to.channel === trust.channel(id),
        );
        expect(
          inChannel.map(({ versions }) => versions[0]!.summary),
          id,
        ).toEqual(['Registers to chase', 'First-day contact']);
      }
    });

    test('no job is left, none failed', async () => {
      expect(
        await query(
          "select name, state, data from desk_jobs.job where state <> 'completed' and name not like '\\_\\_%'",
        ),
      ).toEqual([]);
    });

    test('each slot of each school is done once', async () => {
      expect(
        await query(
          "select key, count(*)::int as schools from desk_slot where key not like '%/checks' group by key order by key",
        ),
      ).toEqual(
        ['first-day/AM', 'nudge/AM/1', 'nudge/AM/2', 'unmarked/AM'].map((slot) => ({
          key: `2026-03-10/${slot}`,
          schools,
        })),
      );
    });

    test('every post stands in its school’s list', async () => {
      for (const { id } of played.trust.schools) {
        const listed = await played.trust.site(id).records.find(posts);
        expect(
          listed.filter(({ record }) => record.state === 'sent'),
          id,
        ).toHaveLength(4);
      }
    });

    test('the work was shared: no replica did it all', async () => {
      const counts = await Promise.all(played.open.map(async ({ logged }) => logged.length));
      expect(counts.filter((count) => count > 0).length).toBeGreaterThan(1);
    });

    test('a press that reaches every replica at once is one press', async () => {
      const { trust, open } = played;
      const answers = await Promise.all(
        trust.schools.slice(0, 20).flatMap(({ id }) => {
          const post = trust.postTo(trust.channel(id), 'Registers to chase')!;
          const button = buttonsOf(post.versions.at(-1)!.card).find(({ title }) => title === 'Somebody is going')!;
          const data = { ...button.data, register: '9H' };
          return open.map(async ({ all }) => {
            const desk = deskOf(
              all.map((school) => school.desk),
              data,
            )!;
            return await pressCard(desk, { person: trust.person(id, 'manager'), data, at: post.sent });
          });
        }),
      );
      for (const answer of answers) expect(answer.kind).toBe('card');
      await Promise.all(open.map(async ({ settle }) => await settle()));
      for (const { id } of trust.schools.slice(0, 20)) {
        const going = (await trust.site(id).records.find(registerNotes)).filter(
          ({ record }) => record.action === 'somebody-going',
        );
        expect(going, id).toHaveLength(1);
        // Several processes wrote one chain, and each event reached the list once.
        const events = (await trust.site(id).records.find(auditEvents)).map(({ record }) => record);
        expect(
          events.filter(({ verb }) => verb === 'chase-register'),
          id,
        ).toHaveLength(1);
        expect(await brokenIn(events), id).toEqual([]);
      }
      expect(await query("select count(*)::int as presses from desk_press where state = 'saved'")).toEqual([
        { presses: 20 },
      ]);
    });
  });

  test('what one replica brought in, every other one knows at its next look', async () => {
    const address = await server!.database();
    const trust = new SmallTrust(1);
    const [one, other] = [await openReplica(trust, address), await openReplica(trust, address)];
    const [here] = one.all;
    const [there] = other.all;
    trust.at('08:46');
    await one.settle();
    await other.tick();
    const taken = async ({ desk }: typeof here & object) =>
      (await desk.data.book()).registers('2026-03-10', 'AM').filter((register) => register.taken !== undefined).length;
    expect(await taken(there!)).toBe(7);
    const { files } = trust.site(trust.schools[0]!.id);
    const before = new TextDecoder().decode((await files.read('Inbox/registers.csv'))!.content);
    trust.at('08:47');
    files.put('Inbox/registers.csv', before.replace('08:40,\n', '08:40,08:46\n'));
    await one.settle();
    expect([await taken(here!), await taken(there!)]).toEqual([8, 7]);
    await other.tick();
    await expect.poll(async () => await taken(there!)).toBe(8);
    await one.close();
    await other.close();
  }, 60_000);
});
