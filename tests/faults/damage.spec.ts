import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SharePointFiles } from '../../shared/graph/sharepoint-files.ts';
import { SharePointLists, sitePath } from '../../shared/graph/sharepoint-lists.ts';
import { wordsOf } from '../support/desk.ts';
import { openSmallSchool } from '../support/open-school.ts';

type School = Awaited<ReturnType<typeof openSmallSchool>>;

let school: School;
let manager: string;
let files: SharePointFiles;
beforeAll(async () => {
  school = await openSmallSchool();
  files = new SharePointFiles(school.graph, school.site);
  const people = (await school.control('GET', '/people')) as { id: string; roles: string[] }[];
  manager = people.find(({ roles }) => roles.includes('attendance-manager'))!.id;
}, 180_000);
afterAll(async () => await school.close());

const textOf = async (path: string): Promise<string> => new TextDecoder().decode((await files.read(path))!.content);
const put = async (path: string, text: string): Promise<void> => {
  const before = await files.read(path);
  await files.write(path, new TextEncoder().encode(text), before?.version ?? null);
};
/** A change of a column as somebody makes it in the list's settings. */
const inSettings = async (list: string, column: string, body: object): Promise<void> => {
  const found = (await new SharePointLists(school.graph, school.site).all()).find(({ name }) => name === list)!;
  const { id } = found.columns.find(({ name }) => name === column)!;
  await school.graph.ask({
    method: 'PATCH',
    path: `${sitePath(school.site)}/lists/${found.id}/columns/${id}`,
    body,
  });
};
const itemsOf = async (list: string): Promise<{ id: number; fields: Record<string, unknown> }[]> =>
  ((await school.control('GET', `/lists/${encodeURIComponent(list)}`)) as { items: never[] }).items;
const policyWith = async (change: (policy: Record<string, unknown>) => object): Promise<void> =>
  await put('Desk/policy.json', JSON.stringify(change(JSON.parse(await textOf('Desk/policy.json')))));

/** Damage, the line in which `doctor` names it, and how it is mended: by `desk provision`, or by a hand. */
interface Row {
  readonly says: string;
  readonly harm: () => Promise<unknown>;
  readonly line: readonly [check: string, about: string, why: string];
  /** Undefined: `desk provision` mends it. */
  readonly hand?: () => Promise<unknown>;
  /** Jobs that fail meanwhile, and do nothing else. */
  readonly fails?: readonly string[];
  /** What stands there again afterwards. */
  readonly again?: () => Promise<void>;
}

const people = async (): Promise<number> => (await itemsOf('Pupils')).length;
let before = { pupils: 0, posts: 0, conversations: 0, text: '' };
const year9 = '19:year9@thread.tacv2';

