import type { CellValue, DataValidation, Fill, Workbook, Worksheet } from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import type { IsoDate } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';
import type { PupilYear } from './marks.ts';
import type { SampleMis } from './mis.ts';
import { type Chance, chanceOf } from './random.ts';
import { ukDate } from './school.ts';
import { figuresOnPaper, type TypedFigures } from './tracker-figures.ts';

/**
 * The attendance manager's own tracking workbook, as it has grown in her hands: a banner, a heading in two lines,
 * colours, her own columns and formulas. Her figures are those of a Friday a week ago.
 */
const figuresTo: IsoDate = '2026-02-27';
const yearBegan: IsoDate = '2025-09-03';
const halfTermBegan: IsoDate = '2026-02-23';
const headingRow = 5;

/** Excel's number of a day. */
const serial = (date: IsoDate): number => Temporal.PlainDate.from('1899-12-30').until(date).days;
const fill = (argb: string): Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const navy = 'FF1F3864';
const red = 'FFF8CBAD';
const amber = 'FFFFE699';
const green = 'FFC6E0B4';

const columns = [
  { heading: 'Adm No', width: 9.5, over: 'PUPIL' },
  { heading: 'Surname', width: 22, over: 'PUPIL' },
  { heading: 'Forename', width: 16, over: 'PUPIL' },
  { heading: 'Yr', width: 5, over: 'PUPIL' },
  { heading: 'Form', width: 7, over: 'PUPIL' },
  { heading: '% Att YTD', width: 9.5, over: 'ATTENDANCE', format: '0.0%' },
  { heading: '% Att HT4', width: 9.5, over: 'ATTENDANCE', format: '0.0%' },
  { heading: '% Absence', width: 9.5, over: 'ATTENDANCE', format: '0.0%' },
  { heading: 'Auth', width: 7, over: 'ATTENDANCE' },
  { heading: 'Unauth', width: 8, over: 'ATTENDANCE' },
  { heading: 'Lates', width: 7, over: 'ATTENDANCE' },
  { heading: 'RAG', width: 6, over: 'ATTENDANCE' },
  { heading: 'PA?', width: 6, over: 'PERSISTENT ABSENCE' },
  { heading: 'Sessions to PA', width: 10, over: 'PERSISTENT ABSENCE' },
  { heading: 'Band', width: 7, over: 'PERSISTENT ABSENCE' },
  { heading: 'Stage recommended', width: 14, over: 'STAGE' },
  { heading: 'Why this stage', width: 46, over: 'STAGE' },
  { heading: 'Stage now', width: 8, over: 'STAGE' },
  { heading: 'L1 sent', width: 11, over: 'LETTERS', format: 'dd/mm/yyyy' },
  { heading: 'Days since L1', width: 9.5, over: 'LETTERS', format: '0' },
  { heading: "Mum's mobile", width: 15, over: 'MY NOTES' },
  { heading: 'Tutor comments', width: 30, over: 'MY NOTES' },
  { heading: 'Notes', width: 38, over: 'MY NOTES' },
] as const;
type Heading = (typeof columns)[number]['heading'];
const numberOf = (heading: Heading): number => columns.findIndex((column) => column.heading === heading) + 1;
const letterOf = (heading: Heading): string => String.fromCharCode(64 + numberOf(heading));
const attendance = letterOf('% Att YTD');

const comments = [
  'Lovely lad once he is here',
  'Spoke about bedtimes',
  'Struggles on PE days',
  'New glasses coming',
  'Friendship issues, HOY aware',
  'Bus is often late',
  'Doing really well this term',
  'Mentoring Tuesdays',
  'Worried about maths',
  'Quiet, keep an eye',
];
const notes = [
  'Ring Nan first, not Mum',
  'Prefers text',
  'Panel 14/11 - agreed weekly call',
  'Asthma - see care plan',
  'Parents separated, copy letters to both',
  'Dad works nights',
  'Has moved, address to check',
  'Meeting booked with HOY',
  'Breakfast club from Jan',
  'OT referral in',
];

