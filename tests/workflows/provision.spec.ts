import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordKinds } from '../../shared/records/all.ts';
import { firstDayTasks } from '../../shared/records/first-day-task.ts';
import { pupils } from '../../shared/records/pupil.ts';
import { provision } from '../../shared/workflows/provision.ts';
import { InMemorySiteLists, type Trouble } from '../support/in-memory/in-memory-site-lists.ts';

const nothing = { lists: [], columns: [], indexes: [], wrong: [], drift: [] };

/** A site as a first run leaves it, with one pupil and one task in it. */
const madeSite = async (): Promise<InMemorySiteLists> => {
  const site = new InMemorySiteLists();
  await provision(site, recordKinds);
  site.list('Pupils').items.set('1', { key: 'P1', year: '9', form: '9A', surname: 'Invented' });
  site.list('First day').items.set('1', { key: 'T1', state: 'open' });
  site.changes = 0;
  return site;
};

/** Damage as a hand does it in SharePoint's own pages. */
const damages = {
  'list deleted': (site) => {
    site.kept.splice(site.kept.indexOf(site.list('Pupils')), 1);
  },
  'list renamed': (site) => {
    site.list('Pupils').displayName = 'Students';
  },
  'column deleted': (site) => {
    const list = site.list('Pupils');
    list.columns = list.columns.filter(({ name }) => name !== 'placement');
  },
  'column renamed': (site) => {
    site.column('Pupils', 'year').displayName = 'Year group';
  },
  'empty column retyped': (site) => {
    Object.assign(site.column('Pupils', 'sex'), { type: 'number' });
  },
  'index lost': (site) => {
    site.column('Pupils', 'form').indexed = false;
  },
  'uniqueness lost': (site) => {
    Object.assign(site.column('Pupils', 'key'), { unique: false, indexed: false });
  },
  'choices changed': (site) => {
    site.column('First day', 'state').choices = ['open', 'reached', 'rang mum'];
  },
} as const satisfies Record<string, (site: InMemorySiteLists) => void>;
type Damage = keyof typeof damages;

describe('a second run does nothing', () => {
  test('in a site as it was left', async () => {
    const site = await madeSite();
    expect(await provision(site, recordKinds)).toEqual(nothing);
    expect(site.changes).toBe(0);
  });

  test('and asks one question', async () => {
    const site = await madeSite();
    site.asked = 0;
    await provision(site, recordKinds);
    expect(site.asked).toBe(1);
  });

  test('the first run made everything, and calls none of it damage', async () => {
    const report = await provision(new InMemorySiteLists(), recordKinds);
    expect(report).toEqual({ ...nothing, lists: recordKinds.map(({ list }) => list) });
  });
});

describe('what a hand has changed is named, and mended where nothing is lost', () => {
  test.each<[Damage, string, string, object]>([
    ['list deleted', 'list missing', 'Pupils', { lists: ['Pupils'] }],
    ['list renamed', 'list renamed', 'Pupils', {}],
    ['column deleted', 'column missing', 'Pupils/placement', { columns: ['Pupils/placement'] }],
    ['column renamed', 'column renamed', 'Pupils/year', {}],
    ['empty column retyped', 'column retyped', 'Pupils/sex', { columns: ['Pupils/sex'] }],
    ['index lost', 'index lost', 'Pupils/form', { indexes: ['Pupils/form'] }],
    ['uniqueness lost', 'uniqueness lost', 'Pupils/key', { indexes: ['Pupils/key'] }],
    ['choices changed', 'choices lost', 'First day/state', {}],
  ])('%s', async (damage, drift, where, made) => {
    const site = await madeSite();
    damages[damage](site);
    const dry = await provision(site, recordKinds, { dryRun: true });
    expect(dry.drift).toEqual([
      { drift, where, mended: false, says: expect.any(String), mend: expect.stringContaining('desk provision') },
    ]);
    expect(site.changes).toBe(0);
    const report = await provision(site, recordKinds);
    expect(report).toEqual({ ...nothing, ...made, drift: [{ drift, where, mended: true, says: expect.any(String) }] });
    expect(await provision(site, recordKinds)).toEqual(nothing);
  });

  test('a renamed list and column keep what stands in them; the names come back', async () => {
    const site = await madeSite();
    damages['list renamed'](site);
    site.kept.find(({ name }) => name === 'Pupils')!.columns[0]!.displayName = 'UPN';
    await provision(site, recordKinds);
    expect(site.list('Pupils').items.get('1')).toMatchObject({ key: 'P1', year: '9' });
    expect(site.column('Pupils', 'key').displayName).toBe('key');
  });

  test('choices come back beside those that somebody added', async () => {
    const site = await madeSite();
    damages['choices changed'](site);
    await provision(site, recordKinds);
    expect(site.column('First day', 'state').choices).toEqual([
      'open',
      'reached',
      'rang mum',
      ...firstDayTasks.columns
        .find(({ name }) => name === 'state')!
        .choices!.filter((choice) => choice !== 'open' && choice !== 'reached'),
    ]);
  });
});

