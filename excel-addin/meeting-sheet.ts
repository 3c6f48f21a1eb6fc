import type { MeetingView } from '../shared/views/meeting.ts';
import { rate } from '../shared/vocabulary/rate.ts';
import { dateInWords } from '../shared/wording/dates.ts';
import type { CellValue } from '../shared/workbook/sheet-values.ts';
import { dayNumberOfIso } from '../shared/workbook/xlsx/shown.ts';
import type { DraftArea, DraftCell, SheetDraft } from './office/sheet-draft.ts';

type Named = MeetingView['changes'][number] | MeetingView['concerns'][number];
type Row = readonly DraftCell[];

interface Section {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  /** What stands there when there are no rows. */
  readonly none: string;
  /** Number formats of the columns that have one, counted from 0. */
  readonly formats?: Readonly<Record<number, string>>;
}

const percentFormat = '0.0%';
const dateFormat = 'dd/mm/yyyy';

const share = ({ attended, possible }: { attended: number; possible: number }): CellValue => {
  const { part, of } = rate(attended, possible);
  // Rounded as a screen rounds, so that the sheet shows what the tab shows.
  return of === 0 ? '–' : Math.floor((part * 2000 + of) / (2 * of)) / 1000;
};

const day = (iso: string): DraftCell => ({ day: dayNumberOfIso(iso) });
const who = ({ surname, forename, form }: Pick<Named, 'surname' | 'forename' | 'form'>): [string, string] => [
  `${surname}, ${forename}`,
  form,
];

const groupName = (name: string): string =>
  name === 'all' ? 'Whole school' : /^\d/.test(name) ? `Year ${name}` : name;
const withBefore = (now: number, before: number | undefined): string =>
  before === undefined ? String(now) : `${now} (${before})`;

const sectionsOf = (view: MeetingView): readonly Section[] => [
  {
    title: view.groups.some(({ before }) => before !== null)
      ? 'Year groups, in brackets at the last meeting'
      : 'Year groups',
    headings: ['Group', 'Pupils', 'Attendance', 'Last meeting', 'PA', 'Severely absent'],
    rows: view.groups.map(({ name, pupils, before, ...now }) => [
      groupName(name),
      pupils,
      share(now),
      before === null ? '–' : share(before),
      withBefore(now.persistent, before?.persistent),
      withBefore(now.severe, before?.severe),
    ]),
    none: 'No figures.',
    formats: { 2: percentFormat, 3: percentFormat },
  },
  {
    title: 'Changes',
    headings: ['Pupil', 'Form', '', 'What', '', ''],
    rows: view.changes.map((one) => [
      ...who(one),
      '',
      { stage: 'Stage', persistent: 'PA', severe: 'Severe', band: 'Band' }[one.what],
      '',
      one.says,
    ]),
    none: 'Nobody changed stage, band or PA.',
  },
  {
    title: 'Overdue',
    headings: ['Pupil', 'Form', 'Due', 'What', 'Owner', ''],
    rows: view.overdue.map((one) => [
      ...who(one),
      day(one.due),
      { review: 'Review', outcome: 'Outcome', action: 'Action' }[one.what],
      one.owner ?? '',
      one.says,
    ]),
    none: 'Nothing is overdue.',
    formats: { 2: dateFormat },
  },
  {
    title: 'Of concern: a stage is recommended and not decided',
    headings: ['Pupil', 'Form', '', 'Stage', 'On hold', ''],
    rows: view.concerns.map((one) => [
      ...who(one),
      '',
      `Stage ${one.recommended}`,
      one.hold === null ? '' : 'on hold',
      one.hold === null ? one.says : `${one.says} On hold: ${one.hold}`,
    ]),
    none: 'No stage waits for a decision.',
  },
  {
    title: 'Penalty notices: the threshold for considering one is met',
    headings: ['Pupil', 'Form', 'Confirmed', 'With N', '', ''],
    rows: view.penalties.map((one) => [...who(one), one.confirmed, one.includingN, '', one.says]),
    none: 'Nobody’s unauthorised sessions meet the threshold.',
  },
  {
    title: 'Decisions',
    headings: ['Pupil', 'Form', 'On', '', 'By', ''],
    rows: view.decisions.map((one) => [...who(one), day(one.on), '', one.by, one.says]),
    none: 'Nothing was decided.',
    formats: { 2: dateFormat },
  },
];

/** Excel takes at most 31 characters and no `: \ / ? * [ ]` in a sheet's name. */
export const meetingSheetName = (on: string): string => `Meeting ${dateInWords(on)}`;

/** A4 across holds this many points between its margins. */
const widths = [150, 50, 75, 75, 90, 300];
const columns = widths.length;
const ink = '#0F548C';
const grey = '#D1D1D1';

/**
 * The meeting pack as a sheet: since the last meeting what changed, what is overdue, who is of concern,
 * where penalty notices stand, what was decided.
 * Values alone, no formula: a copy taken home shows what it showed at school.
 */
export const meetingSheet = (view: MeetingView, madeBy: string): SheetDraft => {
  const rows: Row[] = [];
  const areas: DraftArea[] = [];
  const put = (row: Row): number => rows.push([...row, ...Array<DraftCell>(columns - row.length).fill('')]);
  const line = (more: Partial<DraftArea>): void => {
    areas.push({ top: rows.length, left: 1, rows: 1, columns, ...more });
  };
  put([`Attendance meeting, ${dateInWords(view.on)}`]);
  line({ bold: true, size: 16, colour: ink, isMerged: true });
  put([
    view.since === null
      ? `${view.school}. Since ${dateInWords(view.from)}; no meeting is on record this year.`
      : `${view.school}. Since the meeting of ${dateInWords(view.since)}.`,
  ]);
  line({ isMerged: true });
  for (const { title, headings, rows: body, none, formats = {} } of sectionsOf(view)) {
    put([]);
    put([body.length === 0 || title.startsWith('Year') ? title : `${title} (${body.length})`]);
    line({ bold: true, size: 12, colour: ink, isMerged: true });
    if (body.length === 0) {
      put([none]);
      line({ italic: true, isMerged: true });
      continue;
    }
    put(headings);
    line({ bold: true, underline: ink });
    const top = rows.length + 1;
    for (const row of body) {
      put(row);
      line({ underline: grey });
    }
    areas.push({ top, left: 1, rows: body.length, columns, wrap: true, align: 'Left' });
    for (const [at, format] of Object.entries(formats))
      areas.push({ top, left: Number(at) + 1, rows: body.length, columns: 1, format });
  }
  return {
    name: meetingSheetName(view.on),
    rows,
    widths,
    areas,
    frozenRows: 2,
    print: {
      orientation: 'Landscape',
      titleRows: '$1:$2',
      left: `Attendance Desk for ${madeBy}, figures of ${dateInWords(view.on)}`,
      right: 'Names pupils: keep it in school',
    },
  };
};