interface Line {
  readonly year: PupilYear;
  readonly figures: TypedFigures;
  readonly halfTerm: TypedFigures;
}

const share = (part: number, of: number): number => Math.round((part * 1000) / of) / 1000;

/** Writes one pupil's row as she typed it. */
const writeLine = (sheet: Worksheet, at: number, line: Line, chance: Chance): void => {
  const { plan } = line.year;
  const { possible, attended, authorised, unauthorised, lates } = line.figures;
  const absent = possible - attended;
  const rate = share(attended, possible);
  const absence = absent / possible;
  const rag = rate >= 0.95 ? 'G' : rate > 0.9 ? 'A' : 'R';
  const letter =
    absence >= 0.08 && chance.is(0.6)
      ? serial(chance.pick(['2025-10-16', '2025-11-20', '2026-01-22', '2026-02-12']))
      : undefined;
  const put = (heading: Heading, value: CellValue) => {
    sheet.getCell(at, numberOf(heading)).value = value;
  };
  // Some rows were pasted from a sheet in which Excel had eaten the zeros.
  put('Adm No', chance.is(0.06) ? Number(plan.admission) : plan.admission);
  put('Surname', plan.surname);
  put('Forename', plan.forename);
  put('Yr', Number(plan.year));
  put('Form', plan.form);
  put('% Att YTD', rate);
  if (line.halfTerm.possible > 0) put('% Att HT4', share(line.halfTerm.attended, line.halfTerm.possible));
  put('% Absence', share(absent, possible));
  put('Auth', authorised);
  put('Unauth', unauthorised);
  put('Lates', lates);
  put('RAG', {
    formula: `IF(${attendance}${at}="","",IF(${attendance}${at}>=0.95,"G",IF(${attendance}${at}>0.9,"A","R")))`,
    result: rag,
  });
  put('PA?', rate < 0.9 ? 'Y' : 'N');
  put('Sessions to PA', Math.max(0, Math.ceil((possible - 10 * absent) / 9)));
  put(
    'Band',
    absence <= 0.03 ? 1 : absence <= 0.05 ? 2 : absence < 0.1 ? 3 : absence < 0.15 ? 4 : absence < 0.5 ? 5 : 6,
  );
  if (letter !== undefined) {
    put('L1 sent', letter);
    put('Stage now', absence >= 0.15 ? 3 : absence >= 0.1 ? 2 : 1);
  }
  const sent = `${letterOf('L1 sent')}${at}`;
  put('Days since L1', {
    formula: `IF(${sent}="","",$F$2-${sent})`,
    result: letter === undefined ? '' : serial(figuresTo) - letter,
  });
  put("Mum's mobile", plan.contacts[0]!.phone.startsWith('07') ? plan.contacts[0]!.phone : '');
  if (chance.is(0.12)) put('Tutor comments', chance.pick(comments));
  if (chance.is(rag === 'R' ? 0.4 : 0.06)) put('Notes', chance.pick(notes));
  for (const column of columns)
    if ('format' in column) sheet.getCell(at, numberOf(column.heading)).numFmt = column.format;
  // Her highlighter.
  if (chance.is(0.02)) sheet.getCell(at, numberOf('Surname')).fill = fill('FFFFFF00');
  if (rag === 'R') sheet.getCell(at, numberOf('Form')).fill = fill('FFFCE4D6');
};

