import type { Person } from '../vocabulary/role.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { figuresTable, marksTable, pupilsTable, rowsOf, type Table, yearSpans } from './export-tables.ts';
import { trackerSpan } from './tracker-span.ts';

export interface ExportAsked {
  /** Without it the export holds ids alone. */
  readonly names: boolean;
  readonly by: Pick<Person, 'id' | 'name'>;
}

/**
 * Marks, pupils and figures of the whole school as tables, to the last session whose registers have closed. The export
 * is an event, and is refused when that cannot be written.
 */
export const exportSchool = async (desk: Desk, { names, by }: ExportAsked): Promise<readonly Table[]> => {
  const [calendar, book, pupils, policy] = await Promise.all([
    desk.data.calendar(),
    desk.data.book(),
    desk.data.pupils(),
    desk.data.policy(),
  ]);
  const now = desk.clock.now();
  const { date: on, time } = calendar.at(now);
  const { until } = trackerSpan({ book, calendar, policy, on, time });
  const years = yearSpans(calendar, on, until);
  const tables = [
    marksTable(book, calendar, years),
    pupilsTable(pupils.values(), { names }),
    figuresTable(book, calendar, years),
  ];
  await audit(desk, {
    key: `export/${now.epochMilliseconds}/${by.id}`,
    by,
    verb: 'export',
    record: 'marks, pupils and figures',
    detail: { names, ...Object.fromEntries(tables.map((table) => [table.name, rowsOf(table)])) },
  });
  return tables;
};
