import { fieldsFrom } from '../graph/fields.ts';
import { GraphError } from '../graph/graph-error.ts';
import { recordOf } from '../http.ts';
import type { ColumnType, SiteColumn, SiteItem, SiteList, Value } from '../store/site-lists.ts';
import { type Tenant, workbookPath } from '../tenant.ts';
import { ControlError } from './control-error.ts';
import { isUndone, type Tamper, type TamperBody, textIn } from './tamper-body.ts';

const listOf = ({ lists }: Tenant, body: TamperBody): SiteList => {
  const name = textIn(body, 'list');
  const list = lists.find(name);
  if (list) return list;
  const there = lists.all().map((each) => each.name);
  throw new ControlError(404, `list: there is no list ${name}; there are: ${there.join(', ')}`);
};

/** By the name Graph uses, or by the one people see. */
const columnOf = (list: SiteList, body: TamperBody): SiteColumn => {
  const name = textIn(body, 'column');
  const column =
    list.columns.find((each) => each.name === name) ?? list.columns.find((each) => each.displayName === name);
  if (column) return column;
  const there = list.columns.map((each) => each.name);
  throw new ControlError(404, `column: ${list.name} has no column ${name}; it has: ${there.join(', ')}`);
};

/** By its number, or by the value of its key. */
const itemOf = async ({ lists }: Tenant, list: SiteList, { item }: TamperBody): Promise<SiteItem> => {
  if (typeof item !== 'string' && typeof item !== 'number')
    throw new ControlError(400, 'item: the number of an item, or the value of its key, expected');
  const byNumber = /^\d{1,9}$/.test(String(item)) ? await lists.item(list, Number(item)) : undefined;
  const found = byNumber ?? (await lists.items(list)).find(({ fields }) => fields.key === item);
  if (!found) throw new ControlError(404, `item: ${list.name} has no item ${item}`);
  return found;
};

const facetOf: Readonly<Record<ColumnType, Record<string, unknown>>> = {
  text: { text: {} },
  note: { text: { allowMultipleLines: true } },
  number: { number: {} },
  boolean: { boolean: {} },
  choice: { choice: { choices: [], allowTextEntry: true } },
  dateTime: { dateTime: { format: 'dateTime' } },
};

const isColumnType = (text: string): text is ColumnType => Object.hasOwn(facetOf, text);

/** SharePoint keeps what can be read as the new type and drops the rest. */
const convertTo =
  (type: ColumnType) =>
  (value: unknown): Value | undefined => {
    const text = String(value);
    if (type === 'number') return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
    if (type === 'boolean') return /^(true|yes|1)$/i.test(text);
    if (type === 'dateTime') return Number.isNaN(Date.parse(text)) ? undefined : text;
    return text;
  };

const retype = async (tenant: Tenant, body: TamperBody) => {
  const list = listOf(tenant, body);
  const column = columnOf(list, body);
  const to = textIn(body, 'to');
  if (!isColumnType(to)) throw new ControlError(400, `to: one of ${Object.keys(facetOf).join(', ')} expected`);
  // In the browser a column keeps its index when it changes its type; values are kept apart no longer.
  const changed = { ...column, type: to, facet: facetOf[to], indexed: column.indexed && to !== 'note', unique: false };
  await tenant.lists.retypeColumn(list, changed, convertTo(to));
  return { list: list.name, column: column.name, from: column.type, to };
};

/** What a person may type into a cell of the list: SharePoint itself refuses letters in a number. */
const editItem = async (tenant: Tenant, body: TamperBody) => {
  const list = listOf(tenant, body);
  const item = await itemOf(tenant, list, body);
  let fields: ReturnType<typeof fieldsFrom>;
  try {
    fields = fieldsFrom(list, recordOf(body.fields));
  } catch (error) {
    if (error instanceof GraphError) throw new ControlError(400, `fields: SharePoint refuses this: ${error.message}`);
    throw error;
  }
  if (Object.keys(fields).length === 0) throw new ControlError(400, 'fields: at least one field expected');
  const after = await tenant.lists.change(list, item.id, fields, undefined);
  if (typeof after === 'string') throw new ControlError(400, `fields: SharePoint refuses this: ${after}`);
  return { list: list.name, item: item.id, version: after.version };
};

const onColumn =
  (change: (tenant: Tenant, list: SiteList, column: SiteColumn, body: TamperBody) => Promise<object>) =>
  async (tenant: Tenant, body: TamperBody) => {
    const list = listOf(tenant, body);
    const column = columnOf(list, body);
    return { list: list.name, column: column.name, ...(await change(tenant, list, column, body)) };
  };

const thenTell = (what: 'lists' | 'files', { fields, carryOut }: Tamper): Tamper => ({
  fields,
  carryOut: async (tenant, body) => {
    const done = await carryOut(tenant, body);
    tenant.events.changed(what);
    return done;
  },
});

const inLists = (fields: readonly string[], carryOut: Tamper['carryOut']): Tamper =>
  thenTell('lists', { fields, carryOut });

/** Damage to the site: its lists, its files, its permissions. */
export const siteTampers: Readonly<Record<string, Tamper>> = {
  'delete-column': inLists(
    ['list', 'column'],
    onColumn(async ({ lists }, list, column) => {
      await lists.removeColumn(list, column);
      return {};
    }),
  ),
  'retype-column': inLists(['list', 'column', 'to'], retype),
  // In the browser only the name that people see changes; Graph's `name` stays for good.
  'rename-column': inLists(
    ['list', 'column', 'to'],
    onColumn(async ({ lists }, list, column, body) => {
      const displayName = textIn(body, 'to');
      await lists.changeColumn(list, { ...column, displayName });
      return { displayName };
    }),
  ),
  // The list's address keeps the old name, and so does Graph's `name`.
  'rename-list': inLists(['list', 'to'], async (tenant, body) => {
    const list = listOf(tenant, body);
    const to = textIn(body, 'to');
    if (tenant.lists.find(to))
      throw new ControlError(400, `to: SharePoint refuses this: there is a list ${to} already`);
    await tenant.lists.rename(list, to);
    return { list: list.name, displayName: to };
  }),
  'delete-list': inLists(['list'], async (tenant, body) => {
    const list = listOf(tenant, body);
    await tenant.lists.removeList(list);
    return { list: list.name };
  }),
  'edit-item': inLists(['list', 'item', 'fields'], editItem),
  'delete-item': inLists(['list', 'item'], async (tenant, body) => {
    const list = listOf(tenant, body);
    const { id } = await itemOf(tenant, list, body);
    await tenant.lists.remove(list, id, undefined);
    return { list: list.name, item: id };
  }),
  'lock-workbook': thenTell('files', {
    fields: ['path', 'undo'],
    carryOut: async (tenant, body) => {
      const path = body.path === undefined ? workbookPath : textIn(body, 'path');
      if (!(await tenant.files.find(path))) throw new ControlError(404, `path: there is no file ${path}`);
      await tenant.locks.lock(path, !isUndone(body));
      return { path, locked: !isUndone(body) };
    },
  }),
  // Whoever follows changes must enumerate all of it again.
  'expire-tokens': {
    fields: [],
    carryOut: async ({ changes }) => {
      await changes.expire();
      return {};
    },
  },
  'read-only': {
    fields: ['undo'],
    carryOut: async (tenant, body) => {
      await tenant.locks.setReadOnly(!isUndone(body));
      return { readOnly: tenant.locks.readOnly };
    },
  },
};
