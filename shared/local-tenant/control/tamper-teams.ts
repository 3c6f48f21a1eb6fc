import { pupilTitle } from '../connector/teams.ts';
import { recordOf, textOf } from '../http.ts';
import { guidOf } from '../ids.ts';
import type {
  Conversation,
  Directory,
  DirectoryData,
  TenantAccount,
  TenantChannel,
  TenantGroup,
  TenantTeam,
} from '../store/directory.ts';
import type { Tenant } from '../tenant.ts';
import { ControlError } from './control-error.ts';
import { isUndone, type Tamper, type TamperBody, textIn } from './tamper-body.ts';

const named = <T extends { readonly id: string; readonly name: string }>(
  all: readonly T[],
  field: string,
  wanted: string,
): T => {
  const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => name === wanted);
  if (found) return found;
  const there = all.map(({ name }) => name);
  throw new ControlError(404, `${field}: there is no ${field} ${wanted}; there are: ${there.join(', ')}`);
};

/** What belongs to the school that is looked at. */
const ofSchool = <T extends { readonly school?: string }>({ id }: Tenant, all: readonly T[]): T[] =>
  all.filter(({ school = id }) => school === id);

/** By name, by the connector's id or by the group behind it; without a word the only one there is. */
const teamOf = (tenant: Tenant, body: TamperBody): TenantTeam => {
  const teams = ofSchool(tenant, tenant.directory.data.teams);
  const [only, ...others] = teams;
  if (body.team === undefined && only && others.length === 0) return only;
  const wanted = textIn(body, 'team');
  return teams.find(({ group }) => group === wanted) ?? named(teams, 'team', wanted);
};

interface ChannelPlace {
  readonly team: TenantTeam;
  readonly channel: TenantChannel;
}

const channelOf = (tenant: Tenant, body: TamperBody): ChannelPlace => {
  const teams = body.team === undefined ? ofSchool(tenant, tenant.directory.data.teams) : [teamOf(tenant, body)];
  const channel = named(
    teams.flatMap(({ channels }) => channels),
    'channel',
    textIn(body, 'channel'),
  );
  return { channel, team: teams.find(({ channels }) => channels.includes(channel))! };
};

/** By object id, address or full name. */
const personOf = (directory: Directory, person: unknown): TenantAccount => {
  const wanted = textOf(person) ?? '';
  const found = directory.account(wanted) ?? directory.accounts.find(({ name }) => name === wanted);
  if (!found) throw new ControlError(404, `person: there is nobody ${String(person)} in the directory`);
  return found;
};

const change = async (
  { directory, kept, events }: Tenant,
  data: DirectoryData,
  conversations: readonly string[],
): Promise<void> => {
  directory.change(data);
  await kept.set('directory', data);
  for (const conversation of conversations) events.changed('posts', conversation);
};

const withTeam = (data: DirectoryData, team: TenantTeam): DirectoryData => ({
  ...data,
  teams: data.teams.map((other) => (other.id === team.id ? team : other)),
});

const withChannel = (team: TenantTeam, changed: TenantChannel): TenantTeam => ({
  ...team,
  channels: team.channels.map((channel) => (channel.id === changed.id ? changed : channel)),
});

const generalOf = ({ directory }: Tenant, team: TenantTeam): Conversation => directory.conversation(team.id)!;

const renameChannel = async (tenant: Tenant, body: TamperBody) => {
  const { directory, teams } = tenant;
  const { team, channel } = channelOf(tenant, body);
  if (channel.id === team.id) throw new ControlError(400, 'channel: General keeps its name in Teams');
  const renamed = { ...channel, name: textIn(body, 'to') };
  await change(tenant, withTeam(directory.data, withChannel(team, renamed)), [channel.id]);
  const { id, name } = renamed;
  await teams.teamChanged(team, generalOf(tenant, team), { eventType: 'channelRenamed', channel: { id, name } });
  return { channel: id, from: channel.name, to: name };
};

const deleteChannel = async (tenant: Tenant, body: TamperBody) => {
  const { directory, teams } = tenant;
  const { team, channel } = channelOf(tenant, body);
  if (channel.id === team.id) throw new ControlError(400, 'channel: General cannot be deleted; delete the team');
  const channels = team.channels.filter(({ id }) => id !== channel.id);
  await change(tenant, withTeam(directory.data, { ...team, channels }), [channel.id]);
  const { id, name } = channel;
  await teams.teamChanged(team, generalOf(tenant, team), { eventType: 'channelDeleted', channel: { id, name } });
  return { channel: id, name };
};

const deleteTeam = async (tenant: Tenant, body: TamperBody) => {
  const { directory, teams } = tenant;
  const team = teamOf(tenant, body);
  const general = generalOf(tenant, team);
  const { data } = directory;
  const gone = team.channels.map(({ id }) => id);
  await change(tenant, { ...data, teams: data.teams.filter(({ id }) => id !== team.id) }, gone);
  await teams.teamChanged(team, general, { eventType: 'teamDeleted' });
  return { team: team.name };
};

/** The conversation where the app is: of a person, or of a team. */
const placeOf = (tenant: Tenant, body: TamperBody): { by: TenantAccount; conversation: Conversation } => {
  const { directory } = tenant;
  if (body.person !== undefined) {
    const by = personOf(directory, body.person);
    return { by, conversation: directory.conversation(by.chat)! };
  }
  const team = teamOf(tenant, body);
  return { by: personOf(directory, team.members[0]), conversation: generalOf(tenant, team) };
};