const writeTop = (sheet: Worksheet, owner: string, school: string): void => {
  const last = columns.length;
  sheet.mergeCells(1, 1, 1, last);
  const banner = sheet.getCell(1, 1);
  banner.value = `${school} - ATTENDANCE TRACKER 2025/26`;
  banner.font = { name: 'Calibri', size: 18, bold: true, color: { argb: 'FFFFFFFF' } };
  banner.fill = fill(navy);
  banner.alignment = { vertical: 'middle', horizontal: 'center' };
  sheet.getRow(1).height = 32;
  sheet.mergeCells('A2:E2');
  sheet.getCell('A2').value = 'Figures typed in up to:';
  sheet.getCell('A2').alignment = { horizontal: 'right' };
  sheet.getCell('F2').value = serial(figuresTo);
  sheet.getCell('F2').numFmt = 'dd/mm/yyyy';
  sheet.getCell('F2').font = { bold: true, color: { argb: 'FFC00000' } };
  sheet.getCell('H2').value = `Kept by ${owner} - please do not sort without asking me!`;
  sheet.getCell('H2').font = { italic: true };
  sheet.getCell('A3').value = 'KEY';
  for (const [cell, text, colour] of [
    ['B3', 'Green 95% and up', green],
    ['C3', 'Amber', amber],
    ['D3', 'Red 90% and below', red],
  ] as const) {
    sheet.getCell(cell).value = text;
    sheet.getCell(cell).fill = fill(colour);
  }
  let from = 1;
  columns.forEach(({ heading, over, width }, at) => {
    sheet.getColumn(at + 1).width = width;
    const cell = sheet.getCell(headingRow, at + 1);
    cell.value = heading;
    cell.font = { bold: true };
    cell.fill = fill('FFD9E2F3');
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    cell.border = { bottom: { style: 'medium', color: { argb: navy } } };
    if (columns[at + 1]?.over === over) return;
    const upper = sheet.getCell(headingRow - 1, from);
    sheet.mergeCells(headingRow - 1, from, headingRow - 1, at + 1);
    upper.value = over;
    upper.font = { bold: true, color: { argb: 'FFFFFFFF' } };
    upper.fill = fill(over === 'MY NOTES' ? 'FF7030A0' : navy);
    upper.alignment = { horizontal: 'center' };
    from = at + 2;
  });
  sheet.getRow(headingRow).height = 34;
  sheet.getCell(headingRow, numberOf('PA?')).note =
    'PA = missed 10% or more. Check against SIMS before letters go out.';
  sheet.getCell(headingRow, numberOf('Stage now')).note = 'What WE have agreed, not what the percentage says.';
  sheet.getCell(headingRow, numberOf("Mum's mobile")).note = 'From the admission form. Ask the office if it rings out.';
};

/** What exceljs has and its types leave out. */
interface RangeValidations {
  readonly dataValidations: { add(range: string, rule: DataValidation): void };
}

