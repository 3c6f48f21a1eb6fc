import type { Half } from '../vocabulary/session.ts';
import { sessionTextOf } from './half-cell.ts';
import type { Column, Field } from './headings.ts';
import type { Table } from './table.ts';

export const idFields = ['upn', 'pupil', 'admission'] as const;

/** Where a file's pupils, dates, sessions and marks stand. */
export interface MarksShape {
  readonly ids: readonly Column[];
  readonly date: Column | undefined;
  /** The column that names the session, in a long file. */
  readonly half: Column | undefined;
  readonly minutes: Column | undefined;
  readonly updated: Column | undefined;
  /** One a mark on a row: in a long file the mark's column alone. */
  readonly sessions: readonly { readonly column: Column; readonly date?: string; readonly half?: Half }[];
}

/** Finds the columns of a marks file, or says which is not there. */
export const marksShapeOf = ({ columns, rows }: Table): MarksShape | { readonly refused: string } => {
  const column = (field: Field) => columns.find((candidate) => candidate.field === field);
  const ids = idFields.map(column).filter((found) => found !== undefined);
  if (ids.length === 0) return { refused: 'no column for the pupil (UPN or admission number)' };
  const [date, half, code, am, pm] = (['date', 'half', 'code', 'am', 'pm'] as const).map(column);
  const base = { ids, date, half: undefined, minutes: column('minutes'), updated: column('updated') };
  const wide = columns.flatMap((candidate) =>
    candidate.session === undefined ? [] : [{ column: candidate, ...candidate.session }],
  );
  if (wide.length > 0) return { ...base, minutes: undefined, updated: undefined, sessions: wide };
  if (date !== undefined && am !== undefined && pm !== undefined)
    return {
      ...base,
      minutes: undefined,
      sessions: [
        { column: am, half: 'AM' },
        { column: pm, half: 'PM' },
      ],
    };
  if (half === undefined) return { refused: 'no session column, and no column for each session' };
  if (date === undefined && !rows.some((cells) => sessionTextOf(cells[half.at] ?? '') !== undefined))
    return { refused: 'no date column' };
  if (code === undefined) return { refused: 'no column for the mark' };
  return { ...base, half, sessions: [{ column: code }] };
};
