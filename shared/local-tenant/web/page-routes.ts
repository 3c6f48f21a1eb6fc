import { type Ask, jsonOf, type Reply, recordOf, textOf } from '../http.ts';
import type { TenantAccount } from '../store/directory.ts';
import { type Tenant, workbookPath } from '../tenant.ts';
import { bookReply } from './book-routes.ts';
import { keepUpload, sampleTrackers, takeTracker } from './more-workbooks.ts';
import type { PageList, PageListRows, PageToken } from './page-api.ts';
import { PageError } from './page-error.ts';
import { fileBody, newFile, readFile, writeFile } from './page-files.ts';
import { people, personOf } from './page-people.ts';
import { press, refresh } from './page-press.ts';
import { state } from './page-state.ts';

const json = (body: unknown): Reply => ({ status: 200, body, headers: { 'cache-control': 'no-store' } });

const token = async (tenant: Tenant, person: TenantAccount): Promise<PageToken> => {
  const { tenantId, clientId } = tenant.directory.data;
  return {
    token: await tenant.issuer.personToken(person),
    expiresIn: 3599,
    scope: `api://${clientId}/access_as_user`,
    account: {
      oid: person.id,
      tid: tenantId,
      homeAccountId: `${person.id}.${tenantId}`,
      environment: new URL(tenant.address).host,
      username: person.email,
      name: person.name,
    },
    idToken: await tenant.issuer.idToken(person),
  };
};

const lists = async (tenant: Tenant): Promise<PageList[]> =>
  await Promise.all(
    tenant.lists.all().map(async (list) => ({ id: list.id, name: list.name, items: await tenant.lists.count(list) })),
  );

const listRows = async (tenant: Tenant, id: string): Promise<PageListRows> => {
  const list = tenant.lists.find(id);
  if (!list) throw new PageError(404, 'There is no such list.');
  const items = await tenant.lists.items(list);
  return {
    id: list.id,
    name: list.name,
    columns: list.columns.map(({ name, type, indexed }) => ({ name, type, indexed })),
    items: items.map(({ id: number, version, created, modified, fields }) => ({
      id: String(number),
      version,
      created,
      modified,
      fields,
    })),
  };
};

const answer = async (tenant: Tenant, ask: Ask): Promise<Reply> => {
  const path = ask.path.slice('/_page'.length);
  const body = recordOf(jsonOf(ask.method === 'POST' ? ask.body : new Uint8Array()));
  const as = ask.query.get('as');
  switch (`${ask.method} ${path}`) {
    case 'GET /people':
      return json(people(tenant));
    case 'GET /state':
      return json(await state(tenant, personOf(tenant, as)));
    case 'POST /press':
      return json(await press(tenant, body));
    case 'POST /refresh':
      return json(await refresh(tenant, body));
    case 'POST /say':
      await tenant.teams.say(personOf(tenant, body.as), textOf(body.text) ?? '');
      return json({ ok: true });
    case 'GET /token':
      return json(await token(tenant, personOf(tenant, as)));
    case 'GET /lists':
      return json(await lists(tenant));
    case 'GET /list':
      return json(await listRows(tenant, ask.query.get('id') ?? ''));
    case 'GET /files':
      return json((await tenant.files.all()).map(fileBody));
    case 'GET /file':
      return await readFile(tenant, ask.query.get('path') ?? '');
    case 'PUT /file':
      return json(await writeFile(tenant, ask.query.get('path') ?? '', ask));
    case 'GET /workbook':
      return await readFile(tenant, workbookPath);
    case 'PUT /workbook':
      return json(await writeFile(tenant, workbookPath, ask));
    case 'GET /trackers':
      return json(sampleTrackers(tenant));
    case 'POST /tracker':
      return json(newFile(tenant, await takeTracker(tenant, textOf(body.name) ?? '')));
    case 'POST /upload':
      return json(newFile(tenant, await keepUpload(tenant, ask.query.get('name') ?? '', ask.body)));
    default: {
      const nameOf = (id: string): string => tenant.directory.account(id)?.name ?? '';
      const reply = await bookReply(tenant.books, ask, nameOf);
      if (reply === undefined) throw new PageError(404, 'There is nothing here.');
      return reply;
    }
  }
};

/** What the pages ask, below `/_page/`; the shapes are in `page-api.ts`. The event stream is not here. */
export const pageReply = async (tenant: Tenant, ask: Ask): Promise<Reply> => {
  try {
    return await answer(tenant, ask);
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    return { status: error.status, body: { error: error.message } };
  }
};
