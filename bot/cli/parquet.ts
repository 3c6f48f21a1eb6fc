import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Table, TableColumn } from '../../shared/workflows/export-tables.ts';

const dayMilliseconds = 86_400_000;

/** The same few hundred dates come again and again. */
const daysOf = (dates: readonly (string | null)[]): (number | null)[] => {
  const known = new Map<string, number>();
  return dates.map((date) => {
    if (date === null) return null;
    let day = known.get(date);
    if (day === undefined) {
      day = Date.parse(date) / dayMilliseconds;
      known.set(date, day);
    }
    return day;
  });
};

const physical = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  day: { type: 'INT32', converted_type: 'DATE' },
  count: { type: 'INT32' },
  flag: { type: 'BOOLEAN' },
} as const;

const isOptional = ({ values }: TableColumn): boolean => (values as readonly unknown[]).includes(null);

/** A table as a Parquet file: Snappy, dictionaries, dates as dates, whole numbers as whole numbers. */
export const parquetOf = ({ columns }: Table): Uint8Array =>
  new Uint8Array(
    parquetWriteBuffer({
      createdBy: 'Attendance Desk',
      schema: [
        { name: 'root', num_children: columns.length },
        ...columns.map((column) => ({
          name: column.name,
          ...physical[column.type],
          repetition_type: isOptional(column) ? ('OPTIONAL' as const) : ('REQUIRED' as const),
        })),
      ],
      columnData: columns.map((column) => ({
        name: column.name,
        data: column.type === 'day' ? daysOf(column.values) : (column.values as unknown[]),
        // Least and greatest help a reader to skip what is outside a span of days, and nowhere else.
        statistics: column.type === 'day',
      })),
      rowGroupSize: 1_000_000,
    }),
  );
