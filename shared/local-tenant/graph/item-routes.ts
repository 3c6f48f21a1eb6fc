import { recordOf } from '../http.ts';
import type { ItemCondition } from '../store/item-conditions.ts';
import type { Fields, SiteItem, SiteList } from '../store/site-lists.ts';
import { deltaAnswer } from './delta.ts';
import { fieldsFrom } from './fields.ts';
import { parseFilter } from './filter.ts';
import { context, type GraphAnswer, type GraphCall, type GraphRoute } from './graph-call.ts';
import { GraphError, invalidRequest, itemNotFound, stale } from './graph-error.ts';
import { listOf } from './list-routes.ts';
import { allowOptions, nextLink, pageOf, selected } from './query.ts';

const pageNormal = 200;
const pageMost = 5000;
/** SharePoint's list view threshold. */
const threshold = 5000;

const etagOf = ({ guid, version }: SiteItem): string => `"${guid},${version}"`;

/** `"<guid>,7"` or `W/"…"` as it is kept; undefined for none and for `*`. */
const seenBy = (call: GraphCall): string | undefined => {
  const header = call.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  return header.replace(/^W\//, '').replace(/^"|"$/g, '');
};

const fieldsBody = (item: SiteItem, select: string | null): Record<string, unknown> =>
  selected(
    {
      '@odata.etag': etagOf(item),
      ...item.fields,
      id: String(item.id),
      ContentType: 'Item',
      Modified: item.modified,
      Created: item.created,
      _UIVersionString: `${item.version}.0`,
    },
    select,
  );

/** `fields`, `fields($select=a,b)`; null: not expanded. */
const expanded = (call: GraphCall): { select: string | null } | null => {
  const expand = call.query.get('$expand');
  if (expand === null || expand === '') return null;
  const found = /^fields(?:\(\$?select=([\w,\s]+)\))?$/i.exec(expand);
  if (!found) throw invalidRequest(`Invalid $expand '${expand}': only fields can be expanded.`);
  return { select: found[1] ?? null };
};

const itemBody = (call: GraphCall, list: SiteList, item: SiteItem, expand: { select: string | null } | null) => ({
  '@odata.etag': etagOf(item),
  ...selected(
    {
      createdDateTime: item.created,
      eTag: etagOf(item),
      id: String(item.id),
      lastModifiedDateTime: item.modified,
      webUrl: `https://${call.site().place.hostname}${call.site().place.path}/Lists/${encodeURIComponent(list.name)}/${item.id}_.000`,
      parentReference: { id: list.id, siteId: call.site().place.id },
      contentType: { id: '0x01', name: 'Item' },
    },
    call.query.get('$select'),
  ),
  ...(expand === null ? {} : { fields: fieldsBody(item, expand.select) }),
});

const conditionsOf = async (call: GraphCall, list: SiteList): Promise<ItemCondition[]> => {
  const text = call.query.get('$filter');
  if (text === null) return [];
  const conditions = parseFilter(text).map(({ path, is, value }) => {
    const name = path.startsWith('fields/') ? path.slice('fields/'.length) : '';
    const column = list.columns.find((candidate) => candidate.name === name);
    if (!column) throw invalidRequest(`Field '${name || path}' is not recognized`);
    const typed = column.type === 'number' ? 'number' : column.type === 'boolean' ? 'boolean' : 'string';
    if (typeof value !== typed) throw invalidRequest(`Field '${name}' is compared with a value of another type.`);
    return { column, is, value };
  });
  const bare = conditions.find(({ column }) => !column.indexed);
  const mayFail = /HonorNonIndexedQueriesWarningMayFailRandomly/i.test(call.headers.prefer ?? '');
  if (bare && !mayFail)
    throw invalidRequest(
      `Field '${bare.column.name}' cannot be referenced in filter or orderby as it is not indexed. Provide the 'Prefer: HonorNonIndexedQueriesWarningMayFailRandomly' header to allow this, but be warned that such queries may fail on large lists.`,
    );
  const first = conditions[0];
  // The first column decides how much SharePoint has to look through: all of the list when it has no index.
  const where = first?.column.indexed ? [first] : [];
  if (first && (await call.site().lists.count(list, { where, most: threshold + 1 })) > threshold)
    throw new GraphError(
      400,
      'SPQueryThrottledException',
      'The attempted operation is prohibited because it exceeds the list view threshold.',
    );
  return conditions;
};

const getItems = async (call: GraphCall): Promise<GraphAnswer> => {
  allowOptions(call, '$expand', '$filter', '$top', '$select', '$skiptoken');
  const list = listOf(call);
  const { top, after } = pageOf(call, pageNormal, pageMost);
  const expand = expanded(call);
  const where = await conditionsOf(call, list);
  const found = await call.site().lists.items(list, { where, after, limit: top + 1 });
  const page = found.slice(0, top);
  return {
    status: 200,
    body: {
      '@odata.context': context(call, 'items'),
      value: page.map((item) => itemBody(call, list, item, expand)),
      ...(found.length > top ? { '@odata.nextLink': nextLink(call, page.at(-1)!.id) } : {}),
    },
  };
};

const itemOf = async (call: GraphCall, list: SiteList): Promise<SiteItem> => {
  const id = call.params.item ?? '';
  const item = /^\d{1,9}$/.test(id) ? await call.site().lists.item(list, Number(id)) : undefined;
  if (!item) throw itemNotFound();
  return item;
};

const duplicate = (): GraphError =>
  new GraphError(
    409,
    'nameAlreadyExists',
    'The value already exists in a column that enforces unique values. Duplicate values are not allowed.',
  );

/** The fields of a new item; throws when they do not fit. An absent value is not kept. */
export const newFields = (list: SiteList, json: unknown): Fields =>
  Object.fromEntries(
    Object.entries(fieldsFrom(list, recordOf(recordOf(json).fields))).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== null,
    ),
  );