describe('what cannot be mended without losing data is left, with what a person does', () => {
  test('a column of another type with values in it', async () => {
    const site = await madeSite();
    Object.assign(site.column('Pupils', 'year'), { type: 'number', indexed: false });
    const report = await provision(site, recordKinds);
    expect(report.wrong).toEqual([{ column: 'Pupils/year', wanted: 'text', found: 'number' }]);
    expect(report.drift).toEqual([
      {
        drift: 'column retyped',
        where: 'Pupils/year',
        mended: false,
        says: 'The list Pupils, column year is of the type number, not text, and values stand in it.',
        mend: expect.stringContaining('Single line of text'),
      },
    ]);
    expect(site.changes).toBe(0);
  });

  test('a unique column whose values are doubled: the items are named by their ids, never by the value', async () => {
    const site = await madeSite();
    damages['uniqueness lost'](site);
    site.list('Pupils').items.set('7', { key: 'p1' });
    site.list('Pupils').items.set('8', { key: 'P2' });
    const report = await provision(site, recordKinds);
    expect(report.drift).toMatchObject([
      { drift: 'values doubled', where: 'Pupils/key', mended: false, items: ['1', '7'] },
    ]);
    expect(JSON.stringify(report)).not.toMatch(/P1/i);
    expect(site.changes).toBe(0);
    site.list('Pupils').items.delete('7');
    expect((await provision(site, recordKinds)).indexes).toEqual(['Pupils/key']);
  });

  test('a site that forbids changes: everything is named, the steps for the grant are said', async () => {
    const site = await madeSite();
    damages['column deleted'](site);
    damages['index lost'](site);
    site.trouble = () => 'forbidden';
    const report = await provision(site, recordKinds);
    expect(report).toMatchObject({ columns: [], indexes: [] });
    expect(report.drift.map(({ where, mended, refused }) => [where, mended, refused])).toEqual([
      ['Pupils/form', false, 'forbidden'],
      ['Pupils/placement', false, 'forbidden'],
    ]);
    expect(report.drift[0]!.mend).toContain('fullcontrol');
  });
});

describe('lost answers and a second desk at once', () => {
  test('each answer of a first run is lost once: everything is there once, and nothing is left to do', async () => {
    const site = new InMemorySiteLists();
    for (let lost = 1; lost <= recordKinds.length; lost++) {
      site.kept.length = 0;
      let change = 0;
      site.trouble = () => (++change === lost ? 'answer lost' : undefined);
      expect((await provision(site, recordKinds)).lists).toEqual(recordKinds.map(({ list }) => list));
      expect(site.kept.map(({ displayName }) => displayName)).toEqual(recordKinds.map(({ list }) => list));
    }
    site.trouble = () => undefined;
    expect(await provision(site, recordKinds)).toEqual(nothing);
  });

  test('a second desk is faster by one list and by one column: what it made is taken, the rest is made', async () => {
    const site = new InMemorySiteLists();
    site.meanwhile = () => void site.createList({ list: 'Pupils', columns: pupils.columns.slice(0, -1) });
    const report = await provision(site, recordKinds);
    expect(report.drift).toEqual([]);
    expect(await provision(site, recordKinds)).toEqual(nothing);
    expect(site.list('Pupils').columns.map(({ name }) => name)).toEqual(pupils.columns.map(({ name }) => name));
  });

  test('an answer that is lost again and again is an error, not a report', async () => {
    const site = await madeSite();
    site.createColumn = async () => {
      site.trouble = () => 'answer lost';
      await site.createList({ list: `other ${Math.random()}`, columns: [] });
    };
    damages['column deleted'](site);
    await expect(provision(site, recordKinds)).rejects.toMatchObject({ kind: 'unanswered' });
  });
});

test('whatever hands did, in whatever order and with answers lost: mended, and no value of another column is touched', async () => {
  const kinds = Object.keys(damages) as Damage[];
  await fc.assert(
    fc.asyncProperty(fc.subarray(kinds), fc.array(fc.boolean(), { maxLength: 6 }), async (done, losses) => {
      const site = await madeSite();
      // Renaming comes last: the other hands look for the list by its name.
      for (const damage of [...done].sort((a, b) => Number(a.startsWith('list')) - Number(b.startsWith('list'))))
        if (damage !== 'list renamed' || !done.includes('list deleted')) damages[damage](site);
      const answers: Trouble[] = losses.map((isLost) => (isLost ? 'answer lost' : undefined));
      site.trouble = () => answers.shift();
      const first = await provision(site, recordKinds);
      expect(first.drift.every(({ mended }) => mended)).toBe(true);
      expect(await provision(site, recordKinds)).toEqual(nothing);
      expect(site.list('First day').items.get('1')).toEqual({ key: 'T1', state: 'open' });
      if (!done.includes('list deleted'))
        expect(site.list('Pupils').items.get('1')).toEqual({ key: 'P1', year: '9', form: '9A', surname: 'Invented' });
    }),
    { numRuns: 200, seed: 20260310 },
  );
});
