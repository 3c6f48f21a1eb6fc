import type { StoredFile } from '../store/site-files.ts';
import { deltaAnswer } from './delta.ts';
import { context, type GraphAnswer, type GraphCall, type GraphRoute } from './graph-call.ts';
import { GraphError, invalidRequest, itemNotFound, locked, stale } from './graph-error.ts';
import { allowOptions, nextLink, pageOf, selected } from './query.ts';

const eTagOf = ({ id, version }: StoredFile): string => `"{${id}},${version}"`;
const cTagOf = ({ id, version }: StoredFile): string => `"c:{${id}},${version}"`;

const mimeTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  txt: 'text/plain',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The id of a driveItem: a file's own, or one made of a folder's path. */
const fileId = (id: string): string => `01${id.replaceAll('-', '')}`;
const folderId = (path: string): string => `01FOLDER${Buffer.from(path.toLowerCase()).toString('hex').toUpperCase()}`;
const parentOf = (path: string): string => path.split('/').slice(0, -1).join('/');

/** The driveItem of a file. */
const fileBody = (call: GraphCall, file: StoredFile): Record<string, unknown> => {
  const { driveId, hostname, path } = call.site().place;
  const folder = file.path.split('/').slice(0, -1);
  const name = file.path.split('/').at(-1)!;
  return {
    createdDateTime: file.created,
    cTag: cTagOf(file),
    eTag: eTagOf(file),
    id: fileId(file.id),
    lastModifiedDateTime: file.modified,
    name,
    parentReference: {
      driveId,
      driveType: 'documentLibrary',
      id: folderId(folder.join('/')),
      path: `/drives/${driveId}/root:${folder.map((piece) => `/${encodeURIComponent(piece)}`).join('')}`,
    },
    size: file.size,
    webUrl: `https://${hostname}${path}/Shared%20Documents/${file.path.split('/').map(encodeURIComponent).join('/')}`,
    file: { mimeType: mimeTypes[name.split('.').at(-1)!.toLowerCase()] ?? 'application/octet-stream' },
  };
};

/** The driveItem of a folder, as large as what is inside and as new as the newest of it. */
const folderBody = (call: GraphCall, path: string, inside: readonly StoredFile[]): Record<string, unknown> => ({
  eTag: `"{${folderId(path)}},1"`,
  id: folderId(path),
  lastModifiedDateTime: inside
    .map(({ modified }) => modified)
    .sort()
    .at(-1),
  name: path === '' ? 'root' : path.split('/').at(-1),
  size: inside.reduce((sum, { size }) => sum + size, 0),
  folder: { childCount: inside.length },
  parentReference: {
    driveId: call.site().place.driveId,
    driveType: 'documentLibrary',
    ...(path === '' ? {} : { id: folderId(parentOf(path)) }),
  },
  ...(path === '' ? { root: {} } : {}),
});