const rows: readonly Row[] = [
  {
    says: 'the list of pupils deleted: it is made, and filled by the export again',
    harm: async () => await school.tamper({ do: 'delete-list', list: 'Pupils' }),
    line: ['lists', 'Pupils', 'recycle bin'],
    again: async () => expect(await people()).toBe(before.pupils),
  },
  {
    says: 'a list renamed: it is read and written on, and gets its name back',
    harm: async () => await school.tamper({ do: 'rename-list', list: 'Interventions', to: 'What we did' }),
    line: ['lists', 'Interventions', 'is called What we did now; nothing is lost'],
  },
  {
    says: 'the contact log deleted',
    harm: async () => await school.tamper({ do: 'delete-list', list: 'Contact log' }),
    line: ['lists', 'Contact log', 'is missing'],
  },
  {
    says: 'the list of posts deleted: what was posted is written there again',
    harm: async () => await school.tamper({ do: 'delete-list', list: 'Posts' }),
    line: ['lists', 'Posts', 'is missing'],
    fails: ['mirror'],
    again: async () => expect((await itemsOf('Posts')).length).toBeGreaterThanOrEqual(before.posts),
  },
  {
    says: 'the list of conversations deleted: they are written there again',
    harm: async () => await school.tamper({ do: 'delete-list', list: 'Conversations' }),
    line: ['lists', 'Conversations', 'is missing'],
    again: async () => expect((await itemsOf('Conversations')).length).toBe(before.conversations),
  },
  {
    says: 'a column of pupils deleted: it is made, and filled by the export again',
    harm: async () => await school.tamper({ do: 'delete-column', list: 'Pupils', column: 'form' }),
    line: ['lists', 'Pupils/form', 'is missing'],
    again: async () => expect((await itemsOf('Pupils')).every(({ fields }) => fields.form)).toBe(true),
  },
  {
    says: 'an empty column retyped: it is made anew',
    harm: async () =>
      await school.tamper({ do: 'retype-column', list: 'Contact log', column: 'outcome', to: 'number' }),
    line: ['lists', 'Contact log/outcome', 'nothing stands in it'],
  },
  {
    says: 'a column with values retyped: a hand gives it its type back',
    harm: async () => await school.tamper({ do: 'retype-column', list: 'Pupils', column: 'admission', to: 'note' }),
    line: ['lists', 'Pupils/admission', 'note, not text'],
    hand: async () => {
      expect((await school.provision()).wrong).toHaveLength(1);
      await school.tamper({ do: 'retype-column', list: 'Pupils', column: 'admission', to: 'text' });
      await school.provision();
    },
  },
  {
    says: 'a column renamed',
    harm: async () => await school.tamper({ do: 'rename-column', list: 'Pupils', column: 'year', to: 'Year group' }),
    line: ['lists', 'Pupils/year', 'shown as Year group; nothing is lost'],
  },
  {
    says: 'an index taken away',
    harm: async () => await inSettings('Pupils', 'to', { indexed: false }),
    line: ['lists', 'Pupils/to', 'no index'],
  },
  {
    says: 'values no longer kept apart',
    harm: async () => await inSettings('Leave requests', 'key', { enforceUniqueValues: false }),
    line: ['lists', 'Leave requests/key', 'no longer keeps its values apart'],
  },
  {
    says: 'a choice taken away',
    harm: async () => await inSettings('First day', 'state', { choice: { choices: ['open', 'rang mum'] } }),
    line: ['lists', 'First day/state', 'lacks choices'],
  },
  {
    says: 'a value doubled in a column that keeps them apart no longer: a hand deletes one of the two',
    harm: async () => {
      await inSettings('Staff', 'key', { enforceUniqueValues: false });
      const { fields } = (await itemsOf('Staff'))[0]!;
      const { key, name, email } = fields;
      const path = await new SharePointLists(school.graph, school.site).pathOf('Staff');
      await school.graph.ask({ method: 'POST', path: `${path}/items`, body: { fields: { key, name, email } } });
    },
    line: ['lists', 'Staff/key', 'the same value more than once: item 1, item '],
    hand: async () => {
      expect((await school.provision()).drift).toMatchObject([{ drift: 'values doubled', mended: false }]);
      await school.tamper({ do: 'delete-item', list: 'Staff', item: (await itemsOf('Staff')).at(-1)!.id });
      await school.provision();
    },
  },
  {
    says: 'a pupil’s item deleted: the next export of pupils brings it back',
    harm: async () => await school.tamper({ do: 'delete-item', list: 'Pupils', item: 2 }),
    line: ['roll', '', '1 pupil of the mark book is not in the list of pupils'],
    hand: async () => await put('Inbox/students.csv', `${await textOf('Inbox/students.csv')}\n`),
    again: async () => expect(await people()).toBe(before.pupils),
  },
  {
    says: 'an item edited to nonsense: it is left out, and a hand puts it right',
    harm: async () => {
      before.text = String((await itemsOf('Pupils'))[0]!.fields.flags);
      await school.tamper({ do: 'edit-item', list: 'Pupils', item: 1, fields: { flags: 'none that I know of' } });
    },
    line: ['items', 'Pupils, item 1', 'column flags'],
    hand: async () => await school.tamper({ do: 'edit-item', list: 'Pupils', item: 1, fields: { flags: before.text } }),
  },
  {
    says: 'a channel deleted: a hand names another in the policy',
    harm: async () => {
      before.text = await textOf('Desk/policy.json');
      await school.tamper({ do: 'delete-channel', channel: 'Year 11' });
    },
    line: ['channels', 'channel 19:year11@thread.tacv2', 'reach nobody'],
    hand: async () =>
      await policyWith((policy) => ({
        ...policy,
        channels: (policy.channels as { year: string }[]).filter(({ year }) => year !== '11'),
      })),
  },
  {
    says: 'a stranger in a channel',
    harm: async () =>
      await school.tamper({ do: 'add-member', channel: year9, person: { name: 'Nobody Known', kind: 'guest' } }),
    line: ['channel members', `channel ${year9}`, '1 member of the channel of Year 9'],
    hand: async () => await school.tamper({ do: 'remove-member', channel: year9, person: 'Nobody Known' }),
  },
  {
    says: 'the app taken out of the team',
    harm: async () => await school.tamper({ do: 'uninstall-bot', team: 'Pastoral' }),
    line: ['app in teams', 'team ', 'not installed'],
    hand: async () => await school.tamper({ do: 'uninstall-bot', team: 'Pastoral', undo: true }),
  },
  {
    says: 'the app taken from the safeguarding lead',
    harm: async () => await school.tamper({ do: 'uninstall-bot', person: await holderOf('dsl') }),
    line: ['app for people', 'person ', 'no card reaches'],
    hand: async () => await school.tamper({ do: 'uninstall-bot', person: await holderOf('dsl'), undo: true }),
  },
  {
    says: 'a role group emptied',
    harm: async () => {
      before.text = await holderOf('governor');
      await school.tamper({ do: 'remove-member', group: 'Attendance Governors', person: before.text });
    },
    line: ['roles', 'group ', 'nobody is in the group of governor'],
    hand: async () => await school.tamper({ do: 'add-member', group: 'Attendance Governors', person: before.text }),
  },
  {
    says: 'a role group deleted',
    harm: async () => {
      before.text = await textOf('Desk/policy.json');
      await policyWith((policy) => ({
        ...policy,
        roleGroups: [...(policy.roleGroups as object[]), { role: 'governor', group: 'no-such-group', years: [] }],
      }));
    },
    line: ['roles', 'group no-such-group', 'is gone'],
    hand: async () => await put('Desk/policy.json', before.text),
  },
  {
    says: 'the site made read-only',
    harm: async () => await school.tamper({ do: 'read-only' }),
    line: ['site', '', 'may be read and not written'],
    fails: ['mirror'],
    hand: async () => await school.tamper({ do: 'read-only', undo: true }),
  },
  {
    says: 'the policy broken: the last good one is gone by',
    harm: async () => {
      before.text = await textOf('Desk/policy.json');
      await put('Desk/policy.json', '{ "version": 2,');
    },
    line: ['policy', 'Desk/policy.json', 'last good version'],
    hand: async () => await put('Desk/policy.json', before.text),
  },
  {
    says: 'the calendar broken',
    harm: async () => {
      before.text = await textOf('Desk/calendar.json');
      await put('Desk/calendar.json', '{ "terms": "all year" }');
    },
    line: ['calendar', 'Desk/calendar.json', 'damaged'],
    hand: async () => await put('Desk/calendar.json', before.text),
  },
];

