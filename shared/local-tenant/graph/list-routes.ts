import { recordOf, textOf } from '../http.ts';
import type { SiteColumn, SiteList } from '../store/site-lists.ts';
import { columnBody, columnFrom, titleColumn } from './columns.ts';
import { parseFilter } from './filter.ts';
import { context, type GraphCall, type GraphRoute } from './graph-call.ts';
import { GraphError, invalidRequest, itemNotFound } from './graph-error.ts';
import { allowOptions, selected } from './query.ts';

export const listOf = (call: GraphCall): SiteList => {
  const list = call.site().lists.find(call.params.list ?? '');
  if (!list) throw itemNotFound();
  return list;
};

const siteUrl = (call: GraphCall): string => {
  const { hostname, path } = call.site().place;
  return `https://${hostname}${path}`;
};

const listBody = (call: GraphCall, list: SiteList) => ({
  '@odata.etag': `"${list.id},1"`,
  createdDateTime: list.created,
  description: '',
  eTag: `"${list.id},1"`,
  id: list.id,
  lastModifiedDateTime: list.modified,
  name: list.name,
  webUrl: `${siteUrl(call)}/Lists/${encodeURIComponent(list.name)}`,
  displayName: list.displayName,
  list: { contentTypesEnabled: false, hidden: false, template: 'genericList' },
});

const getLists = (call: GraphCall) => {
  allowOptions(call, '$select', '$filter', '$top', '$expand');
  const filter = call.query.get('$filter');
  const conditions = filter === null ? [] : parseFilter(filter);
  for (const { path, is } of conditions)
    if (path !== 'displayName' || is !== 'eq') throw invalidRequest('Lists can be filtered by displayName alone.');
  const expandColumns = call.query.get('$expand')?.startsWith('columns') ?? false;
  const found = call
    .site()
    .lists.all()
    .filter(({ displayName }) =>
      conditions.every(({ value }) => displayName.toLowerCase() === String(value).toLowerCase()),
    );
  return {
    status: 200,
    body: {
      '@odata.context': context(call, 'lists'),
      value: found.map((list) => ({
        ...selected(listBody(call, list), call.query.get('$select')),
        ...(expandColumns ? { columns: [titleColumn, ...list.columns.map(columnBody)] } : {}),
      })),
    },
  };
};

const createList = async (call: GraphCall) => {
  const body = recordOf(call.json);
  const name = textOf(body.displayName);
  if (name === undefined || name === '' || name.length > 255) throw invalidRequest('A list needs a displayName.');
  if (recordOf(body.list).template !== 'genericList') throw invalidRequest('Only lists of the template genericList.');
  if (call.site().lists.find(name))
    throw new GraphError(409, 'nameAlreadyExists', 'The specified name is already in use.');
  const columns: SiteColumn[] = [];
  for (const definition of Array.isArray(body.columns) ? body.columns : [])
    columns.push(columnFrom(definition, columns));
  const list = await call.site().lists.create(name, columns);
  call.parts.changed('lists');
  return { status: 201, body: { '@odata.context': context(call, 'lists/$entity'), ...listBody(call, list) } };
};

const getColumns = (call: GraphCall) => {
  allowOptions(call, '$select', '$top');
  const columns = [titleColumn, ...listOf(call).columns.map(columnBody)];
  return {
    status: 200,
    body: {
      '@odata.context': context(call, 'columns'),
      value: columns.map((column) => selected(column, call.query.get('$select'))),
    },
  };
};

const createColumn = async (call: GraphCall) => {
  const list = listOf(call);
  const column = columnFrom(call.json, list.columns);
  await call.site().lists.addColumn(list, column);
  call.parts.changed('lists');
  return { status: 201, body: { '@odata.context': context(call, 'columns/$entity'), ...columnBody(column) } };
};

const columnOf = (call: GraphCall, list: SiteList): SiteColumn => {
  const column = list.columns.find(({ id, name }) => id === call.params.column || name === call.params.column);
  if (!column) throw itemNotFound();
  return column;
};

