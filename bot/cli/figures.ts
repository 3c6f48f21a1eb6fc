import type { Remark } from '../../shared/mis/report.ts';
import { type FiguresDocument, figuresDocument } from '../../shared/rules/figures/figures-document.ts';
import type { GroupFigures } from '../../shared/rules/figures/groups.ts';
import { dateOption, readCalendarInput, refuse, remarkText } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { readMarksInput } from './marks-input.ts';
import { flag, parseOptionsAlone, text } from './options.ts';
import { readPupilsInput } from './pupils-input.ts';

export const usage = 'desk figures --marks FILE --calendar FILE [--pupils FILE] [--on DATE] [--json]';

interface Options {
  readonly marks: string;
  readonly calendar: string;
  readonly pupils: string | undefined;
  readonly on: string | undefined;
  readonly json: boolean;
}

const optionsOf = (args: readonly string[]): Options => {
  const options = { marks: text, calendar: text, pupils: text, on: text, json: flag };
  const { marks, calendar, pupils, on, json } = parseOptionsAlone(args, options);
  if (marks === undefined || calendar === undefined)
    throw new WrongUse(`--${marks === undefined ? 'marks' : 'calendar'} FILE is missing.`);
  return { marks, calendar, pupils, on: dateOption('on', on), json: json === true };
};

/** Prints every figure of every pupil of a marks file, or, for people, the school's in short. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = optionsOf(args);
  try {
    const calendar = await readCalendarInput(io, options.calendar);
    const roll =
      options.pupils === undefined ? { pupils: [], warnings: [] } : await readPupilsInput(io, options.pupils);
    const marks = await readMarksInput(io, options.marks, calendar, roll.pupils);
    const document = figuresDocument(marks.pupils, calendar, roll.pupils, options.on);
    const warnings = [...roll.warnings, ...marks.warnings];
    io.out(options.json ? `${JSON.stringify({ ...document, warnings })}\n` : summary(document, warnings));
    return exit.done;
  } catch (error) {
    return refuse(io, error, options.json);
  }
};

const shown = (percent: string | null): string => percent ?? '–';

const heading = ['', 'Pupils', 'Attendance', 'Absence', 'Persistent', 'Severe', 'Late', 'No mark'];

const cellsOf = (name: string, group: GroupFigures): string[] => [
  name,
  String(group.pupils),
  shown(group.attendance),
  shown(group.absence),
  `${group.persistent} (${shown(group.persistentPercent)})`,
  String(group.severe),
  String(group.late),
  String(group.missing),
];

/** The school's figures for a person to read: no pupil is named. */
const summary = ({ on, period, pupils, groups }: FiguresDocument, warnings: readonly Remark[]): string => {
  const years = Object.entries(groups.year).map(([year, group]) => cellsOf(`Year ${year}`, group));
  const of7to11 = groups.all['7-11']!;
  const rows = [
    heading,
    cellsOf('All', groups.all.all!),
    ...(of7to11.pupils > 0 ? [cellsOf('Years 7-11', of7to11)] : []),
    ...years,
  ];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ');
  const few = warnings.slice(0, 10).map((remark) => `  ${remarkText(remark)}`);
  return [
    period === null
      ? 'No session counts.'
      : `Figures from ${period.from} to ${on ?? period.to}, in per cent of possible sessions.`,
    '',
    ...rows.map(line),
    '',
    `${pupils.filter(({ current }) => current).length} pupils are on roll, ${pupils.filter(({ current }) => !current).length} have left or not joined. With --json: every pupil.`,
    ...(warnings.length > 0
      ? [`To look at (${warnings.length}): rows that count nowhere, or were read with care`, ...few]
      : []),
    ...(warnings.length > few.length ? [`  … and ${warnings.length - few.length} more (--json lists them all)`] : []),
    '',
  ].join('\n');
};
