import type { TrackerCopy } from '../shared/views/stages.ts';
import type { TrackerPupil, TrackerView } from '../shared/views/tracker.ts';
import { dateInWords } from '../shared/wording/dates.ts';
import { type Field, isIdentity, standardSet } from '../shared/workbook/fields.ts';
import { addedMark, newColumn } from '../shared/workbook/new-columns.ts';
import type { CellValue } from '../shared/workbook/sheet-values.ts';
import { isDateFormat } from '../shared/workbook/xlsx/shown.ts';
import type { DraftArea, DraftCell, SheetDraft } from './office/sheet-draft.ts';

type Column = TrackerCopy['columns'][number];

const identities: readonly Field[] = ['pupil', 'surname', 'forename', 'year', 'form'];

/** Columns of a sheet of which no copy is kept: who the pupils are, and the standard set. */
const standardColumns = (): Column[] =>
  [...identities, ...standardSet].map((field) => {
    const { heading, format } = newColumn(field);
    return { heading: isIdentity(field) ? heading.replace(addedMark, '') : heading, field, format };
  });

const identityOf = (field: string | undefined, pupil: TrackerPupil): CellValue => {
  switch (field) {
    case 'pupil':
      return pupil.pupil;
    case 'admission':
      return pupil.admission;
    case 'name':
      return `${pupil.surname}, ${pupil.forename}`;
    case 'surname':
      return pupil.surname;
    case 'forename':
      return pupil.forename;
    case 'year':
      return pupil.year;
    case 'form':
      return pupil.form;
    default:
      return '';
  }
};

const isField = (text: string | undefined): text is Field => text !== undefined && text !== '';

/** Text columns stay text: an admission number keeps its zeros. */
const formatOf = ({ field, format }: Column): string =>
  format ?? (isField(field) && isIdentity(field) && field !== 'year' ? '@' : 'General');

/** A name that no sheet of the workbook has: it is the tracker made again, on the day it was made. */
export const remadeName = (copy: TrackerCopy | undefined, on: string): string =>
  `${(copy?.sheet ?? 'Tracker').replaceAll(/[:\\/?*[\]]/g, ' ').slice(0, 14)} ${dateInWords(on)}`.slice(0, 31);

/** Wide enough for what stands there: a UPN, a name, a heading of one word. */
const widthOf = ({ heading, field }: Column): number => {
  if (field === 'name' || field === 'surname' || field === 'stageReason') return 130;
  return Math.max(field === 'pupil' || field === 'forename' ? 100 : 55, Math.min(110, heading.length * 7));
};

/**
 * The tracker made again from the copy kept and the desk's list: her columns in her order with what she typed, pupils who
 * are new on roll at the end, of the year groups that the sheet was about. The desk's own figures come with the first
 * update.
 */
export const remadeSheet = (view: TrackerView, copy: TrackerCopy | undefined): SheetDraft => {
  const columns = copy?.columns ?? standardColumns();
  const kept = copy?.rows ?? [];
  const there = new Set(kept.map(({ pupil }) => pupil));
  const years = new Set(view.pupils.filter(({ pupil }) => there.has(pupil)).map(({ year }) => year));
  const added = view.pupils
    .filter(({ current, pupil, year }) => current && !there.has(pupil) && (years.size === 0 || years.has(year)))
    .toSorted((a, b) =>
      `${a.year.padStart(2, '0')} ${a.surname} ${a.forename}`.localeCompare(
        `${b.year.padStart(2, '0')} ${b.surname} ${b.forename}`,
      ),
    );
  const isDay = columns.map((column) => isDateFormat(formatOf(column)));
  const asKept = (cell: CellValue, at: number): DraftCell =>
    typeof cell === 'number' && isDay[at] === true ? { day: cell } : cell;
  const rows: DraftCell[][] = [
    columns.map(({ heading }) => heading),
    ...kept.map(({ cells }) => columns.map((_column, at) => asKept(cells[at] ?? '', at))),
    ...added.map((pupil) => columns.map(({ field }) => identityOf(field, pupil))),
  ];
  const looks = columns.flatMap((column, at): DraftArea[] => {
    const format = formatOf(column);
    return format === 'General' || rows.length === 1
      ? []
      : [{ top: 2, left: at + 1, rows: rows.length - 1, columns: 1, format }];
  });
  return {
    name: remadeName(copy, view.on),
    rows,
    widths: columns.map(widthOf),
    areas: [{ top: 1, left: 1, rows: 1, columns: columns.length, bold: true, fill: '#DEECF9', wrap: true }, ...looks],
    frozenRows: 1,
  };
};
