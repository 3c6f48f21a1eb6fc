import type { SiteLists, WantedList } from '../ports/site-lists.ts';
import type { Column } from '../records/record.ts';

/** What provisioning did, and what it found wrong and left alone: `Pupils/year`. */
export interface ProvisionReport {
  readonly lists: readonly string[];
  readonly columns: readonly string[];
  readonly indexes: readonly string[];
  /** A column of another type than the record wants: a person decides, nothing is retyped. */
  readonly wrong: readonly { readonly column: string; readonly wanted: string; readonly found: string }[];
}

/** How the site says a column's type: both kinds of date are one. */
const siteType = ({ type }: Column): string => (type === 'date' ? 'dateTime' : type);

/**
 * Creates the lists, columns and indexes that are missing, and changes nothing that is right: a second run does
 * nothing. Indexes come with the list, before it can pass SharePoint's threshold. Throws OutsideError.
 */
export const provision = async (site: SiteLists, wanted: readonly WantedList[]): Promise<ProvisionReport> => {
  const report = {
    lists: [] as string[],
    columns: [] as string[],
    indexes: [] as string[],
    wrong: [] as { column: string; wanted: string; found: string }[],
  };
  const there = await site.lists();
  for (const kind of wanted) {
    if (!there.has(kind.list)) {
      await site.createList({ list: kind.list, columns: kind.columns });
      report.lists.push(kind.list);
      continue;
    }
    const columns = new Map((await site.columns(kind.list)).map((column) => [column.name, column]));
    for (const column of kind.columns) {
      const name = `${kind.list}/${column.name}`;
      const standing = columns.get(column.name);
      if (!standing) {
        await site.createColumn(kind.list, column);
        report.columns.push(name);
      } else if (standing.type !== siteType(column))
        report.wrong.push({ column: name, wanted: siteType(column), found: standing.type });
      else if ((column.indexed && !standing.indexed) || (column.unique && !standing.unique)) {
        await site.indexColumn(kind.list, standing, column.unique ?? false);
        report.indexes.push(name);
      }
    }
  }
  return report;
};