const holderOf = async (role: string): Promise<string> =>
  ((await school.control('GET', '/people')) as { id: string; roles: string[] }[]).find(({ roles }) =>
    roles.includes(role),
  )!.id;

const cardsToOffice = async (): Promise<string[]> =>
  (await school.posts())
    .filter(({ card }) => JSON.stringify(card).includes('needs looking at'))
    .map(({ card }) => wordsOf(card as never).join(' | '));

test('before anything is damaged all is well', async () => {
  expect(await school.troubles()).toEqual([]);
  await school.settle();
  const [pupils, posts, conversations] = await Promise.all(['Pupils', 'Posts', 'Conversations'].map(itemsOf));
  before = { ...before, pupils: pupils!.length, posts: posts!.length, conversations: conversations!.length };
}, 60_000);

describe('damage by hand: the desk goes on with the rest, says so, and works again when it is mended', () => {
  test.each(rows)(
    '$says',
    async ({ harm, line: [check, about, why], hand, fails = [], again }) => {
      const cards = await cardsToOffice();
      const logged = school.logged.length;
      await harm();

      // The rest goes on: jobs are done, the tab answers, the desk stays ready.
      expect(new Set(await school.check())).toEqual(new Set(fails));
      expect((await school.api(manager, 'today')).status).toBe(200);
      const ready = await school.ready();
      expect(ready.status).toBe(200);

      // It is said: to the office once, in the log, in /readyz, by doctor. Ids, never a name.
      const told = (await cardsToOffice()).slice(cards.length);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(why);
      const findings = school.logged.slice(logged).filter(({ event }) => event === 'finding');
      expect(findings.map(({ fields }) => fields)).toContainEqual(
        expect.objectContaining({ kind: check, error: expect.stringContaining(why) }),
      );
      expect(ready.text).toContain(check);
      const found = await school.troubles();
      const named = found.find((line) => line.check === check && (line.about ?? '').startsWith(about));
      expect(named).toMatchObject({ why: expect.stringContaining(why), mend: expect.stringMatching(/\S/) });
      expect(JSON.stringify([told, school.logged.slice(logged), ready, found])).not.toMatch(/Zqx/);

      // It is mended, and nothing is the matter any more.
      if (hand) await hand();
      else expect((await school.provision()).drift.every(({ mended }) => mended)).toBe(true);
      expect(await school.settle()).toEqual([]);
      expect(await school.troubles()).toEqual([]);
      await again?.();
    },
    60_000,
  );
});

