import { listNamed, type SiteColumn, type SiteList, type WantedList } from '../ports/site-lists.ts';
import type { Column } from '../records/record.ts';

/**
 * One way in which the site differs from what the records want. `where` is `Pupils` or `Pupils/year`, by the names that
 * the records use. Pure: what is to be done about it is decided by `provision`.
 */
export type Drift =
  | { readonly drift: 'list missing'; readonly where: string; readonly wanted: WantedList }
  | { readonly drift: 'list renamed'; readonly where: string; readonly list: SiteList }
  | { readonly drift: 'column missing'; readonly where: string; readonly list: SiteList; readonly wanted: Column }
  | (OnColumn & { readonly drift: 'column renamed' | 'column retyped' | 'index lost' | 'uniqueness lost' })
  | (OnColumn & { readonly drift: 'choices lost'; readonly choices: readonly string[] });

interface OnColumn {
  readonly where: string;
  readonly list: SiteList;
  readonly column: SiteColumn;
  readonly wanted: Column;
}

/** How the site says a column's type: both kinds of date are one. */
export const siteType = ({ type }: Pick<Column, 'type'>): string => (type === 'date' ? 'dateTime' : type);

const ofColumn = (list: SiteList, wanted: Column, kind: WantedList): Drift[] => {
  const where = `${kind.list}/${wanted.name}`;
  const column = list.columns.find(({ name }) => name === wanted.name);
  if (!column) return [{ drift: 'column missing', where, list, wanted }];
  const here = { where, list, column, wanted };
  const drift: Drift[] = [];
  if (column.displayName !== wanted.name) drift.push({ drift: 'column renamed', ...here });
  // A column of another type has no index and no choices of ours: its type comes first.
  if (column.type !== siteType(wanted)) return [...drift, { drift: 'column retyped', ...here }];
  if (wanted.unique && !column.unique) drift.push({ drift: 'uniqueness lost', ...here });
  else if (wanted.indexed && !column.indexed) drift.push({ drift: 'index lost', ...here });
  const standing = column.choices ?? [];
  const lost = (wanted.choices ?? []).filter((choice) => !standing.includes(choice));
  // What somebody added stays: items may hold it.
  if (lost.length > 0) drift.push({ drift: 'choices lost', ...here, choices: [...standing, ...lost] });
  return drift;
};

/** Everything in which the lists differ from what is wanted, in the order of the records. Nothing: all is right. */
export const driftOf = (lists: readonly SiteList[], wanted: readonly WantedList[]): Drift[] =>
  wanted.flatMap((kind): Drift[] => {
    const list = listNamed(lists, kind.list);
    if (!list) return [{ drift: 'list missing', where: kind.list, wanted: kind }];
    const renamed: Drift[] = list.displayName === kind.list ? [] : [{ drift: 'list renamed', where: kind.list, list }];
    return [...renamed, ...kind.columns.flatMap((column) => ofColumn(list, column, kind))];
  });
