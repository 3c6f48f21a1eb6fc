import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from '../../vocabulary/temporal.ts';
import { botName } from '../connector/activities.ts';
import { actionsOf, cardOf, inputsOf } from '../connector/cards.ts';
import { faultsFrom, WrongFault } from '../faults/fault-plan.ts';
import { type Ask, jsonOf, type Reply, recordOf, textOf } from '../http.ts';
import type { SampleEntry } from '../sample/sample-school.ts';
import type { TokenOverride } from '../sign-in/issuer.ts';
import type { TenantAccount } from '../store/directory.ts';
import type { TeamPost } from '../store/team-posts.ts';
import { inbox, seenFrom, type Tenant } from '../tenant.ts';
import { ControlError } from './control-error.ts';
import { hashOfState, stateOf } from './state.ts';
import { tamper } from './tamper.ts';

const json = (body: unknown): Reply => ({ status: 200, body });

const accountOf = ({ directory }: Tenant, id: unknown): TenantAccount => {
  const account = directory.account(textOf(id) ?? '');
  if (!account) throw new ControlError(404, `as: there is no such person: ${String(id)}`);
  return account;
};

const postOf = async ({ posts, directory }: Tenant, id: unknown): Promise<TeamPost> => {
  const post = await posts.byId(textOf(id) ?? '');
  if (!post || post.deleted) throw new ControlError(404, `post: there is no such post: ${String(id)}`);
  if (!directory.conversation(post.conversation)) throw new ControlError(404, 'post: its channel is gone');
  return post;
};

const postBody = ({ directory }: Tenant, post: TeamPost) => {
  const conversation = directory.conversation(post.conversation);
  return {
    id: post.id,
    at: post.at,
    to: { kind: conversation?.kind, name: conversation?.name },
    from: directory.member(post.from)?.name ?? botName,
    card: cardOf(post.activity),
    text: post.activity.text ?? '',
    summary: post.activity.summary ?? '',
    versions: post.version,
    replyTo: post.replyTo,
  };
};

const posts = async (tenant: Tenant, ask: Ask, isAll: boolean): Promise<Reply> => {
  const id = ask.query.get('id');
  if (id === null) {
    const { directory } = tenant;
    const isMeant = ({ deleted, conversation: where }: TeamPost) => {
      const conversation = directory.conversation(where);
      return !deleted && (isAll || (conversation !== undefined && directory.schoolOf(conversation) === tenant.id));
    };
    const all = await tenant.posts.all();
    return json(all.filter(isMeant).map((post) => postBody(tenant, post)));
  }
  const post = await tenant.posts.byId(id);
  if (!post) throw new ControlError(404, `id: there is no such post: ${id}`);
  return json({ ...postBody(tenant, post), deleted: post.deleted, history: await tenant.posts.versions(id) });
};

const press = async (tenant: Tenant, body: Record<string, unknown>): Promise<Reply> => {
  const person = accountOf(tenant, body.as);
  const post = await postOf(tenant, body.post);
  const card = await tenant.teams.cardSeenBy(person, post);
  const actions = card === null ? [] : actionsOf(card);
  const action = actions.find(({ title }) => title === body.button);
  if (card === null || !action)
    throw new ControlError(
      404,
      `button: the card has no button "${String(body.button)}"; it has: ${actions.map(({ title }) => String(title)).join(', ')}`,
    );
  if (action.type !== 'Action.Execute' && action.type !== 'Action.Submit')
    throw new ControlError(400, `button: a press on ${String(action.type)} asks the bot nothing`);
  const once = () =>
    tenant.teams.press(person, post, {
      action,
      inputs: { ...inputsOf(card), ...recordOf(body.inputs) },
      data: recordOf(body.data),
    });
  if (body.twice === true) {
    const answers = await Promise.all([once(), once()]);
    return json(answers.map(({ bot }) => bot.json ?? bot.text));
  }
  const { bot } = await once();
  return { status: bot.status, body: bot.json ?? bot.text, headers: { 'content-type': 'application/json' } };
};

