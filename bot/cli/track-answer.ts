import type { Remark } from '../../shared/mis/report.ts';
import type { AddedColumns } from '../../shared/workbook/add-columns.ts';
import type { TrackerPlan } from '../../shared/workbook/plan.ts';
import { addressOf } from '../../shared/workbook/xlsx/address.ts';
import type { Recalculation } from '../../shared/workbook/xlsx/calc/recalculated.ts';
import { remarkText } from './input.ts';

/** What was done to one sheet. */
export interface SheetDone {
  readonly plan: TrackerPlan;
  readonly columns: AddedColumns;
}

/** What was done to the file. */
export interface FileDone {
  readonly sheets: readonly SheetDone[];
  readonly others: readonly string[];
  readonly formulas: Recalculation;
  readonly saved: string | null;
  readonly warnings: readonly Remark[];
}

const cellsOf = (places: Recalculation['left'], sheet: string): { cell: string; why: string }[] =>
  places.filter((one) => one.sheet === sheet).map(({ row, column, why }) => ({ cell: addressOf(row, column), why }));

/** One sheet's answer as `desk track --json` prints it. */
export const sheetAnswer = (
  { plan, columns: { added, notAdded } }: SheetDone,
  { others, formulas, saved }: FileDone,
) => {
  const { sheet, headingRow, columns, rows, changes, kept, edits } = plan;
  const isAdded = new Set(added.map(({ column }) => column));
  return {
    sheet,
    headingRow,
    columns: {
      found: columns.found.filter(({ column }) => !isAdded.has(column)),
      added: added.map(({ column, field }) => ({ column, field })),
      ...(notAdded.length === 0 ? {} : { notAdded }),
      left: columns.left,
    },
    rows: { matched: rows.matched, unmatched: rows.unmatched, notInSheet: rows.notInSheet, leavers: rows.leavers },
    changes: changes.map(({ cell, from, to, shown }) => ({ cell, from, to, shown })),
    kept: kept.map(({ cell, why }) => ({ cell, why })),
    // Typed by people into columns of theirs, and not on record yet: they go to the desk from the pane.
    edits: edits.map(({ cell, field, typed }) => ({ cell, field, typed })),
    formulas: {
      computed: formulas.values.filter((one) => one.sheet === sheet).length,
      left: cellsOf(formulas.left, sheet),
    },
    otherSheets: others,
    saved,
  };
};

const sheetForPeople = ({ plan, columns: { added, notAdded } }: SheetDone, { saved, formulas }: FileDone): string[] => {
  const { sheet, headingRow, columns, rows, changes, kept, edits } = plan;
  const left = formulas.left.filter((one) => one.sheet === sheet).length;
  return [
    `${sheet}: headings in row ${headingRow}, ${rows.matched} pupils found, ${changes.length} cells ${saved === null ? 'to change' : 'changed'}.`,
    `  Filled: ${columns.found.map(({ column, heading }) => `${column} ${heading}`).join(', ')}`,
    ...(added.length > 0 ? [`  Added: ${added.map(({ column, heading }) => `${column} ${heading}`).join(', ')}`] : []),
    ...notAdded.map(({ field, why }) => `  Not added: ${field}, ${why}.`),
    `  Left alone: ${columns.left.map(({ column, heading, why }) => `${column} ${heading}${why === undefined ? '' : ` (${why})`}`).join(', ') || 'nothing'}`,
    ...rows.unmatched.slice(0, 20).map(({ row, why }) => `  Row ${row}: ${why}`),
    ...(rows.unmatched.length > 20 ? [`  … and ${rows.unmatched.length - 20} more rows`] : []),
    ...(kept.length > 0 ? [`  ${kept.length} cells stay as they are: hers, or closed.`] : []),
    ...(edits.length > 0
      ? [`  ${edits.length} cells hold what somebody typed and the desk has not on record; open the pane to send them.`]
      : []),
    ...(left > 0 ? [`  ${left} formulas are worked out when Excel opens the file.`] : []),
    ...(rows.notInSheet.length > 0 ? [`  ${rows.notInSheet.length} pupils on roll have no row.`] : []),
  ];
};

export const forPeople = (done: FileDone): string =>
  [
    ...done.sheets.flatMap((sheet) => sheetForPeople(sheet, done)),
    ...(done.warnings.length > 0
      ? [
          `${done.warnings.length} rows of the files count nowhere, or were read with care; the first: ${remarkText(done.warnings[0]!)}`,
        ]
      : []),
    done.saved === null ? 'Nothing was written.' : `Written: ${done.saved}`,
    '',
  ].join('\n');