/** Averages, counts, her colours and lists over rows `first` to `last`. */
const writeRules = (sheet: Worksheet, first: number, last: number, lines: readonly Line[]): void => {
  const range = (heading: Heading) => `${letterOf(heading)}${first}:${letterOf(heading)}${last}`;
  const total = (
    at: number,
    label: string,
    cells: readonly (readonly [Heading, string, number])[],
    format?: string,
  ) => {
    sheet.getCell(at, 2).value = label;
    for (const [heading, formula, result] of cells) {
      const cell = sheet.getCell(at, numberOf(heading));
      cell.value = { formula, result };
      if (format !== undefined) cell.numFmt = format;
    }
    sheet.getRow(at).font = { bold: true };
    sheet.getCell(at, 2).fill = fill('FFEDEDED');
  };
  const rates = lines.map(({ figures }) => share(figures.attended, figures.possible));
  const halves = lines.flatMap(({ halfTerm }) =>
    halfTerm.possible === 0 ? [] : [share(halfTerm.attended, halfTerm.possible)],
  );
  const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
  const sum = (what: (figures: TypedFigures) => number) => lines.reduce((all, { figures }) => all + what(figures), 0);
  total(
    last + 2,
    'Average (whole school)',
    [
      ['% Att YTD', `AVERAGE(${range('% Att YTD')})`, mean(rates)],
      ['% Att HT4', `AVERAGE(${range('% Att HT4')})`, mean(halves)],
    ],
    '0.0%',
  );
  total(last + 3, 'Totals', [
    ['Auth', `SUM(${range('Auth')})`, sum(({ authorised }) => authorised)],
    ['Unauth', `SUM(${range('Unauth')})`, sum(({ unauthorised }) => unauthorised)],
    ['Lates', `SUM(${range('Lates')})`, sum(({ lates }) => lates)],
  ]);
  total(last + 4, 'Number PA', [
    ['PA?', `COUNTIF(${range('PA?')},"Y")`, rates.filter((rate) => rate < 0.9).length],
    ['RAG', `COUNTIF(${range('RAG')},"R")`, rates.filter((rate) => rate <= 0.9).length],
  ]);
  const colour = (argb: string) => ({
    fill: { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb } },
  });
  sheet.addConditionalFormatting({
    ref: range('% Att YTD'),
    rules: [
      {
        type: 'expression',
        priority: 1,
        formulae: [`AND(ISNUMBER(${attendance}${first}),${attendance}${first}<=0.9)`],
        style: colour(red),
      },
      {
        type: 'expression',
        priority: 2,
        formulae: [`AND(ISNUMBER(${attendance}${first}),${attendance}${first}<0.95)`],
        style: colour(amber),
      },
      { type: 'expression', priority: 3, formulae: [`ISNUMBER(${attendance}${first})`], style: colour(green) },
    ],
  });
  sheet.addConditionalFormatting({
    ref: range('RAG'),
    rules: [
      { type: 'cellIs', operator: 'equal', priority: 4, formulae: ['"R"'], style: colour(red) },
      { type: 'cellIs', operator: 'equal', priority: 5, formulae: ['"A"'], style: colour(amber) },
      { type: 'cellIs', operator: 'equal', priority: 6, formulae: ['"G"'], style: colour(green) },
    ],
  });
  // Of one range, not a cell at a time: exceljs would join the cells into ranges that overlap.
  (sheet as Worksheet & RangeValidations).dataValidations.add(range('Stage now'), {
    type: 'list',
    allowBlank: true,
    formulae: ['"1,2,3,4,5,6,S"'],
  });
  sheet.autoFilter = { from: { row: headingRow, column: 1 }, to: { row: last, column: columns.length } };
};