const wrongName = /["*:<>?\\|]|^\s|\s$|^\.\.?$/;

/** The path below the library's root; throws when SharePoint would not take it. */
const pathOf = (call: GraphCall): string => {
  const path = call.params.path ?? '';
  const pieces = path === '' ? [] : path.split('/');
  if (pieces.some((piece) => piece === '' || wrongName.test(piece)) || path.length > 400)
    throw invalidRequest('The provided name cannot be used in a document library.');
  return pieces.join('/');
};

const startsWithFolder = (file: StoredFile, folder: string): boolean =>
  folder === '' || file.path.toLowerCase().startsWith(`${folder.toLowerCase()}/`);

const children = async (call: GraphCall): Promise<GraphAnswer> => {
  allowOptions(call, '$select', '$top', '$skiptoken');
  const folder = pathOf(call);
  const inside = (await call.site().files.all()).filter((file) => startsWithFolder(file, folder));
  if (inside.length === 0 && folder !== '') throw itemNotFound();
  const start = folder === '' ? 0 : folder.length + 1;
  const names = new Map<string, StoredFile[]>();
  for (const file of inside) {
    const name = file.path.slice(start).split('/')[0]!;
    names.set(name, [...(names.get(name) ?? []), file]);
  }
  const bodies = [...names].map(([name, files]) =>
    files[0]!.path.length === start + name.length
      ? fileBody(call, files[0]!)
      : folderBody(call, folder === '' ? name : `${folder}/${name}`, files),
  );
  const { top, after } = pageOf(call, 200, 1000);
  const page = bodies.slice(after, after + top);
  return {
    status: 200,
    body: {
      '@odata.context': context(call, 'children'),
      value: page.map((body) => selected(body, call.query.get('$select'))),
      ...(after + top < bodies.length ? { '@odata.nextLink': nextLink(call, after + top) } : {}),
    },
  };
};

/** By its path, or by its id. */
const found = async (call: GraphCall): Promise<StoredFile> => {
  const { files } = call.site();
  const { item } = call.params;
  const file =
    item === undefined ? await files.find(pathOf(call)) : (await files.all()).find(({ id }) => fileId(id) === item);
  if (!file) throw itemNotFound();
  return file;
};

const metadata = async (call: GraphCall): Promise<GraphAnswer> => {
  allowOptions(call, '$select');
  const path = pathOf(call);
  const file = await call.site().files.find(path);
  const inside = file ? [] : (await call.site().files.all()).filter((each) => startsWithFolder(each, path));
  if (!file && inside.length === 0) throw itemNotFound();
  const body = file ? fileBody(call, file) : folderBody(call, path, inside);
  return {
    status: 200,
    body: { '@odata.context': context(call, 'driveItem'), ...selected(body, call.query.get('$select')) },
  };
};

const content = async (call: GraphCall): Promise<GraphAnswer> => {
  const file = await found(call);
  if (call.headers['if-none-match'] === eTagOf(file)) return { status: 304, headers: { etag: eTagOf(file) } };
  return {
    status: 200,
    body: await call.site().files.content(file.id),
    headers: {
      'content-type': String((fileBody(call, file).file as { mimeType: string }).mimeType),
      etag: eTagOf(file),
    },
  };
};

/** `If-Match` takes an eTag or a cTag; `If-None-Match: *` writes only where nothing stands. */
const mayWrite = (call: GraphCall, there: StoredFile | undefined): boolean => {
  const match = call.headers['if-match'];
  const noneMatch = call.headers['if-none-match'];
  if (noneMatch === '*' && there) return false;
  if (match === undefined) return true;
  if (!there) return false;
  return match === '*' || [eTagOf(there), cTagOf(there)].includes(match.replace(/^W\//, ''));
};

const simpleUploadLimit = 250 * 1024 * 1024;

const putContent = async (call: GraphCall): Promise<GraphAnswer> => {
  const path = pathOf(call);
  if (path === '') throw invalidRequest('A file needs a name.');
  if (call.bytes.length > simpleUploadLimit) throw new GraphError(413, 'invalidRequest', 'The file is too large.');
  if (call.site().locks.isLocked(path)) throw locked();
  const onlyNew = call.query.get('@microsoft.graph.conflictBehavior') === 'fail';
  let isTaken = false;
  const written = await call.site().files.put(path, call.bytes, (there) => {
    isTaken = onlyNew && there !== undefined;
    return !isTaken && mayWrite(call, there);
  });
  if (isTaken)
    throw new GraphError(409, 'nameAlreadyExists', 'An item with this name already exists under the parent.');
  if (!written) throw stale();
  call.parts.changed('files');
  return {
    status: written.isNew ? 201 : 200,
    body: { '@odata.context': context(call, 'driveItem'), ...fileBody(call, written.file) },
    headers: { etag: eTagOf(written.file) },
  };
};

const byId = async (call: GraphCall): Promise<GraphAnswer> => {
  allowOptions(call, '$select');
  const body = fileBody(call, await found(call));
  return {
    status: 200,
    body: { '@odata.context': context(call, 'driveItem'), ...selected(body, call.query.get('$select')) },
  };
};

/** https://learn.microsoft.com/graph/api/driveitem-delete */
const deleteFile = async (call: GraphCall): Promise<GraphAnswer> => {
  const file = await found(call);
  if (call.site().locks.isLocked(file.path)) throw locked();
  if (!mayWrite(call, file)) throw stale();
  await call.site().files.remove(file.path);
  call.parts.changed('files');
  return { status: 204 };
};

/**
 * https://learn.microsoft.com/graph/api/driveitem-delta: in SharePoint neither `cTag` nor the parent's path are told, and
 * of what is gone not even its name. The folders above what changed come with it, unless `deltaExcludeParent` is sent.
 */
const driveDelta = async (call: GraphCall): Promise<GraphAnswer> => {
  const { driveId, id: siteId } = call.site().place;
  const select = call.query.get('$select');
  const withParents = call.headers.deltaexcludeparent === undefined;
  const inDelta = ({ cTag: _, parentReference, ...body }: Record<string, unknown>) => {
    const { path: __, ...parent } = parentReference as Record<string, unknown>;
    return selected({ ...body, parentReference: parent }, select);
  };
  const gone = (id: string) => ({
    id: fileId(id),
    parentReference: { driveId, driveType: 'documentLibrary', siteId },
    deleted: { state: 'deleted' },
  });
  const above = (path: string): string[] => {
    const parent = parentOf(path);
    return path === '' ? [] : [...above(parent), parent];
  };
  return await deltaAnswer(call, {
    scope: 'drive',
    what: 'Collection(driveItem)',
    changes: (asked) => call.site().changes.files(asked),
    show: (changes, isFirst) => {
      const folders = new Set(isFirst ? [''] : []);
      if (withParents) for (const { now } of changes) for (const path of now ? above(now.path) : []) folders.add(path);
      return [
        ...[...folders].map((path) => inDelta(folderBody(call, path, []))),
        ...changes.map((change) =>
          change.now ? inDelta(fileBody(call, change.now)) : selected(gone(change.gone), select),
        ),
      ];
    },
  });
};

export const driveRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/sites/{site}/drive/root/delta', handle: driveDelta },
  { method: 'GET', template: '/sites/{site}/drive/root/children', handle: children },
  { method: 'GET', template: '/sites/{site}/drive/items/{item}', handle: byId },
  { method: 'GET', template: '/sites/{site}/drive/items/{item}/content', handle: content },
  { method: 'DELETE', template: '/sites/{site}/drive/root:/{path}', handle: deleteFile },
  { method: 'GET', template: '/sites/{site}/drive/root:/{path}:/children', handle: children },
  { method: 'GET', template: '/sites/{site}/drive/root:/{path}:/content', handle: content },
  { method: 'PUT', template: '/sites/{site}/drive/root:/{path}:/content', handle: putContent },
  { method: 'GET', template: '/sites/{site}/drive/root:/{path}', handle: metadata },
];