const troubleOf = async (check: string) => (await school.troubles()).filter((line) => line.check === check);

describe('damage that stops nothing', () => {
  test.each([
    ['a workbook locked', { do: 'lock-workbook' }],
    ['a channel renamed', { do: 'rename-channel', channel: 'Year 7', to: 'Year Seven' }],
    ['changes that SharePoint no longer remembers', { do: 'expire-tokens' }],
  ])(
    '%s: nobody is bothered',
    async (_says, body) => {
      const cards = await cardsToOffice();
      await school.tamper(body);
      expect(await school.check()).toEqual([]);
      expect(await school.troubles()).toEqual([]);
      expect(await cardsToOffice()).toEqual(cards);
    },
    60_000,
  );

  test('a renamed channel is a note, and cards go there as before', async () => {
    const { ok, checks } = await school.doctor();
    expect(ok).toBe(true);
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'channels', ok: true, why: expect.stringContaining('“Year Seven” now') }),
    );
  });

  test('a mark book cut in two: the last good one is written back at once, the damaged one is put aside and named', async () => {
    const whole = await textOf('Mark book/2025-26.txt');
    await put('Mark book/2025-26.txt', whole.slice(0, whole.length / 2));
    expect(await school.settle()).toEqual([]);
    expect(await textOf('Mark book/2025-26.txt')).toBe(whole);
    const { ok, checks } = await school.doctor();
    expect(ok).toBe(true);
    expect(checks).toContainEqual(
      expect.objectContaining({ check: 'mark book', about: expect.stringContaining(' damaged '), ok: true }),
    );
  }, 60_000);
});

describe('damage in the middle of a morning', () => {
  test('an app that teachers blocked: each is named by id, no job fails, and the second nudge reaches them again', async () => {
    const teachers = ((await school.control('GET', '/people')) as { id: string; roles: string[] }[])
      .filter(({ roles }) => roles.includes('teacher'))
      .map(({ id }) => id);
    const nudges = async () =>
      (await school.posts()).filter(({ summary }) => summary === 'A register is waiting to be taken').length;
    for (const person of teachers) await school.tamper({ do: 'block-bot', person });
    expect(await school.clockTo('08:51')).toEqual([]);
    const refused = await troubleOf('cards of today');
    const sent = await nudges();
    expect(refused.length).toBeGreaterThan(0);
    for (const { about } of refused) expect(teachers.map((id) => `person ${id}`)).toContain(about);
    for (const person of teachers) await school.tamper({ do: 'block-bot', person, undo: true });
    expect(await school.clockTo('09:01')).toEqual([]);
    expect(await nudges()).toBeGreaterThan(sent);
  }, 120_000);

  test('the first-day list deleted right before it is needed: the office hears it within the minute, and it is posted when it is mended', async () => {
    await school.clockTo('09:14');
    const cards = (await cardsToOffice()).length;
    await school.tamper({ do: 'delete-list', list: 'First day' });
    expect(await school.clockTo('09:15')).toContain('2026-03-10/first-day/AM');
    const told = (await cardsToOffice()).slice(cards);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('The list First day is missing');
    const before = (await school.posts()).length;
    await school.provision();
    expect(await school.clockTo('09:16')).toEqual([]);
    expect((await school.posts()).length).toBeGreaterThan(before);
    expect(await troubleOf('lists')).toEqual([]);
  }, 120_000);

  test('the team deleted: teachers and deciders hear the desk as before, and the office hears why the channels do not', async () => {
    const cards = (await cardsToOffice()).length;
    await school.tamper({ do: 'delete-team' });
    expect(await school.check()).toEqual([]);
    expect((await school.ready()).status).toBe(200);
    expect((await cardsToOffice()).slice(cards).join()).toContain('is gone; their cards reach nobody');
    expect((await troubleOf('channels'))[0]).toMatchObject({ mend: expect.stringContaining('Deleted groups') });
  }, 60_000);
});