const writeLetters = (book: Workbook, lines: readonly Line[], firstRow: number, chance: Chance): void => {
  const sheet = book.addWorksheet('Letters', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.mergeCells('A1:G1');
  sheet.getCell('A1').value = 'LETTERS SENT';
  sheet.getCell('A1').font = { size: 16, bold: true, color: { argb: 'FFFFFFFF' } };
  sheet.getCell('A1').fill = fill('FF7030A0');
  const headings = ['Date', 'Adm No', 'Surname', 'Forename', 'Letter', 'Att % now', 'Reply?'];
  headings.forEach((heading, at) => {
    sheet.getCell(3, at + 1).value = heading;
    sheet.getCell(3, at + 1).font = { bold: true };
    sheet.getColumn(at + 1).width = [12, 10, 24, 18, 9, 11, 32][at]!;
  });
  const worst = lines
    .map((line, place) => ({ line, row: firstRow + place, rate: line.figures.attended / line.figures.possible }))
    .filter(({ rate }) => rate < 0.88)
    .slice(0, 45);
  worst.forEach(({ line, row, rate }, at) => {
    const { plan } = line.year;
    const cells: CellValue[] = [
      serial(chance.pick(['2025-10-16', '2025-11-20', '2026-01-22', '2026-02-12'])),
      plan.admission,
      plan.surname,
      plan.forename,
      rate < 0.8 ? 'L2' : 'L1',
      { formula: `Tracker!${attendance}${row}`, result: share(line.figures.attended, line.figures.possible) },
      chance.is(0.5) ? chance.pick(['Mum rang, will try', 'No reply', 'Came in to see HOY', 'Returned to sender']) : '',
    ];
    cells.forEach((value, column) => {
      sheet.getCell(at + 4, column + 1).value = value;
    });
    sheet.getCell(at + 4, 1).numFmt = 'dd/mm/yyyy';
    sheet.getCell(at + 4, 6).numFmt = '0.0%';
  });
};

const writeHelp = (book: Workbook): void => {
  const sheet = book.addWorksheet('How I use this');
  sheet.getColumn(1).width = 100;
  const lines = [
    'HOW I USE THIS',
    'Every Friday I type the figures from the MIS into the white columns. It takes me most of the afternoon.',
    'Purple columns are mine. Please never overwrite them.',
    'RAG works itself out. Stage now is what we agreed at the panel, not what the percentage says.',
    'Leavers go to the bottom, never delete them: we need them for the census.',
    'Letters: look at the Letters sheet before you send another one.',
  ];
  lines.forEach((text, at) => {
    sheet.getCell(at + 1, 1).value = text;
    sheet.getCell(at + 1, 1).alignment = { wrapText: true };
  });
  sheet.getCell('A1').font = { size: 16, bold: true };
};

/** The workbook (.xlsx): sheets Tracker, Letters, How I use this. The same school gives the same bytes. */
export const makeTracker = async (seed: number, mis: SampleMis): Promise<Uint8Array> => {
  const { default: ExcelJS } = await import('exceljs');
  const chance = chanceOf(seed, 'tracker');
  const owner = mis.staff.find(({ roles }) => roles.includes('attendance-manager'))!.name;
  const book = new ExcelJS.Workbook();
  book.creator = owner;
  book.lastModifiedBy = owner;
  book.created = new Date('2025-09-01T08:00:00Z');
  book.modified = new Date('2026-02-27T15:40:00Z');
  const sheet = book.addWorksheet('Tracker', {
    views: [{ state: 'frozen', xSplit: 3, ySplit: headingRow, activeCell: 'A6' }],
    pageSetup: {
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headingRow - 1}:${headingRow}`,
    },
    properties: { tabColor: { argb: navy } },
  });
  const lines = mis.years
    .filter(({ plan }) => plan.from <= '2026-02-20')
    .map((year) => ({
      year,
      figures: figuresOnPaper(mis, year, yearBegan, figuresTo),
      halfTerm: figuresOnPaper(mis, year, halfTermBegan, figuresTo),
    }))
    .filter(({ figures }) => figures.possible > 0);
  const hasLeft = ({ year: { plan } }: Line) => plan.to !== undefined && plan.to <= figuresTo;
  const current = lines.filter((line) => !hasLeft(line));
  writeTop(sheet, owner, mis.school);
  current.forEach((line, at) => {
    writeLine(sheet, headingRow + 1 + at, line, chance);
  });
  const first = headingRow + 1;
  const last = headingRow + current.length;
  forgetNumberOfNamesake(sheet, current, first);
  writeRules(sheet, first, last, current);
  sheet.getCell(last + 6, 1).value = 'LEAVERS - keep for census';
  sheet.getCell(last + 6, 1).font = { bold: true, color: { argb: 'FF808080' } };
  lines.filter(hasLeft).forEach((line, at) => {
    writeLine(sheet, last + 7 + at, line, chance);
    sheet.getCell(last + 7 + at, numberOf('Notes')).value = `Left ${ukDate(line.year.plan.to!)}`;
    sheet.getRow(last + 7 + at).font = { italic: true, color: { argb: 'FF808080' } };
  });
  writeLetters(book, current, first, chance);
  writeHelp(book);
  return sameBytes(new Uint8Array(await book.xlsx.writeBuffer()));
};

/** One of the two pupils of the same name has neither number nor form in her sheet: nothing tells which one it is. */
const forgetNumberOfNamesake = (sheet: Worksheet, lines: readonly Line[], first: number): void => {
  const seen = new Set<string>();
  lines.forEach(({ year: { plan } }, at) => {
    const name = `${plan.surname}, ${plan.forename}`;
    if (seen.has(name))
      for (const heading of ['Adm No', 'Yr', 'Form'] as const)
        sheet.getCell(first + at, numberOf(heading)).value = null;
    seen.add(name);
  });
};

/** Packs the parts again with one time for all of them: a zip carries the clock of whoever packed it. */
const sameBytes = (xlsx: Uint8Array): Uint8Array =>
  zipSync(unzipSync(xlsx), { mtime: '2026-02-27T15:40:00', level: 6 });
