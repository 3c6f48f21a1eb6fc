import { Temporal } from '../../vocabulary/temporal.ts';
import { botName } from '../connector/activities.ts';
import { cardOf, wantsRefresh } from '../connector/cards.ts';
import { type Pressed, Teams } from '../connector/teams.ts';
import { type Ask, jsonOf, type Reply, recordOf, textOf } from '../http.ts';
import type { Conversation, TenantAccount } from '../store/directory.ts';
import type { StoredFile } from '../store/site-files.ts';
import type { OwnView, TeamPost } from '../store/team-posts.ts';
import { type Tenant, workbookPath } from '../tenant.ts';
import { bookReply, eTagOf } from './book-routes.ts';
import { keepUpload, sampleTrackers, takeTracker } from './more-workbooks.ts';
import type {
  PageClock,
  PageFile,
  PageList,
  PageListRows,
  PageNotification,
  PagePerson,
  PagePost,
  PageState,
  PageToken,
  PressAnswer,
} from './page-api.ts';

/** A page asked for what is not there, or not for this person. */
class PageError extends Error {
  readonly status: number;
  constructor(status: number, says: string) {
    super(says);
    this.status = status;
  }
}

const json = (body: unknown): Reply => ({ status: 200, body, headers: { 'cache-control': 'no-store' } });

export const clockOf = ({ clock, day }: Pick<Tenant, 'clock' | 'day'>): PageClock => ({
  ...clock.schoolTime(),
  frozen: clock.frozen,
  playing: day.moving && !clock.running,
});

const suggestedPeople = 8;

const personBody = ({ directory }: Tenant, account: TenantAccount): PagePerson => {
  const at = directory.data.people.findIndex(({ id }) => id === account.id);
  const person = directory.data.people[at];
  return {
    id: account.id,
    name: account.name,
    jobTitle: person?.says ?? account.jobTitle,
    email: account.email,
    roles: person?.roles ?? [],
    suggested: at >= 0 && at < suggestedPeople,
  };
};

const people = (tenant: Tenant): PagePerson[] => {
  const offered = tenant.directory.data.people.flatMap(({ id }) => tenant.directory.account(id) ?? []);
  const rest = tenant.directory.accounts.filter((account) => !offered.includes(account));
  return [...offered, ...rest].map((account) => personBody(tenant, account));
};

const personOf = (tenant: Tenant, id: unknown): TenantAccount => {
  const account = tenant.directory.account(textOf(id) ?? '');
  if (!account) throw new PageError(404, 'There is no such person in this school.');
  return account;
};

const postBody = (
  tenant: Tenant,
  {
    post,
    viewer,
    conversation,
    own,
  }: { post: TeamPost; viewer: TenantAccount; conversation: Conversation; own: OwnView | undefined },
): PagePost => {
  const { clock, directory, teams } = tenant;
  const sender = directory.member(post.from);
  const shared = cardOf(post.activity);
  const isCurrent = own?.version === post.version;
  const { date, time } = clock.schoolTime(Temporal.Instant.from(post.at));
  return {
    id: post.id,
    conversation: post.conversation,
    at: post.at,
    time,
    date,
    from: sender ? { id: sender.id, name: sender.name, bot: false } : { id: teams.botId, name: botName, bot: true },
    card: Teams.cardFor(post, own),
    text: post.activity.text ?? '',
    version: post.version * 1000 + (isCurrent ? own.number : 0),
    edited: post.version > 1,
    replyTo: post.replyTo,
    wantsRefresh: shared !== null && !isCurrent && wantsRefresh(shared, viewer.member, conversation.members.length),
  };
};

const previewLength = 120;

const notification = (post: PagePost, where: string, summary: string | undefined): PageNotification => ({
  post: post.id,
  conversation: post.conversation,
  where,
  from: post.from.name,
  at: post.at,
  time: post.time,
  preview: summary || post.text.slice(0, previewLength) || 'Sent a card',
});

