import { beforeEach, describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import type { TrackerCopyRequest } from '../../shared/views/stages.ts';
import { erase } from '../../shared/workflows/erase.ts';
import { retention } from '../../shared/workflows/retention.ts';
import { subjectAccess } from '../../shared/workflows/subject-access.ts';
import { copyFolder, keepTrackerCopy, trackerCopyFor } from '../../shared/workflows/tracker-copy.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { filledDesk } from '../access/world.ts';
import { OrdinaryDesk, type StaffName, staff } from '../support/desk.ts';

let ordinary: OrdinaryDesk;
beforeEach(() => {
  ordinary = new OrdinaryDesk();
  ordinary.at('09:20');
});

const as = async (who: StaffName) => (await whoIs(ordinary.desk, staff[who].id))!;
const keep = async (who: StaffName, request: TrackerCopyRequest) =>
  await keepTrackerCopy(ordinary.desk, await as(who), request);
const copyFor = async (who: StaffName, sheet?: string) => await trackerCopyFor(ordinary.desk, await as(who), sheet);
const columns = [{ heading: 'Name', field: 'name' }, { heading: 'Mum’s mobile' }, { heading: 'Notes' }];
const rows = (...cells: readonly (readonly [string, ...string[]])[]) =>
  cells.map(([pupil, ...own]) => ({ pupil, cells: own }));

describe('her own columns are kept, so that a sheet that was lost can be made again', () => {
  test('with text as text, by pupil, under the headings of the sheet', async () => {
    const sent = rows(['P9A1', 'Ash', '07700', '=HYPERLINK("x")'], ['P8A1', 'Ash', '', '<b>']);
    expect(await keep('manager', { sheet: 'Tracker', columns, rows: sent })).toEqual({ rows: 2 });
    expect(await copyFor('deputy', 'Tracker')).toEqual({
      sheet: 'Tracker',
      at: '2026-03-10T09:20:00Z',
      by: 'Mercy Okafor',
      columns,
      rows: sent,
    });
  });

  test('rows that are not sent stay, and move with their columns', async () => {
    await keep('manager', { sheet: 'Tracker', columns, rows: rows(['P9A1', 'A', '1', 'x'], ['P9A2', 'B', '2', 'y']) });
    const moved = [columns[2]!, columns[0]!, { heading: 'New' }, columns[1]!];
    await keep('manager', { sheet: 'Tracker', columns: moved, rows: rows(['P9A1', 'x2', 'A', 'n', '1']) });
    expect((await copyFor('manager', 'Tracker'))?.rows).toEqual(
      rows(['P9A1', 'x2', 'A', 'n', '1'], ['P9A2', 'y', 'B', '', '2']),
    );
  });

  test('two parts of a large sheet at once: both are there', async () => {
    const part = (pupil: string) => keep('manager', { sheet: 'Tracker', columns, rows: rows([pupil, 'A', '1', 'x']) });
    await Promise.all([part('P9A1'), part('P9A2'), part('P9A3')]);
    expect((await copyFor('manager'))?.rows).toHaveLength(3);
  });

  test('the parts of a large sheet stand in its order, also when one of them is sent again', async () => {
    const part = (pupil: string, note: string) =>
      keep('manager', { sheet: 'Tracker', columns, rows: rows([pupil, 'A', note, 'x']) });
    for (const pupil of ['P9A3', 'P9A1', 'P9A2']) await part(pupil, '1');
    await part('P9A1', '2');
    expect((await copyFor('manager'))?.rows.map(({ pupil, cells }) => [pupil, cells[1]])).toEqual([
      ['P9A3', '1'],
      ['P9A1', '2'],
      ['P9A2', '1'],
    ]);
  });

  test('without a name of a sheet, the newest', async () => {
    await keep('manager', { sheet: 'Year 9', columns, rows: [] });
    ordinary.at('09:40');
    await keep('manager', { sheet: 'Year 8', columns, rows: [] });
    expect((await copyFor('manager'))?.sheet).toBe('Year 8');
    expect((await copyFor('manager', 'Year 9'))?.sheet).toBe('Year 9');
    expect(await copyFor('manager', 'Year 7')).toBeUndefined();
  });

  test('a copy that a hand has spoilt is none, and the next update makes it again', async () => {
    await keep('manager', { sheet: 'Tracker', columns, rows: [] });
    const [file] = await ordinary.desk.files.list(copyFolder);
    await ordinary.desk.files.write(file!.path, new TextEncoder().encode('{"sheet"'), file!.version);
    expect(await copyFor('manager')).toBeUndefined();
    await keep('manager', { sheet: 'Tracker', columns, rows: [] });
    expect(await copyFor('manager')).toBeDefined();
  });
});

describe('who is in it, and who reads it', () => {
  test('nobody whom the desk does not know, and no leaver of more than a year ago', async () => {
    ordinary.pupilIs('P9A2', { to: '2025-03-11' });
    ordinary.pupilIs('P9A3', { to: '2025-03-10' });
    const sent = rows(['P9A2', 'B', '', ''], ['P9A3', 'C', '', ''], ['NOBODY', 'D', '', '']);
    expect(await keep('manager', { sheet: 'Tracker', columns, rows: sent })).toEqual({ rows: 1 });
  });

  test('a head of year keeps one of their own, with their own pupils, and reads nobody else’s', async () => {
    await keep('manager', { sheet: 'Tracker', columns, rows: rows(['P9A1', 'A', 'secret', '']) });
    expect(await copyFor('headOfYear9', 'Tracker')).toBeUndefined();
    const sent = rows(['P9A1', 'A', '1', ''], ['P8A1', 'B', '2', '']);
    expect(await keep('headOfYear9', { sheet: 'Tracker', columns, rows: sent })).toEqual({ rows: 1 });
    expect((await copyFor('headOfYear9', 'Tracker'))?.rows).toEqual(rows(['P9A1', 'A', '1', '']));
    expect((await copyFor('manager', 'Tracker'))?.rows).toEqual(rows(['P9A1', 'A', 'secret', '']));
  });

  test('neither the sheet’s name nor a pupil is in the name of a file; one event a sheet and day', async () => {
    const request = { sheet: 'Ash and Oak', columns, rows: rows(['P9A1', 'A', '', '']) };
    await keep('manager', request);
    await keep('manager', request);
    const [file, ...more] = await ordinary.desk.files.list(copyFolder);
    expect(more).toEqual([]);
    expect(file!.path).toMatch(/^Tracker copies\/school [A-Za-z0-9]{8,16}\.json$/);
    const events = (await ordinary.records.find(auditEvents)).map(({ record }) => record);
    expect(events).toMatchObject([{ verb: 'keep-tracker-copy', detail: '{"rows":1}' }]);
  });
});

describe('what is held in a copy is held like any record (§11)', () => {
  const by = { id: 'operator', name: 'Command line' };
  const kept = async () => (await copyFor('deputy', 'Tracker'))?.rows.map(({ pupil }) => pupil);
  beforeEach(async () => {
    ordinary = await filledDesk();
    const sent = rows(['P9A1', 'Ash', '07700 900123', 'sits beside P9B1'], ['P9B1', 'Oak', '', '']);
    await keep('manager', { sheet: 'Tracker', columns, rows: sent });
  });

  test('an erased pupil’s row is gone, and nobody else’s', async () => {
    const pupil = ordinary.pupils.get('P9A1')!;
    expect((await erase(ordinary.desk, pupil, { dryRun: true, by }))?.deleted).toContainEqual({
      list: copyFolder,
      count: 1,
    });
    expect(await kept()).toEqual(['P9A1', 'P9B1']);
    await erase(ordinary.desk, pupil, { dryRun: false, by });
    expect(await kept()).toEqual(['P9B1']);
  });

  test('a subject access has the pupil’s row by its headings, without others in it', async () => {
    const { records, counts } = await subjectAccess(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by });
    expect(records[copyFolder]).toEqual([
      { sheet: 'Tracker', Name: 'Ash', 'Mum’s mobile': '[contact detail]', Notes: 'sits beside [another pupil]' },
    ]);
    expect(counts[copyFolder]).toBe(1);
  });

  test('two columns of one heading are both in it', async () => {
    const twice = [{ heading: 'Notes' }, { heading: 'Notes' }, { heading: '' }];
    await keep('manager', { sheet: 'Tracker', columns: twice, rows: rows(['P9A1', 'one', 'two', 'three']) });
    const { records } = await subjectAccess(ordinary.desk, ordinary.pupils.get('P9A1')!, { dryRun: false, by });
    expect(records[copyFolder]).toEqual([
      { sheet: 'Tracker', Notes: 'one', 'Notes (column 2)': 'two', ' (column 3)': 'three' },
    ]);
  });

  test('a leaver’s row goes a year after the last day on roll', async () => {
    const lineOf = async (dryRun: boolean) =>
      (await retention(ordinary.desk, { dryRun })).files.find(({ folder }) => folder === copyFolder);
    ordinary.pupilIs('P9B1', { to: '2025-03-09' });
    expect(await lineOf(true)).toMatchObject({ period: '1 year', due: 1, deleted: 0 });
    expect(await lineOf(false)).toMatchObject({ due: 1, deleted: 1 });
    expect(await kept()).toEqual(['P9A1']);
  });
});
