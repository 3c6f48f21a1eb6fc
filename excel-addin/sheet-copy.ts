import type { TrackerCopyRequest } from '../shared/views/stages.ts';
import type { TrackerPlan } from '../shared/workbook/plan.ts';
import type { CellValue, SheetValues } from '../shared/workbook/sheet-values.ts';
import { dayNumberOfIso, isDateFormat } from '../shared/workbook/xlsx/shown.ts';

/** The number format that most of a column's cells have. */
const usual = (formats: readonly string[]): string => {
  const counted = [...Map.groupBy(formats, (one) => one)].map(([format, all]) => ({ format, count: all.length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.format ?? 'General';
};

/** The copy counts days as most workbooks do. */
const later1904 = dayNumberOfIso('2000-01-01') - dayNumberOfIso('2000-01-01', true);

/**
 * The copy that is kept of a sheet once its plan is carried out: every column with a heading, hers included, row by row
 * of the pupils that were matched, so that a sheet that was lost can be made again.
 */
export const copyOf = (sheet: SheetValues, plan: TrackerPlan): TrackerCopyRequest => {
  const changed = new Map(plan.changes.map(({ row, column, to }) => [`${row} ${column}`, to ?? '']));
  const columns = plan.columns.all;
  const rows = [...plan.pupils].toSorted(([a], [b]) => a - b);
  const at = (row: number, column: number): CellValue => {
    const [down, across] = [row - sheet.top, column - sheet.left];
    const value = changed.get(`${row} ${column}`) ?? sheet.values[down]?.[across] ?? '';
    return typeof value === 'number' && sheet.date1904 && isDateFormat(sheet.formats[down]?.[across] ?? 'General')
      ? value + later1904
      : value;
  };
  return {
    sheet: sheet.name,
    columns: columns.map(({ heading, column, field }) => {
      const format = usual(rows.map(([row]) => sheet.formats[row - sheet.top]?.[column - sheet.left] ?? 'General'));
      return {
        heading: heading.slice(0, 300),
        ...(field === undefined ? {} : { field }),
        ...(format === 'General' ? {} : { format: format.slice(0, 100) }),
      };
    }),
    rows: rows.map(([row, pupil]) => ({ pupil, cells: columns.map(({ column }) => at(row, column)) })),
  };
};

/** The desk takes requests up to 256 KB. */
const lettersAtMost = 180_000;

/** The copy in parts that the desk takes: rows that are not in a part stay in the copy as they are. */
export const partsOf = (copy: TrackerCopyRequest): readonly TrackerCopyRequest[] => {
  const head = JSON.stringify(copy.columns).length;
  const parts: (typeof copy.rows)[] = [[]];
  let letters = head;
  for (const row of copy.rows) {
    const more = new TextEncoder().encode(JSON.stringify(row)).length + 1;
    if (letters + more > lettersAtMost && parts.at(-1)!.length > 0) {
      parts.push([]);
      letters = head;
    }
    parts.at(-1)!.push(row);
    letters += more;
  }
  return parts.map((rows) => ({ ...copy, rows }));
};