const state = async (tenant: Tenant, viewer: TenantAccount): Promise<PageState> => {
  const { data } = tenant.directory;
  const seen = tenant.teams.conversationsOf(viewer);
  const own = await tenant.posts.ownViews(viewer.id);
  const all = (await tenant.posts.all(seen.map(({ id }) => id))).filter(({ deleted }) => !deleted);
  const feed: PageNotification[] = [];
  const posts = new Map<string, PagePost[]>(seen.map(({ id }) => [id, []]));
  for (const post of all) {
    const conversation = tenant.directory.conversation(post.conversation)!;
    const body = postBody(tenant, { post, viewer, conversation, own: own.get(post.id) });
    posts.get(conversation.id)!.push(body);
    const where = conversation.team ? `${conversation.team.name} · ${conversation.name}` : botName;
    if (body.from.bot) feed.push(notification(body, where, post.activity.summary));
  }
  return {
    me: personBody(tenant, viewer),
    school: tenant.directory.schools.find(({ id }) => id === viewer.school)?.name ?? data.school,
    clock: clockOf(tenant),
    app: {
      id: data.teamsAppId,
      name: botName,
      botId: tenant.teams.botId,
      tenantId: data.tenantId,
      tabs: [{ entityId: 'today', name: 'Today', contentUrl: '/teams/app/tab/' }],
    },
    teams: data.teams.flatMap((team) => {
      const channels = team.channels.filter(({ members }) => members.includes(viewer.id));
      const shown = channels.map(({ id, name }) => ({ id, name, posts: posts.get(id) ?? [] }));
      return shown.length === 0 ? [] : [{ id: team.id, name: team.name, channels: shown }];
    }),
    chats: [{ id: viewer.chat, name: botName, withBot: true, posts: posts.get(viewer.chat) ?? [] }],
    feed: feed.reverse(),
  };
};

/** A post in a conversation that the person sees: nobody presses what they cannot see. */
const seenPost = async (tenant: Tenant, person: TenantAccount, id: unknown): Promise<TeamPost> => {
  const post = await tenant.posts.byId(textOf(id) ?? '');
  const conversation = post && tenant.directory.conversation(post.conversation);
  if (!post || post.deleted || !conversation?.members.some((member) => member.id === person.id))
    throw new PageError(404, 'That post is not there any more.');
  return post;
};

/** What Teams shows under a card when the bot gives it nothing to show. */
const failed = 'Unable to reach app. Please try again.';

const pressAnswer = ({ status, card, message }: Pressed): PressAnswer => ({
  status,
  card,
  message: message ?? (status >= 400 ? failed : null),
});

const press = async (tenant: Tenant, body: Record<string, unknown>): Promise<PressAnswer> => {
  const person = personOf(tenant, body.as);
  const post = await seenPost(tenant, person, body.post);
  const action = recordOf(body.action);
  if (action.type !== 'Action.Execute' && action.type !== 'Action.Submit')
    throw new PageError(400, 'Only Action.Execute and Action.Submit go to the bot.');
  return pressAnswer(await tenant.teams.press(person, post, { action, inputs: recordOf(body.inputs) }));
};

const refresh = async (tenant: Tenant, body: Record<string, unknown>): Promise<PressAnswer> => {
  const person = personOf(tenant, body.as);
  const refreshed = await tenant.teams.refresh(person, await seenPost(tenant, person, body.post));
  return refreshed ? pressAnswer(refreshed) : { status: 200, card: null, message: null };
};

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

const fileBody = (file: StoredFile): PageFile => {
  const { path, size, version, modified } = file;
  return { path, size, eTag: eTagOf(file), version, modified };
};

const readFile = async (tenant: Tenant, path: string): Promise<Reply> => {
  const file = await tenant.files.find(path);
  if (!file) throw new PageError(404, 'There is no such file in the library.');
  return {
    status: 200,
    body: await tenant.files.content(file.id),
    headers: {
      etag: fileBody(file).eTag,
      'x-file-name': encodeURIComponent(file.path.split('/').at(-1)!),
      'cache-control': 'no-store',
    },
  };
};

const writeFile = async (tenant: Tenant, path: string, ask: Ask): Promise<Reply> => {
  const seen = ask.headers['if-match'];
  if (seen === undefined) throw new PageError(428, 'If-Match: the version that was opened is expected.');
  const written = await tenant.files.put(
    path,
    ask.body,
    (there) => there !== undefined && fileBody(there).eTag === seen,
  );
  if (!written) throw new PageError(412, 'Somebody saved this file since you opened it.');
  tenant.events.changed('files');
  return json(fileBody(written.file));
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
      return await writeFile(tenant, ask.query.get('path') ?? '', ask);
    case 'GET /workbook':
      return await readFile(tenant, workbookPath);
    case 'PUT /workbook':
      return await writeFile(tenant, workbookPath, ask);
    case 'GET /trackers':
      return json(sampleTrackers(tenant));
    case 'POST /tracker':
      return await newFile(tenant, await takeTracker(tenant, textOf(body.name) ?? ''));
    case 'POST /upload':
      return await newFile(tenant, await keepUpload(tenant, ask.query.get('name') ?? '', ask.body));
    default: {
      const nameOf = (id: string): string => tenant.directory.account(id)?.name ?? '';
      const reply = await bookReply(tenant.books, ask, nameOf);
      if (reply === undefined) throw new PageError(404, 'There is nothing here.');
      return reply;
    }
  }
};

const newFile = async (tenant: Tenant, file: StoredFile | string): Promise<Reply> => {
  if (typeof file === 'string') throw new PageError(400, file);
  tenant.events.changed('files');
  return json(fileBody(file));
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