/** The answer to one created item; throws when its key was taken. */
export const createdAnswer = (call: GraphCall, list: SiteList, made: SiteItem | 'duplicate'): GraphAnswer => {
  if (made === 'duplicate') throw duplicate();
  return {
    status: 201,
    body: { '@odata.context': context(call, 'items/$entity'), ...itemBody(call, list, made, { select: null }) },
    headers: { etag: etagOf(made) },
  };
};

export const createItemRoute = '/sites/{site}/lists/{list}/items';

const createItem = async (call: GraphCall): Promise<GraphAnswer> => {
  const list = listOf(call);
  const [made] = await call.site().lists.add(list, [newFields(list, call.json)]);
  call.parts.changed('lists');
  return createdAnswer(call, list, made!);
};

const changeFields = async (call: GraphCall): Promise<GraphAnswer> => {
  const list = listOf(call);
  const before = await itemOf(call, list);
  const after = await call.site().lists.change(list, before.id, fieldsFrom(list, recordOf(call.json)), seenBy(call));
  if (after === 'duplicate') throw duplicate();
  if (after === 'stale') throw stale();
  if (after === 'absent') throw itemNotFound();
  call.parts.changed('lists');
  return {
    status: 200,
    body: { '@odata.context': context(call, 'items/fields/$entity'), ...fieldsBody(after, null) },
    headers: { etag: etagOf(after) },
  };
};

/** https://learn.microsoft.com/graph/api/listitem-get */
const getItem = async (call: GraphCall): Promise<GraphAnswer> => {
  allowOptions(call, '$expand', '$select');
  const list = listOf(call);
  const item = await itemOf(call, list);
  return {
    status: 200,
    body: { '@odata.context': context(call, 'items/$entity'), ...itemBody(call, list, item, expanded(call)) },
    headers: { etag: etagOf(item) },
  };
};

/** https://learn.microsoft.com/graph/api/listitem-delete */
const deleteItem = async (call: GraphCall): Promise<GraphAnswer> => {
  const list = listOf(call);
  const { id } = await itemOf(call, list);
  const removed = await call.site().lists.remove(list, id, seenBy(call));
  if (removed === 'stale') throw stale();
  if (removed === 'absent') throw itemNotFound();
  call.parts.changed('lists');
  return { status: 204 };
};

/** https://learn.microsoft.com/graph/api/listitem-delta */
const itemDelta = async (call: GraphCall): Promise<GraphAnswer> => {
  const list = listOf(call);
  const expand = expanded(call);
  const gone = (id: string) => ({
    id,
    parentReference: { siteId: call.site().place.id },
    contentType: { id: '0x01', name: 'Item' },
    deleted: { state: 'deleted' },
  });
  return await deltaAnswer(call, {
    scope: list.id,
    what: 'Collection(listItem)',
    changes: (asked) => call.site().changes.items(list, asked),
    show: (changes) =>
      changes.map((change) =>
        change.now ? itemBody(call, list, change.now, expand) : selected(gone(change.gone), call.query.get('$select')),
      ),
  });
};

export const itemRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/sites/{site}/lists/{list}/items/delta', handle: itemDelta },
  { method: 'GET', template: '/sites/{site}/lists/{list}/items/{item}', handle: getItem },
  { method: 'DELETE', template: '/sites/{site}/lists/{list}/items/{item}', handle: deleteItem },
  { method: 'GET', template: '/sites/{site}/lists/{list}/items', handle: getItems },
  { method: 'POST', template: createItemRoute, handle: createItem },
  { method: 'PATCH', template: '/sites/{site}/lists/{list}/items/{item}/fields', handle: changeFields },
];
