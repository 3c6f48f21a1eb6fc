import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, packed, partsAround, xml } from '../../shared/local-tenant/sample/trackers/package.ts';
import type { TrackerPupil } from '../../shared/views/tracker.ts';
import { isRefusal, planUpdate, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { addressOf, columnName } from '../../shared/workbook/xlsx/address.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { sheetValuesOf } from '../../shared/workbook/xlsx/sheet-values.ts';
import { differences } from '../support/compare-workbooks.ts';
import { ordinaryPupil, viewOf } from '../support/tracker-view.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** Styles 0 to 3: plain, `0.0%`, `0%`, text. */
const styles = xml(
  `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
);

interface Cell {
  readonly value: string | number | null;
  readonly style?: number;
  readonly formula?: string;
}

const names = ['Quill', 'Thimble', 'Newcombe', 'Sorrel', 'Bramble', 'Pippin', 'Medlar', 'Larch'];
const pupils: readonly TrackerPupil[] = names.map((surname, at) =>
  ordinaryPupil({
    pupil: `${String.fromCharCode(65 + at)}99920001800${at}`,
    admission: `000${418 + at}`,
    surname,
    forename: ['Tabitha', 'Otto', 'Nell', 'Basil'][at % 4]!,
    form: at % 2 === 0 ? '9A' : '9B',
    attended: 150 + at * 5,
    authorised: 40 - at * 4,
    unauthorised: 10 - at,
    persistent: at < 6,
    lateBefore: at,
  }),
);
const view = viewOf(pupils);

type Identity = 'pupil' | 'admission' | 'name' | 'surname and forename';
const identities: Readonly<
  Record<Identity, readonly (readonly [heading: string, of: (pupil: TrackerPupil) => string | number])[]>
> = {
  pupil: [['UPN', ({ pupil }) => pupil]],
  admission: [['Adm No', ({ admission }) => Number(admission)]],
  name: [['Surname, Forename', ({ surname, forename }) => `${surname}, ${forename}`]],
  'surname and forename': [
    ['Surname', ({ surname }) => surname],
    ['Forename', ({ forename }) => forename],
  ],
};

/** Headings that schools give a figure, and the forms it has there. `old`: a figure of another day. */
interface Kind {
  readonly headings: readonly string[];
  readonly forms: readonly ((old: number) => Cell)[];
}
const rates: Kind['forms'] = [
  (old) => ({ value: old / 1000, style: 1 }),
  (old) => ({ value: old / 1000, style: 2 }),
  (old) => ({ value: old / 10 }),
  (old) => ({ value: `${(old / 10).toFixed(1)}%` }),
  (old) => ({ value: `${(old / 10).toFixed(1)}%`, style: 3 }),
];
const counts: Kind['forms'] = [(old) => ({ value: old % 40 }), (old) => ({ value: String(old % 40), style: 3 })];
const kinds: Readonly<Record<string, Kind>> = {
  attendance: {
    headings: ['% Att', 'Attendance %', 'Att YTD', 'Attendance 2025/26', 'YTD %', '% ATTENDANCE'],
    forms: rates,
  },
  attendanceHT2: { headings: ['HT2', 'Att HT2', 'Autumn 2', '% Att Half Term 2'], forms: rates },
  attendanceLast4Weeks: { headings: ['Last 4 weeks', '% Att last 4 wks', 'L4W'], forms: rates },
  unauthorised: { headings: ['Unauth', 'Unauthorised', 'U/A', 'No. of unauthorised sessions'], forms: counts },
  late: { headings: ['Lates', 'Times late', 'Lateness'], forms: counts },
  possible: { headings: ['Possible', 'Poss sessions', 'Possible sessions'], forms: counts },
  persistent: {
    headings: ['PA?', 'PA', 'Persistent absence', 'PA Y/N'],
    forms: [
      (old) => ({ value: old % 2 === 0 ? 'Y' : 'N' }),
      (old) => ({ value: old % 2 === 0 ? 'Yes' : 'No' }),
      (old) => ({ value: old % 2 === 0 ? 'x' : null }),
    ],
  },
};
const hers: Readonly<Record<string, (old: number, row: number) => Cell>> = {
  "Mum's mobile": () => ({ value: '07700 900123' }),
  Notes: (old) => ({ value: old % 3 === 0 ? '=not a formula & <b>' : null }),
  'Weeks watched': (old) => ({ value: old % 9 }),
  'My sum': (old, row) => ({ value: old, formula: `LEN(FIGURE${row})*10` }),
};

interface Column {
  readonly heading: string;
  readonly field: string | undefined;
  of(pupil: TrackerPupil | undefined, row: number): Cell;
}

const figureColumn = ([field, { headings, forms }]: [string, Kind]): fc.Arbitrary<Column> =>
  fc
    .record({ heading: fc.constantFrom(...headings), form: fc.constantFrom(...forms), seed: fc.nat(900) })
    .map(({ heading, form, seed }) => ({ heading, field, of: (_, row) => form(500 + ((seed + row * 37) % 480)) }));

const ownColumn = ([heading, of]: [string, (old: number, row: number) => Cell]): fc.Arbitrary<Column> =>
  fc.nat(900).map((seed) => ({ heading, field: undefined, of: (_, row) => of(seed + row, row) }));

const identityColumns = fc
  .constantFrom<Identity>('pupil', 'admission', 'name', 'surname and forename')
  .map((identity): Column[] =>
    identities[identity].map(([heading, of]) => ({
      heading,
      field: 'who',
      of: (pupil) => ({ value: pupil === undefined ? 'Trotter, Rodney' : of(pupil) }),
    })),
  );

const tracker = fc.record({
  banner: fc.integer({ min: 0, max: 6 }),
  from: fc.integer({ min: 1, max: 3 }),
  who: identityColumns,
  figures: fc
    .subarray(Object.entries(kinds), { minLength: 2 })
    .chain((chosen) => fc.tuple(...chosen.map(figureColumn))),
  own: fc.subarray(Object.entries(hers)).chain((chosen) => fc.tuple(...chosen.map(ownColumn))),
  order: fc.infiniteStream(fc.nat()),
  rows: fc.shuffledSubarray([...pupils], { minLength: 4 }),
  gaps: fc.array(fc.constantFrom('blank', 'title', 'stranger', 'total'), { maxLength: 4 }),
});

type Made = typeof tracker extends fc.Arbitrary<infer T> ? T : never;

/** The sheet of a random tracker, its columns in any order and rows of other kinds among those of pupils. */
const written = ({ banner, from, who, figures, own, order, rows, gaps }: Made) => {
  const stream = order[Symbol.iterator]();
  const columns = [...who, ...figures, ...own]
    .map((column) => ({ column, at: stream.next().value as number }))
    .sort((a, b) => a.at - b.at)
    .map(({ column }) => column);
  const lines: (readonly (readonly [number, Cell])[])[] = [];
  for (let at = 0; at < banner; at++)
    lines.push(at % 2 === 0 ? [[from, { value: 'Attendance & more, printed for HOY' }]] : []);
  const headingRow = lines.push(columns.map(({ heading }, at) => [from + at, { value: heading }] as const));
  const pupilRows = new Map<number, string>();
  rows.forEach((pupil, at) => {
    const row = lines.length + 1;
    pupilRows.set(row, pupil.pupil);
    lines.push(columns.map((column, across) => [from + across, column.of(pupil, row)] as const));
    const gap = gaps[at];
    if (gap === 'blank') lines.push([]);
    if (gap === 'title') lines.push([[from, { value: 'Form 9B' }]]);
    if (gap === 'total')
      lines.push(
        columns.map(
          (column, across) =>
            [from + across, column.field === 'who' ? { value: 'Total' } : { value: 400 + across }] as const,
        ),
      );
    if (gap === 'stranger')
      lines.push(columns.map((column, across) => [from + across, column.of(undefined, lines.length + 1)] as const));
  });
  const figure = columnName(from + columns.findIndex(({ field }) => field !== undefined && field !== 'who'));
  const cellXml = (row: number, column: number, { value, style = 0, formula }: Cell): string => {
    const head = `<c r="${addressOf(row, column)}" s="${style}"`;
    if (formula !== undefined) return `${head}><f>${formula.replace('FIGURE', figure)}</f><v>${value}</v></c>`;
    if (value === null) return `${head}/>`;
    return typeof value === 'number'
      ? `${head}><v>${value}</v></c>`
      : `${head} t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
  };
  const rowsXml = lines.flatMap((cells, at) =>
    cells.length === 0
      ? []
      : `<row r="${at + 1}">${cells.map(([column, cell]) => cellXml(at + 1, column, cell)).join('')}</row>`,
  );
  const sheet = xml(`<worksheet xmlns="${main}"><sheetData>${rowsXml.join('')}</sheetData></worksheet>`);
  return {
    file: packed({ ...partsAround(['Tracker'], styles), 'xl/worksheets/sheet1.xml': sheet }),
    headingRow,
    columns: columns.map((column, at) => ({ ...column, name: columnName(from + at) })),
    pupilRows,
  };
};

