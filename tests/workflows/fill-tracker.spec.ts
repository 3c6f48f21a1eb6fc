import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import { OutsideError, type OutsideKind } from '../../shared/ports/outside-error.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { fillTracker } from '../../shared/workflows/fill-tracker.ts';
import { retention } from '../../shared/workflows/retention.ts';
import { OrdinaryDesk, today, wordsOf } from '../support/desk.ts';
import { policyWith } from '../support/policy.ts';

const path = 'Attendance tracker.xlsx';

/** Three pupils of 9A with an old figure, and a note of hers. */
const tracker = async (): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Tracker');
  sheet.addRow(['UPN', '% Att', 'Notes']);
  for (const at of [1, 2, 3]) sheet.addRow([`P9A${at}`, 91.5, 'rings most mornings']);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

describe('the tracking spreadsheet is ready before school (architecture §1)', () => {
  let school: OrdinaryDesk;
  const fill = (file = path) => fillTracker(school.desk, { date: today, path: file });
  const column = async (file: string, letter: number) => {
    const sheet = openXlsx((await school.desk.files.read(file))!.content).sheet('Tracker')!;
    return [2, 3, 4].map((row) => sheet.cell(row, letter).value);
  };
  const told = () => school.messenger.posts.map(({ versions }) => wordsOf(versions[0]!.card!).join(' '));

  beforeEach(async () => {
    school = new OrdinaryDesk();
    school.policy = policyWith({ ...school.policy, trackers: { files: [path] } });
    await school.desk.files.write(path, await tracker(), null);
  });

  test('its figures are the desk’s, her notes are hers, and the desk leaves an event', async () => {
    expect((await fill()).silent).toEqual([{ what: `tracker ${path}`, why: '3 cells in 1 sheet' }]);
    expect(await column(path, 2)).toEqual([100, 100, 100]);
    expect(await column(path, 3)).toEqual(Array(3).fill('rings most mornings'));
    await school.settle();
    const events = await school.records.find(auditEvents);
    expect(events.filter(({ record }) => record.verb === 'fill-tracker')).toHaveLength(1);
  });

  test('filled again, it is not written again', async () => {
    await fill();
    const before = (await school.desk.files.read(path))!.version;
    await fill();
    expect((await school.desk.files.read(path))!.version).toBe(before);
  });

  test('where the policy says copy, hers stays as it was and the copy bears the day', async () => {
    school.policy = policyWith({ ...school.policy, trackers: { files: [path], as: 'copy' } });
    await fill();
    expect(await column(path, 2)).toEqual([91.5, 91.5, 91.5]);
    expect(await column('Attendance tracker 2026-03-10.xlsx', 2)).toEqual([100, 100, 100]);
    await fill();
  });

  test.each([
    ['two weeks later the copy is still there', '2026-03-24', true],
    ['on the day after it has had its time', '2026-03-25', false],
  ])('%s (§11)', async (_says, date, isThere) => {
    school.policy = policyWith({ ...school.policy, trackers: { files: [path], as: 'copy' } });
    await fill();
    await school.settle();
    school.at(`${date}T09:00`);
    await retention(school.desk, { dryRun: false });
    const names = (await school.desk.files.list('')).map((file) => file.path);
    expect(names).toEqual(isThere ? ['Attendance tracker 2026-03-10.xlsx', path] : [path]);
  });

  test.each<[string, OutsideKind, string]>([
    ['somebody has open', 'locked', 'somebody has it open, or has checked it out'],
    ['somebody saves', 'stale', 'somebody saved it at the same moment'],
  ])('one that %s stays as it was until it is tried again, and the office hears it once', async (_says, kind, why) => {
    const { write } = school.desk.files;
    school.desk.files.write = async () => {
      throw new OutsideError(kind, 'files/1');
    };
    expect((await fill()).isLeft).toBe(true);
    expect((await fill()).isLeft).toBe(true);
    expect(await column(path, 2)).toEqual([91.5, 91.5, 91.5]);
    expect(told()).toEqual([expect.stringContaining(`${path} stays as it was: ${why}.`)]);
    expect(told()).toEqual([expect.stringContaining('it is tried again until registers open at 08:40')]);

    school.desk.files.write = write;
    expect((await fill()).isLeft).toBe(false);
    expect(await column(path, 2)).toEqual([100, 100, 100]);
    expect(school.messenger.posts).toHaveLength(1);
    expect(school.wordsTo('manager').join(' ')).toContain(`${path} was in use before, and is filled now.`);
  });

  test('one that may not be written is not tried again the same morning', async () => {
    school.desk.files.write = async () => {
      throw new OutsideError('forbidden', 'files/1');
    };
    expect((await fill()).isLeft).toBe(false);
    expect(told()).toEqual([expect.stringContaining('Tomorrow before school it is tried again.')]);
  });

  test.each([
    ['no workbook', new TextEncoder().encode('UPN,% Att\n'), 'the file is empty or cut short'],
    ['gone from the library', undefined, 'it is not in the library any more'],
  ])('one that is %s is told of', async (_says, content, why) => {
    if (content !== undefined) await school.desk.files.write('Old.xlsx', content, null);
    await fill('Old.xlsx');
    expect(told()).toEqual([expect.stringContaining(why)]);
  });

  test('a sheet that is locked stays as it was, and the office hears of it; the others are filled', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await tracker()).buffer as ArrayBuffer);
    const shut = workbook.addWorksheet('Year 9');
    shut.addRow(['UPN', '% Att']);
    shut.addRow(['P9A1', 91.5]);
    await shut.protect('', {});
    const { version } = (await school.desk.files.read(path))!;
    await school.desk.files.write(path, new Uint8Array(await workbook.xlsx.writeBuffer()), version);
    await fill();
    expect(await column(path, 2)).toEqual([100, 100, 100]);
    expect(told()).toEqual([expect.stringContaining(`${path}, sheet Year 9 stays as it was: the sheet is protected`)]);
  });

  test('a site that does not answer is no matter for the office: the job comes back', async () => {
    school.desk.files.read = async () => {
      throw new OutsideError('busy', 'files/1');
    };
    await expect(fill()).rejects.toThrow(OutsideError);
    expect(told()).toEqual([]);
  });
});