const uninstallBot = async (tenant: Tenant, body: TamperBody) => {
  const { by, conversation } = placeOf(tenant, body);
  if (isUndone(body)) await tenant.teams.reinstall(conversation);
  else await tenant.teams.uninstall(by, conversation);
  return { place: conversation.team?.name ?? conversation.name, installed: tenant.teams.isInstalled(conversation) };
};

const blockBot = async (tenant: Tenant, body: TamperBody) => {
  const person = personOf(tenant.directory, textIn(body, 'person'));
  await tenant.teams.block(tenant.directory.conversation(person.chat)!, !isUndone(body));
  return { person: person.id, blocked: !isUndone(body) };
};

const joined = (members: readonly string[], id: string): readonly string[] =>
  members.includes(id) ? members : [...members, id];
const left = (members: readonly string[], id: string): readonly string[] => members.filter((other) => other !== id);

/** An account that was not there: a pupil's, or a guest's from elsewhere. */
const newcomer = (data: DirectoryData, given: Readonly<Record<string, unknown>>): DirectoryData['accounts'][number] => {
  const name = textOf(given.name);
  const { kind } = given;
  if (name === undefined || (kind !== 'guest' && kind !== 'pupil'))
    throw new ControlError(
      400,
      'person: an id, an address, a name, or { "name", "kind": "guest" or "pupil" } expected',
    );
  const words = name.split(/\s+/);
  const local = words.join('.').toLowerCase();
  const domain = data.accounts[0]!.email.split('@')[1]!;
  return {
    id: guidOf('newcomer', name),
    name,
    givenName: words[0]!,
    surname: words.at(-1)!,
    email: kind === 'guest' ? `${local}_elsewhere.example#EXT#@${domain}` : `${local}@${domain}`,
    jobTitle: kind === 'pupil' ? pupilTitle : '',
    enabled: true,
    ...(kind === 'guest' ? { userType: 'Guest' as const } : {}),
  };
};

type Joining = (members: readonly string[], id: string) => readonly string[];

/** Whoever joins a channel of its own members is in the team too; whoever leaves the team leaves all of it. */
const memberOfTeam = (team: TenantTeam, id: string, { join, channel }: { join: Joining; channel?: TenantChannel }) => {
  const isJoining = join === joined;
  const touched = team.channels.filter((each) =>
    channel === undefined
      ? !isJoining || each.id === team.id
      : each.id === channel.id || (isJoining && each.id === team.id),
  );
  const channels = team.channels.map((each) =>
    touched.includes(each) ? { ...each, members: join(each.members, id) } : each,
  );
  const members = channel === undefined || isJoining ? join(team.members, id) : team.members;
  return { team: { ...team, members, channels }, touched: touched.map((each) => each.id) };
};

const ofGroup = (data: DirectoryData, group: TenantGroup, members: readonly string[]): DirectoryData => ({
  ...data,
  groups: data.groups.map((other) => (other.id === group.id ? { ...group, members } : other)),
});

const changeMember =
  (join: Joining): Tamper['carryOut'] =>
  async (tenant, body) => {
    const { directory, teams } = tenant;
    if (typeof body.person === 'object' && join === joined) {
      const made = newcomer(directory.data, recordOf(body.person));
      if (!directory.account(made.id))
        await change(tenant, { ...directory.data, accounts: [...directory.data.accounts, made] }, []);
      return await changeMember(join)(tenant, { ...body, person: made.id });
    }
    const person = personOf(directory, body.person);
    if (body.group !== undefined) {
      const group = named(ofSchool(tenant, directory.data.groups), 'group', textIn(body, 'group'));
      await change(tenant, ofGroup(directory.data, group, join(group.members, person.id)), []);
      return { person: person.id, group: group.name };
    }
    const place = body.channel === undefined ? { team: teamOf(tenant, body) } : channelOf(tenant, body);
    const { team, touched } = memberOfTeam(place.team, person.id, { join, ...place });
    await change(tenant, withTeam(directory.data, team), touched);
    const isNews = team.members.length !== place.team.members.length;
    if (isNews)
      await teams.teamChanged(
        team,
        generalOf(tenant, team),
        join === joined
          ? { eventType: 'teamMemberAdded', added: [person] }
          : { eventType: 'teamMemberRemoved', removed: [person] },
      );
    return { person: person.id, team: team.name, channels: touched };
  };

/** Damage to the team, its channels, its members and the app in it. Teams tells the bot of what it tells bots. */
export const teamTampers: Readonly<Record<string, Tamper>> = {
  'rename-channel': { fields: ['team', 'channel', 'to'], carryOut: renameChannel },
  'delete-channel': { fields: ['team', 'channel'], carryOut: deleteChannel },
  'delete-team': { fields: ['team'], carryOut: deleteTeam },
  'uninstall-bot': { fields: ['team', 'person', 'undo'], carryOut: uninstallBot },
  'block-bot': { fields: ['person', 'undo'], carryOut: blockBot },
  'add-member': { fields: ['person', 'channel', 'team', 'group'], carryOut: changeMember(joined) },
  'remove-member': { fields: ['person', 'channel', 'team', 'group'], carryOut: changeMember(left) },
};