const say = async (tenant: Tenant, body: Record<string, unknown>): Promise<Reply> => {
  const text = textOf(body.text);
  if (text === undefined || (body.to ?? 'bot') !== 'bot') throw new ControlError(400, 'text, and to: "bot", expected');
  const { post, bot } = await tenant.teams.say(accountOf(tenant, body.as), text);
  return json({ id: post.id, status: bot.status });
};

const token = async (tenant: Tenant, body: Record<string, unknown>): Promise<Reply> => {
  const { kind } = body;
  if (kind !== 'connector' && kind !== 'tab') throw new ControlError(400, 'kind: "connector" or "tab" expected');
  const person =
    body.as === undefined && kind === 'connector' ? tenant.directory.accounts[0]! : accountOf(tenant, body.as);
  return json({ token: await tenant.issuer.tokenFor(kind, person, recordOf(body.override) as TokenOverride) });
};

/** Where `/clock` shall go; throws when that is no time, or behind us. */
const targetOf = ({ clock }: Tenant, { to, advance }: Record<string, unknown>): Temporal.Instant => {
  let target: Temporal.Instant;
  try {
    target =
      textOf(to) === undefined
        ? clock
            .now()
            .toZonedDateTimeISO(clock.timeZone)
            .add(Temporal.Duration.from(textOf(advance) ?? ''))
            .toInstant()
        : clock.instantOf(textOf(to)!);
  } catch {
    throw new ControlError(400, 'to: a school time like 2026-03-10T09:10, or advance: a duration like PT5M, expected');
  }
  if (Temporal.Instant.compare(target, clock.now()) < 0)
    throw new ControlError(
      400,
      `to: the clock only goes forward; it is ${clock.schoolTime().date} ${clock.schoolTime().time}`,
    );
  return target;
};

const moveClock = async (tenant: Tenant, body: Record<string, unknown>): Promise<Reply> => {
  const settled = await tenant.day.moveTo(targetOf(tenant, body), { leap: body.leap === true });
  return json({ ...clockBody(tenant), ...settled });
};

const clockBody = ({ clock }: Tenant) => ({ ...clock.schoolTime(), now: clock.nowIso(), frozen: clock.frozen });

/** What is put into the MIS by hand; throws when it is not said right. */
const entryOf = (body: Record<string, unknown>): SampleEntry => {
  const { register, session, date, taken, marks } = body;
  if ((session !== 'AM' && session !== 'PM') || !/^\d{4}-\d\d-\d\d$/.test(String(date)))
    throw new ControlError(400, 'register, session ("AM" or "PM") and date, or drop, expected');
  if (taken !== undefined && !/^\d\d:\d\d$/.test(String(taken)))
    throw new ControlError(400, 'taken: a school time like 09:04 expected');
  const given = Object.entries(recordOf(marks)).map(([pupil, mark]) => [pupil, mark === null ? null : String(mark)]);
  const entry = { half: session, date: String(date), group: textOf(register), taken: textOf(taken) } as const;
  return { ...entry, marks: Object.fromEntries(given) };
};

const mis = async (tenant: Tenant, body: Record<string, unknown>): Promise<Reply> => {
  const folder = textOf(body.drop);
  if (folder !== undefined) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
      throw new ControlError(400, 'drop: there is no such folder');
    });
    const names = entries
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
    for (const name of names)
      await tenant.files.put(`${inbox}/${name}`, new Uint8Array(await readFile(join(folder, name))));
    tenant.events.changed('files');
    return json({ files: names });
  }
  try {
    return json({ files: await tenant.enterIntoMis(entryOf(body)) });
  } catch (error) {
    if (error instanceof RangeError) throw new ControlError(400, error.message);
    throw error;
  }
};

