import ExcelJS from 'exceljs';
import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';
import { isRefusal, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

/** Her workbook in the size of a school: a row a pupil, 40 columns, three of them her formulas; a sheet that counts. */
const trackerRows = 1200;
const trackerColumns = 40;
const first = 4;

/** A pupil's figures after so many sessions, so that another day has other figures. */
const pupilOf = (at: number, possible: number): TrackerPupil => {
  const missed = Math.floor((possible * ((at * 37) % 29)) / 100);
  const unauthorised = Math.floor(missed / 4);
  const year = String(7 + Math.floor((at * 5) / trackerRows));
  return ordinaryPupil({
    pupil: `A9992${String(at).padStart(8, '0')}`,
    admission: String(1000 + at).padStart(6, '0'),
    surname: `Thistle${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + (Math.floor(at / 26) % 26))}wick`,
    forename: `Bryony${String.fromCharCode(97 + (Math.floor(at / 676) % 26))}`,
    year,
    form: `${year}${'ABCDEF'[at % 6]}`,
    possible,
    attended: possible - missed,
    authorised: missed - unauthorised,
    unauthorised,
    halfTerms: [1, 2, 3, 4].map((number) => ({ number, attended: 60 - ((at + number) % 9), possible: 60 })),
    halfTerm: 4,
    last4Weeks: { attended: 40 - ((at + possible) % 7), possible: 40 },
    lateBefore: (at + possible) % 5,
    lateAfter: at % 3,
    persistent: missed * 10 >= possible,
    severe: missed * 2 >= possible,
    band: String(1 + Math.min(5, Math.floor((missed * 40) / possible))),
  });
};

/** So many pupils as they stand after so many sessions. */
export const schoolView = (possible: number, pupils = trackerRows): TrackerView => ({
  ...viewOf(Array.from({ length: pupils }, (_, at) => pupilOf(at, possible))),
  bandNames: {},
});

const share = ({ attended, possible }: { attended: number; possible: number }): number =>
  Math.round((attended / possible) * 1000) / 1000;

/** Each column: its heading and what stands in a pupil's row. */
const columnsTo = (
  last: number,
): readonly (readonly [string, (pupil: TrackerPupil, row: number) => ExcelJS.CellValue])[] => [
  ['UPN', ({ pupil }) => pupil],
  ['Adm No', ({ admission }) => admission],
  ['Surname', ({ surname }) => surname],
  ['Forename', ({ forename }) => forename],
  ['Yr', ({ year }) => Number(year)],
  ['Form', ({ form }) => form],
  ['% Att YTD', share],
  ['Possible', ({ possible }) => possible],
  ['Attended', ({ attended }) => attended],
  ['Auth', ({ authorised }) => authorised],
  ['Unauth', ({ unauthorised }) => unauthorised],
  ['% Att HT1', ({ halfTerms }) => share(halfTerms[0]!)],
  ['% Att HT2', ({ halfTerms }) => share(halfTerms[1]!)],
  ['% Att HT3', ({ halfTerms }) => share(halfTerms[2]!)],
  ['% Att HT4', ({ halfTerms }) => share(halfTerms[3]!)],
  ['% Att last 4 weeks', ({ last4Weeks }) => share(last4Weeks)],
  ['L', ({ lateBefore }) => lateBefore],
  ['U', ({ lateAfter }) => lateAfter],
  ['Ill', ({ illnessSessions }) => illnessSessions],
  ['PA?', ({ persistent }) => (persistent ? 'Y' : 'N')],
  ['SA?', ({ severe }) => (severe ? 'Y' : 'N')],
  ['Band', ({ band }) => Number(band)],
  ['Sessions to PA', ({ sessionsToPersistent }) => sessionsToPersistent],
  ['Stage rec', ({ stage }) => Number(stage.recommended)],
  ['Why this stage', ({ stage }) => stage.reasons[0]!.says],
  ['RAG', (_, row) => ({ formula: `IF(G${row}<0.9,"R",IF(G${row}<0.95,"A","G"))`, result: 'G' })],
  ['Gap to 95%', (_, row) => ({ formula: `ROUND(G${row}-0.95,3)`, result: 0 })],
  ['Rank', (_, row) => ({ formula: `RANK(G${row},$G$${first}:$G$${last})`, result: 1 })],
  ...Array.from({ length: trackerColumns - 28 }, (_, at): [string, (pupil: TrackerPupil) => ExcelJS.CellValue] => [
    `My note ${String.fromCharCode(65 + at)}`,
    ({ attended, form }) =>
      at % 3 === 0 ? attended + at : at % 3 === 1 ? `Rang ${form}, note ${(attended * (at + 3)) % 97}` : 'No',
  ]),
];

/** The workbook as it stood after so many sessions. */
export const trackerFile = async (possible: number, pupils = trackerRows): Promise<Uint8Array> => {
  const last = first + pupils - 1;
  const columns = columnsTo(last);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Tracker', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.getCell('A1').value = 'Attendance tracker';
  sheet.getRow(3).values = columns.map(([heading]) => heading);
  for (const [at, pupil] of schoolView(possible, pupils).pupils.entries())
    sheet.getRow(first + at).values = columns.map(([, value]) => value(pupil, first + at));
  columns.forEach(([heading], at) => {
    sheet.getColumn(at + 1).width = heading.length + 3;
    for (let row = first; row <= last; row++) {
      const cell = sheet.getCell(row, at + 1);
      if (heading.startsWith('%')) cell.numFmt = '0.0%';
      cell.border = { bottom: { style: 'hair', color: { argb: 'FFBFBFBF' } } };
      if (row % 2 === 0) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF7F9FC' } };
    }
  });
  for (let row = first; row <= last; row += 40) sheet.getCell(row, 30).note = 'Ring Nan first, not Mum';
  for (let row = first; row <= last; row++)
    sheet.getCell(row, 24).dataValidation = { type: 'list', allowBlank: true, formulae: ['"1,2,3,4,5,6,S"'] };
  sheet.addConditionalFormatting({
    ref: `G${first}:G${last}`,
    rules: [
      {
        type: 'cellIs',
        operator: 'lessThan',
        priority: 1,
        formulae: [0.9],
        style: { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: 'FFF8CBAD' } } },
      },
    ],
  });
  sheet.autoFilter = { from: { row: 3, column: 1 }, to: { row: last, column: columns.length } };
  const summary = book.addWorksheet('Summary');
  for (let year = 7; year < 12; year++) {
    const rows = (column: string): string => `Tracker!$${column}$${first}:$${column}$${last}`;
    summary.getRow(year).values = [
      year,
      { formula: `COUNTIFS(${rows('E')},A${year},${rows('T')},"Y")`, result: 0 },
      { formula: `AVERAGEIF(${rows('E')},A${year},${rows('G')})`, result: 0 },
    ];
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
};

/** A file filled as `desk track` fills it: loaded, planned, written, her formulas worked out, saved. */
export const filled = (file: Uint8Array, view: TrackerView): { bytes: Uint8Array; plan: TrackerPlan } => {
  const xlsx = openXlsx(file);
  const plan = planUpdate(sheetValuesOf(xlsx, 'Tracker')!, view);
  if (isRefusal(plan)) throw new Error(plan.refused);
  xlsx.setCells(
    'Tracker',
    plan.changes.map(({ row, column, to }) => ({ row, column, value: to })),
  );
  xlsx.recalculate({ on: view.on });
  return { bytes: xlsx.save(), plan };
};

/** The same file loaded and saved by what somebody would take instead; it plans nothing and works out nothing. */
export const loadedAndSaved = async (file: Uint8Array): Promise<Uint8Array> => {
  const book = await loaded(file);
  return new Uint8Array(await book.xlsx.writeBuffer());
};

export const loaded = async (file: Uint8Array): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file.slice().buffer as never);
  return book;
};
