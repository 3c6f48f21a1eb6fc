import type { TrackerPupil } from '../views/tracker.ts';
import { type Field, isIdentity } from './fields.ts';
import type { SheetColumn } from './find-columns.ts';
import type { PupilFinder, RowIdentity } from './pupil-finder.ts';
import { isPupilRow } from './pupil-row.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';

export interface MatchedRow {
  readonly row: number;
  readonly pupil: TrackerPupil;
}

export interface FoundRows {
  readonly matched: readonly MatchedRow[];
  readonly unmatched: readonly { readonly row: number; readonly value: string; readonly why: string }[];
  /** Rows of pupils who have left: they stay as they are. */
  readonly leavers: readonly number[];
}

/** Reads who a row is from the columns that say so. */
const identityReader = (sheet: SheetValues, columns: ReadonlyMap<Field, number>) => {
  const placeOf = (field: Field): number => (columns.get(field) ?? Number.NEGATIVE_INFINITY) - sheet.left;
  const [pupil, admission, name] = [placeOf('pupil'), placeOf('admission'), placeOf('name')];
  const [surname, forename, year, form] = [placeOf('surname'), placeOf('forename'), placeOf('year'), placeOf('form')];
  return (cells: readonly CellValue[]): RowIdentity => ({
    pupil: cells[pupil],
    admission: cells[admission],
    name: cells[name],
    surname: cells[surname],
    forename: cells[forename],
    year: cells[year],
    form: cells[form],
  });
};

const shownIdentity = ({ pupil, admission, name, surname, forename }: RowIdentity): string => {
  const named =
    name !== undefined && name !== ''
      ? String(name)
      : [surname, forename].filter((one) => one !== undefined && one !== '').join(', ');
  return named !== '' ? named : String(pupil !== undefined && pupil !== '' ? pupil : (admission ?? ''));
};

/** Which row is which pupil; a row that cannot be matched for sure is listed, never guessed. */
export const findRows = (
  sheet: SheetValues,
  headingRow: number,
  columns: readonly SheetColumn[],
  finder: PupilFinder,
): FoundRows => {
  const identities = new Map<Field, number>();
  for (const { field, column } of columns)
    if (field !== undefined && isIdentity(field) && !identities.has(field)) identities.set(field, column);
  const upn = identities.get('pupil');
  // A column of UPNs none of which we know (the school's files go by another number) says nothing about who a row is.
  if (upn !== undefined && !sheet.values.some((cells) => finder.hasId(cells[upn - sheet.left] ?? '')))
    identities.delete('pupil');
  const matched: MatchedRow[] = [];
  const unmatched: { row: number; value: string; why: string }[] = [];
  const leavers: number[] = [];
  const taken = new Map<string, number>();
  const whole = (column: number | undefined): boolean =>
    column !== undefined && sheet.values.some((cells) => /,/.test(String(cells[column - sheet.left] ?? '')));
  const withComma = whole(identities.get('name'));
  const identityOf = identityReader(sheet, identities);
  for (let at = headingRow - sheet.top + 1; at < sheet.values.length; at++) {
    const row = sheet.top + at;
    const identity = identityOf(sheet.values[at]!);
    const found = finder.find(identity);
    if ('pupil' in found) {
      const before = taken.get(found.pupil.pupil);
      if (!found.pupil.current) leavers.push(row);
      else if (before !== undefined)
        unmatched.push({ row, value: shownIdentity(identity), why: `the same pupil as row ${before}` });
      else {
        taken.set(found.pupil.pupil, row);
        matched.push({ row, pupil: found.pupil });
      }
    } else if (isPupilRow(sheet, at, identity, columns, withComma)) {
      unmatched.push({ row, value: shownIdentity(identity), why: found.why });
    }
  }
  return { matched, unmatched, leavers };
};
