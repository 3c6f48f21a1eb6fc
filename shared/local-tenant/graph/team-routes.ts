import { guidOf } from '../ids.ts';
import type { Conversation, TenantTeam } from '../store/directory.ts';
import { parseFilter } from './filter.ts';
import { context, type GraphAnswer, type GraphCall, type GraphRoute } from './graph-call.ts';
import { GraphError, invalidRequest } from './graph-error.ts';
import { accountOf } from './people-routes.ts';
import { allowOptions, selected } from './query.ts';

const appName = 'Attendance Desk';
const appVersion = '1.0.0';

const teamOf = (call: GraphCall): TenantTeam => {
  const wanted = call.params.team?.toLowerCase();
  const team = call.parts.directory.data.teams.find(({ group }) => group === wanted);
  if (!team) throw new GraphError(404, 'NotFound', `No team found with Group Id ${wanted}`);
  return team;
};

const team = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select');
  const { group, name, id } = teamOf(call);
  const { tenantId } = call.parts.directory.data;
  const body = {
    id: group,
    displayName: name,
    description: '',
    internalId: id,
    isArchived: false,
    tenantId,
    visibility: 'private',
    webUrl: `https://teams.example/l/team/${encodeURIComponent(id)}?groupId=${group}&tenantId=${tenantId}`,
  };
  return {
    status: 200,
    body: { '@odata.context': context(call, 'teams/$entity'), ...selected(body, call.query.get('$select')) },
  };
};

/** https://learn.microsoft.com/graph/api/channel-list */
const channels = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select', '$filter');
  const there = teamOf(call);
  const filter = call.query.get('$filter');
  const conditions = filter === null ? [] : parseFilter(filter);
  for (const { path, is } of conditions)
    if (path !== 'displayName' || is !== 'eq') throw invalidRequest('Channels can be filtered by displayName alone.');
  const value = there.channels
    .filter(({ name }) => conditions.every((condition) => name === condition.value))
    .map(({ id, name }) =>
      selected(
        {
          id,
          createdDateTime: '2025-08-18T08:00:00Z',
          displayName: name,
          description: null,
          email: '',
          membershipType: id === there.id ? 'standard' : 'private',
          tenantId: call.parts.directory.data.tenantId,
        },
        call.query.get('$select'),
      ),
    );
  return { status: 200, body: { '@odata.context': context(call, 'channels'), value } };
};

/**
 * The desk's own installation in one place: an app with `…ReadWriteSelfForTeam` or `…SelfForUser` sees itself alone.
 * https://learn.microsoft.com/graph/api/team-list-installedapps, userteamwork-list-installedapps
 */
const installedApps = (call: GraphCall, where: Conversation): GraphAnswer => {
  allowOptions(call, '$expand', '$filter');
  const { teamsAppId } = call.parts.directory.data;
  const teamsApp: Readonly<Record<string, string>> = {
    id: guidOf('catalogue', teamsAppId),
    externalId: teamsAppId,
    displayName: appName,
    distributionMethod: 'organization',
  };
  const teamsAppDefinition = { id: guidOf('version', teamsAppId), displayName: appName, version: appVersion };
  const expanded = (call.query.get('$expand') ?? '').split(',').map((name) => name.trim());
  const filter = call.query.get('$filter');
  const isMeant = (filter === null ? [] : parseFilter(filter)).every(({ path, is, value }) => {
    const [whole, field = ''] = path.split('/');
    if (whole !== 'teamsApp' || is !== 'eq' || teamsApp[field] === undefined)
      throw invalidRequest(`Unsupported filter clause: ${path} ${is}.`);
    return teamsApp[field] === value;
  });
  const id = Buffer.from(`${where.id}##${teamsApp.id}`).toString('base64');
  const body = {
    id,
    ...(expanded.includes('teamsApp') ? { teamsApp } : {}),
    ...(expanded.includes('teamsAppDefinition') ? { teamsAppDefinition } : {}),
  };
  const value = isMeant && call.parts.isInstalled(where) ? [body] : [];
  return { status: 200, body: { '@odata.context': context(call, 'installedApps'), value } };
};

const inTeam = (call: GraphCall): GraphAnswer =>
  installedApps(call, call.parts.directory.conversation(teamOf(call).id)!);

const forPerson = (call: GraphCall): GraphAnswer =>
  installedApps(call, call.parts.directory.conversation(accountOf(call).chat)!);

/** What the team gave the app with its installation: https://learn.microsoft.com/graph/api/team-list-permissiongrants */
const permissionGrants = (call: GraphCall): GraphAnswer => {
  allowOptions(call);
  const { clientId } = call.parts.directory.data;
  const { id, group } = teamOf(call);
  const isThere = call.parts.isInstalled(call.parts.directory.conversation(id)!);
  const grant = {
    id: guidOf('grant', group),
    clientId: guidOf('service principal', clientId),
    clientAppId: clientId,
    resourceAppId: '00000003-0000-0000-c000-000000000000',
    permissionType: 'Application',
    permission: 'TeamMember.Read.Group',
  };
  return { status: 200, body: { '@odata.context': context(call, 'permissionGrants'), value: isThere ? [grant] : [] } };
};

export const teamRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/teams/{team}', handle: team },
  { method: 'GET', template: '/teams/{team}/channels', handle: channels },
  { method: 'GET', template: '/teams/{team}/installedApps', handle: inTeam },
  { method: 'GET', template: '/teams/{team}/permissionGrants', handle: permissionGrants },
  { method: 'GET', template: '/users/{user}/teamwork/installedApps', handle: forPerson },
];
