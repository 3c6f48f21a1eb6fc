import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { makeSampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const school = sampleSchool();
const bytes = await school.tracker();
const book = new ExcelJS.Workbook();
await book.xlsx.load(bytes.slice().buffer);
const sheet = book.getWorksheet('Tracker')!;
const headings = (sheet.getRow(5).values as string[]).slice(1);
const column = (heading: string) => headings.indexOf(heading) + 1;

describe('the attendance manager’s own workbook', () => {
  it('has a sheet of pupils, one of letters and one of advice', () => {
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Tracker', 'Letters', 'How I use this']);
  });

  it('names its columns as people do, the stage and its reason among them, in a heading of two lines', () => {
    for (const heading of [
      'Adm No',
      '% Att YTD',
      '% Att HT4',
      'PA?',
      'Sessions to PA',
      'Band',
      'Stage recommended',
      'Why this stage',
      "Mum's mobile",
      'Notes',
    ])
      expect(headings).toContain(heading);
    expect(sheet.getCell(4, column('Band')).text).toBe('PERSISTENT ABSENCE');
    expect(sheet.getCell('A1').text).toContain('Saltmarsh Academy');
  });

  it('has a row for nearly everybody on roll, some without the zeros of the admission number', () => {
    const numbers = Array.from({ length: sheet.rowCount - 5 }, (_, at) => sheet.getCell(at + 6, 1).value);
    const texts = numbers.filter((value) => typeof value === 'string' && /^00\d{4}$/.test(value));
    const bare = numbers.filter((value) => typeof value === 'number');
    expect(texts.length).toBeGreaterThan(1000);
    expect(bare.length).toBeGreaterThan(30);
    const known = new Set(readSample(school).pupils!.map(({ admission }) => admission));
    for (const value of texts) expect(known).toContain(value);
  });

  it('holds formulas with their results, colours, conditional formats, lists, notes, frozen panes and widths', () => {
    const formulas: string[] = [];
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.formula) {
          formulas.push(cell.formula);
          // A result that is an empty text comes back as none.
          if (!cell.formula.startsWith('IF(S')) expect(cell.result).toBeDefined();
        }
      });
    });
    for (const start of ['IF(', 'AVERAGE(', 'COUNTIF(', 'SUM('])
      expect(formulas.some((formula) => formula.startsWith(start))).toBe(true);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 3, ySplit: 5 });
    expect(sheet.getCell(5, column('PA?')).note).toBeDefined();
    expect(sheet.getCell(6, column('Stage now')).dataValidation).toMatchObject({ type: 'list' });
    expect(sheet.getColumn(column('Why this stage')).width).toBe(46);
    expect(sheet.model).toHaveProperty('conditionalFormattings.length', 2);
  });

  it('is a week behind, so that an update has something to do', () => {
    expect(sheet.getCell('F2').value).toEqual(new Date('2026-02-27T00:00:00Z'));
    expect(sheet.getCell(6, column('Stage recommended')).value).toBeNull();
  });

  it('is the same, byte for byte, whenever and wherever it is made', async () => {
    const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
    expect(hash(await makeSampleSchool({ seed: 1, canary: false }).tracker())).toBe(hash(bytes));
  });

  it('carries the canary in names only', async () => {
    const marked = new ExcelJS.Workbook();
    await marked.xlsx.load((await sampleSchool(1, true).tracker()).slice().buffer);
    const names = marked.getWorksheet('Tracker')!;
    expect(names.getCell(6, column('Surname')).text).toContain('Zqx');
    expect(names.getCell(6, column('Forename')).text).toContain('Zqx');
    expect(names.getCell('A1').text).not.toContain('Zqx');
  });
});
