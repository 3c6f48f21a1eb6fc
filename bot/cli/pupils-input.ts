import { type FieldRow, fieldRows } from '../../shared/mis/field-rows.ts';
import { FileTally } from '../../shared/mis/file-tally.ts';
import type { RollEntry } from '../../shared/mis/pupil-index.ts';
import { yearOf } from '../../shared/mis/read-students.ts';
import type { Remark } from '../../shared/mis/report.ts';
import type { PupilFacts } from '../../shared/rules/figures/groups.ts';
import { asCsv } from './first-sheet.ts';
import { InputRefused, readInput } from './input.ts';
import type { Io } from './io.ts';

/** One row of a `--pupils` file. */
export interface PupilRow extends PupilFacts, RollEntry {
  readonly surname: string;
  readonly forename: string;
  readonly admission: string;
  readonly born?: string | undefined;
}

const ids = ['upn', 'pupil', 'admission'] as const;

const idOf = (row: FieldRow): string => ids.map((field) => row.text(field)).find((text) => text !== '') ?? '';

/**
 * Reads a `--pupils` file: one row a pupil, any accepted spelling of the headings. A pupil's id is opaque. What cannot
 * be read of a row is a warning, and is left out.
 */
export const readPupilsInput = async (
  io: Io,
  path: string,
): Promise<{ readonly pupils: readonly PupilRow[]; readonly warnings: readonly Remark[] }> => {
  const tally = new FileTally(path, 'pupils');
  const wanted = [{ oneOf: ids, says: 'the pupil (UPN or admission number)' }];
  const read = fieldRows({ name: path, bytes: asCsv(path, await readInput(io, path)) }, tally, ids, wanted, undefined);
  if (read === undefined) throw new InputRefused(tally.refused);
  const pupils = new Map<string, PupilRow>();
  for (const row of read.rows) {
    const key = idOf(row);
    const date = (field: 'from' | 'to' | 'born'): string | undefined => {
      const text = row.text(field);
      if (text === '' || text === '-') return undefined;
      const day = read.dates.read(text);
      if (day === undefined)
        tally.warn(row.line, row.heading(field), text, 'no date like 10/03/2026 or 2026-03-10; left out');
      return day;
    };
    if (key === '') tally.warn(row.line, row.heading('pupil'), '', 'no pupil; left out');
    else if (pupils.has(key))
      tally.warn(row.line, null, key, 'this pupil stands in the file twice; the first row counts');
    else
      pupils.set(key, {
        pupil: key,
        key,
        admission: row.text('admission'),
        surname: row.text('surname'),
        forename: row.text('forename'),
        year: yearOf(row.text('year')),
        form: row.text('form'),
        sex: row.text('sex'),
        fsm: row.text('fsm'),
        sen: row.text('sen'),
        eal: row.text('eal'),
        born: date('born'),
        from: date('from'),
        to: date('to'),
      });
  }
  return { pupils: [...pupils.values()], warnings: [...tally.refused, ...tally.warnings] };
};