/** https://learn.microsoft.com/graph/api/columndefinition-update: never its name or its type. */
const changeColumn = async (call: GraphCall) => {
  const list = listOf(call);
  const column = columnOf(call, list);
  const changed = columnFrom(
    { ...columnBody(column), ...recordOf(call.json) },
    list.columns.filter((other) => other !== column),
  );
  const isSame = changed.name === column.name && changed.type === column.type;
  if (!isSame) throw invalidRequest('The name and the type of a column cannot be changed.');
  const wanted = { ...changed, id: column.id };
  if (!(await call.site().lists.changeColumn(list, wanted)))
    throw invalidRequest(`Column '${column.name}' holds values that are not unique.`);
  call.parts.changed('lists');
  return { status: 200, body: { '@odata.context': context(call, 'columns/$entity'), ...columnBody(wanted) } };
};

const getColumn = (call: GraphCall) => ({
  status: 200,
  body: { '@odata.context': context(call, 'columns/$entity'), ...columnBody(columnOf(call, listOf(call))) },
});

/** https://learn.microsoft.com/graph/api/columndefinition-delete */
const deleteColumn = async (call: GraphCall) => {
  const list = listOf(call);
  await call.site().lists.removeColumn(list, columnOf(call, list));
  call.parts.changed('lists');
  return { status: 204 };
};

/** https://learn.microsoft.com/graph/api/list-get */
const getList = (call: GraphCall) => {
  allowOptions(call, '$select', '$expand');
  const list = listOf(call);
  const expandColumns = call.query.get('$expand')?.startsWith('columns') ?? false;
  return {
    status: 200,
    body: {
      '@odata.context': context(call, 'lists/$entity'),
      ...selected(listBody(call, list), call.query.get('$select')),
      ...(expandColumns ? { columns: [titleColumn, ...list.columns.map(columnBody)] } : {}),
    },
  };
};

/**
 * The name that people see; the one in the address stays. Graph's metadata has this call, its pages tell of the same on
 * the list of a drive: https://learn.microsoft.com/graph/api/resources/list.
 */
const changeList = async (call: GraphCall) => {
  const list = listOf(call);
  const name = textOf(recordOf(call.json).displayName);
  if (name === undefined || name === '' || name.length > 255) throw invalidRequest('A list needs a displayName.');
  const other = call.site().lists.find(name);
  if (other && other.id !== list.id)
    throw new GraphError(409, 'nameAlreadyExists', 'The specified name is already in use.');
  await call.site().lists.rename(list, name);
  call.parts.changed('lists');
  return {
    status: 200,
    body: { '@odata.context': context(call, 'lists/$entity'), ...listBody(call, listOf(call)) },
  };
};

/** https://learn.microsoft.com/graph/api/list-delete */
const deleteList = async (call: GraphCall) => {
  await call.site().lists.removeList(listOf(call));
  call.parts.changed('lists');
  return { status: 204 };
};

export const listRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/sites/{site}/lists', handle: getLists },
  { method: 'POST', template: '/sites/{site}/lists', handle: createList },
  { method: 'GET', template: '/sites/{site}/lists/{list}', handle: getList },
  { method: 'PATCH', template: '/sites/{site}/lists/{list}', handle: changeList },
  { method: 'DELETE', template: '/sites/{site}/lists/{list}', handle: deleteList },
  { method: 'GET', template: '/sites/{site}/lists/{list}/columns', handle: getColumns },
  { method: 'POST', template: '/sites/{site}/lists/{list}/columns', handle: createColumn },
  { method: 'GET', template: '/sites/{site}/lists/{list}/columns/{column}', handle: getColumn },
  { method: 'PATCH', template: '/sites/{site}/lists/{list}/columns/{column}', handle: changeColumn },
  { method: 'DELETE', template: '/sites/{site}/lists/{list}/columns/{column}', handle: deleteColumn },
];
