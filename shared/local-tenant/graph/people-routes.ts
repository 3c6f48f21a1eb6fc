import { recordOf } from '../http.ts';
import type { TenantAccount, TenantGroup } from '../store/directory.ts';
import { parseFilter } from './filter.ts';
import { context, type GraphAnswer, type GraphCall, type GraphRoute } from './graph-call.ts';
import { GraphError, invalidRequest } from './graph-error.ts';
import { allowOptions, nextLink, pageOf, selected } from './query.ts';

const pageNormal = 100;
const pageMost = 999;

/** Without `$select` Graph leaves out `accountEnabled` and a few more. */
const usual =
  'businessPhones,displayName,givenName,jobTitle,mail,mobilePhone,officeLocation,preferredLanguage,surname,userPrincipalName,id';

const userBody = (account: TenantAccount, select: string | null): Record<string, unknown> =>
  selected(
    {
      businessPhones: [],
      displayName: account.name,
      givenName: account.givenName,
      jobTitle: account.jobTitle,
      mail: account.email,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: account.surname,
      userPrincipalName: account.email,
      id: account.id,
      accountEnabled: account.enabled,
      userType: account.userType ?? 'Member',
    },
    select ?? usual,
  );

const notFound = (kind: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource of type ${kind} does not exist or one of its queried reference-property objects are not present.`,
  );

const page = (
  call: GraphCall,
  accounts: readonly TenantAccount[],
  what: string,
  more: Record<string, unknown> = {},
): GraphAnswer => {
  const { top, after } = pageOf(call, pageNormal, pageMost);
  const shown = accounts.slice(after, after + top);
  return {
    status: 200,
    body: {
      '@odata.context': context(call, what),
      value: shown.map((account) => ({ ...more, ...userBody(account, call.query.get('$select')) })),
      ...(after + top < accounts.length ? { '@odata.nextLink': nextLink(call, after + top) } : {}),
    },
  };
};

const filterable: Readonly<Record<string, (account: TenantAccount) => string | boolean>> = {
  mail: ({ email }) => email.toLowerCase(),
  userPrincipalName: ({ email }) => email.toLowerCase(),
  accountEnabled: ({ enabled }) => enabled,
};

const users = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select', '$top', '$skiptoken', '$filter');
  const filter = call.query.get('$filter');
  const conditions = (filter === null ? [] : parseFilter(filter)).map(({ path, is, value }) => {
    const read = filterable[path];
    if (!read || is !== 'eq') throw invalidRequest(`Unsupported property filter clause: ${path} ${is}.`);
    return { read, value: typeof value === 'string' ? value.toLowerCase() : value };
  });
  const found = call.parts.directory.accounts.filter((account) =>
    conditions.every(({ read, value }) => read(account) === value),
  );
  return page(call, found, 'users');
};

export const accountOf = (call: GraphCall): TenantAccount => {
  const account = call.parts.directory.account(call.params.user ?? '');
  if (!account) throw notFound('Microsoft.DirectoryServices.User');
  return account;
};

const user = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select');
  const account = accountOf(call);
  return {
    status: 200,
    body: { '@odata.context': context(call, 'users/$entity'), ...userBody(account, call.query.get('$select')) },
  };
};

const groupOf = (call: GraphCall): TenantGroup => {
  const group = call.parts.directory.data.groups.find(({ id }) => id === call.params.group?.toLowerCase());
  if (!group) throw notFound('Microsoft.DirectoryServices.Group');
  return group;
};

const members = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select', '$top', '$skiptoken');
  const accounts = groupOf(call).members.flatMap((id) => call.parts.directory.account(id) ?? []);
  return page(call, accounts, 'directoryObjects', { '@odata.type': '#microsoft.graph.user' });
};

const group = (call: GraphCall): GraphAnswer => {
  allowOptions(call, '$select');
  const { id, name } = groupOf(call);
  const body = { id, displayName: name, description: null, mailEnabled: false, securityEnabled: true, groupTypes: [] };
  return {
    status: 200,
    body: { '@odata.context': context(call, 'groups/$entity'), ...selected(body, call.query.get('$select')) },
  };
};

/** https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
const groupsAtOnce = 20;

const checkMemberGroups = (call: GraphCall): GraphAnswer => {
  const account = accountOf(call);
  const { groupIds } = recordOf(call.json);
  if (!Array.isArray(groupIds) || groupIds.length === 0 || groupIds.length > groupsAtOnce)
    throw new GraphError(400, 'Request_BadRequest', `From 1 to ${groupsAtOnce} groupIds can be checked at once.`);
  const { groups } = call.parts.directory.data;
  const value = groupIds.filter((id) => groups.find((each) => each.id === id)?.members.includes(account.id));
  return { status: 200, body: { '@odata.context': context(call, 'Collection(Edm.String)'), value } };
};

export const peopleRoutes: readonly GraphRoute[] = [
  { method: 'GET', template: '/users', handle: users },
  { method: 'GET', template: '/users/{user}', handle: user },
  { method: 'POST', template: '/users/{user}/checkMemberGroups', handle: checkMemberGroups },
  { method: 'GET', template: '/groups/{group}', handle: group },
  { method: 'GET', template: '/groups/{group}/members', handle: members },
];