const list = async ({ lists }: Tenant, name: string): Promise<Reply> => {
  const found = lists.find(name);
  if (!found)
    throw new ControlError(
      404,
      `there is no list ${name}; there are: ${lists
        .all()
        .map((each) => each.name)
        .join(', ')}`,
    );
  const items = await lists.items(found);
  return json({
    id: found.id,
    name: found.name,
    columns: found.columns.map((column) => ({
      name: column.name,
      type: column.type,
      indexed: column.indexed,
      unique: column.unique,
    })),
    items: items.map((item) => ({ ...item, eTag: `"${item.guid},${item.version}"` })),
  });
};

const addFaults = (tenant: Tenant, body: unknown): Reply => {
  try {
    tenant.faults.add(faultsFrom(body));
  } catch (error) {
    if (error instanceof WrongFault) throw new ControlError(400, error.message);
    throw error;
  }
  return faults(tenant);
};

const faults = ({ faults: { waiting, fired } }: Tenant): Reply => json({ waiting, fired });

/** `school`, in the body or the query: the tenant as seen from there; without it from the first school. */
const schoolOf = (tenant: Tenant, school: unknown): Tenant => {
  if (school === undefined || school === null) return tenant;
  const seen = seenFrom(tenant, String(school));
  if (seen) return seen;
  const there = tenant.schools.map(({ id }) => id);
  throw new ControlError(404, `school: there is no school ${String(school)}; there are: ${there.join(', ')}`);
};

const answer = async (whole: Tenant, ask: Ask, path: string): Promise<Reply> => {
  const { school = ask.query.get('school'), ...body } = recordOf(jsonOf(ask.body));
  const tenant = schoolOf(whole, school);
  const isAll = school === undefined || school === null;
  switch (`${ask.method} ${path}`) {
    case 'GET /state':
      return json(await stateOf(tenant, isAll ? undefined : [tenant.id]));
    case 'GET /state/hash':
      return json({ hash: await hashOfState(tenant, isAll ? undefined : [tenant.id]) });
    case 'GET /posts':
      return await posts(tenant, ask, isAll);
    case 'POST /press':
      return await press(tenant, body);
    case 'POST /say':
      return await say(tenant, body);
    case 'GET /people':
      return json(
        tenant.directory.data.people
          .filter((person) => isAll || (person.school ?? tenant.id) === tenant.id)
          .map(({ id, roles, school: at }) => ({
            id,
            name: accountOf(tenant, id).name,
            roles,
            ...(at === undefined ? {} : { school: at }),
          })),
      );
    case 'POST /token':
      return await token(tenant, body);
    case 'GET /clock':
      return json(clockBody(tenant));
    case 'POST /clock':
      return await moveClock(tenant, body);
    case 'POST /settle':
      return json(await tenant.day.settle());
    case 'POST /mis':
      return await mis(tenant, body);
    case 'GET /requests':
      return json(tenant.requests.all());
    case 'GET /requests/uses':
      return json(tenant.requests.uses());
    case 'DELETE /requests':
      tenant.requests.clear();
      return json({ cleared: true });
    case 'POST /tamper':
      return json(await tamper(tenant, body));
    case 'GET /faults':
      return faults(tenant);
    case 'POST /faults':
      return addFaults(tenant, jsonOf(ask.body));
    case 'DELETE /faults':
      tenant.faults.clear();
      return faults(tenant);
    default:
      if (ask.method === 'GET' && path.startsWith('/lists/'))
        return await list(tenant, decodeURIComponent(path.slice('/lists/'.length)));
      throw new ControlError(404, `there is no control ${ask.method} ${path}`);
  }
};

/** The tenant's own controls, below `/_control`: JSON in and out, an error in words. */
export const controlReply = async (tenant: Tenant, ask: Ask): Promise<Reply> => {
  try {
    return await answer(tenant, ask, ask.path.slice('/_control'.length));
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return { status: error.status, body: { error: error.message } };
  }
};