const updated = (file: Uint8Array): { plan: TrackerPlan; saved: Uint8Array; computed: string[] } => {
  const xlsx = openXlsx(file);
  const plan = planUpdate(sheetValuesOf(xlsx, 'Tracker')!, view);
  if (isRefusal(plan)) throw new Error(plan.refused);
  xlsx.setCells(
    'Tracker',
    plan.changes.map(({ row, column, to }) => ({ row, column, value: to })),
  );
  const { values, left } = xlsx.recalculate({ on: view.on });
  expect(left).toEqual([]);
  return { plan, saved: xlsx.save(), computed: values.map(({ row, column }) => addressOf(row, column)) };
};

describe('trackers nobody has thought of', () => {
  test('are adopted whole; only mapped cells of matched rows differ; the second time there is nothing to write', () => {
    fc.assert(
      fc.property(tracker, (made) => {
        const { file, headingRow, columns, pupilRows } = written(made);
        const { plan, saved, computed } = updated(file);
        expect(plan.headingRow).toBe(headingRow);
        expect(Object.fromEntries(plan.pupils)).toEqual(Object.fromEntries(pupilRows));
        const taken = new Map(plan.columns.found.map(({ column, field }) => [column, field as string]));
        for (const { name, field, heading } of columns)
          expect([heading, taken.get(name)]).toEqual([heading, field === 'who' ? expect.any(String) : field]);
        const mapped = new Set(
          columns.filter(({ field }) => field !== undefined && field !== 'who').map(({ name }) => name),
        );
        for (const { row, cell } of plan.changes) {
          expect(pupilRows.has(row)).toBe(true);
          expect(mapped).toContain(cell.replace(/\d+$/, ''));
        }
        const allowed = new Set([...plan.changes.map(({ cell }) => cell), ...computed]);
        expect(differences(file, saved, { 'xl/worksheets/sheet1.xml': allowed })).toEqual([]);
        const again = updated(saved);
        expect(again.plan.changes).toEqual([]);
        expect(Buffer.compare(again.saved, saved)).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
