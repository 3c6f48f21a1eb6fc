import { guidOf } from './ids.ts';
import type { SampleSchool } from './sample/sample-school.ts';
import { placeOf, trustName } from './sample/trust.ts';
import type { DirectoryData, TenantGroup } from './store/directory.ts';
import type { SiteFiles } from './store/site-files.ts';
import { workbookPath } from './tenant.ts';

const groupsTeamsAndPeople = (school: SampleSchool, isOneOfSeveral: boolean) => {
  const where = isOneOfSeveral ? { school: school.id } : {};
  return {
    accounts: school.accounts.map(({ staffCode: _, ...account }) => ({ ...account, enabled: true, ...where })),
    groups: school.groups.map((group) => ({ ...group, ...where })),
    teams: school.teams.map(({ id, name, members, channels }) => ({
      group: id,
      id: (channels.find((channel) => channel.year === undefined) ?? channels[0]!).id,
      name: school.id === firstId || !isOneOfSeveral ? name : `${name}, ${school.name}`,
      members,
      ...where,
      channels: channels.map((channel) => ({ id: channel.id, name: channel.name, members: channel.members })),
    })),
    people: school.people.map(({ id, roles, says }) => ({
      id,
      roles,
      says,
      ...where,
    })),
  };
};

const firstId = placeOf(1).id;

/** The heads of all schools see the trust's summary, and the first school's deputy. */
const trustOf = (
  seed: string,
  schools: readonly SampleSchool[],
): { trust: NonNullable<DirectoryData['trust']>; group: TenantGroup } => {
  const id = guidOf('group', seed, trustName);
  const members = schools.flatMap(({ people }, at) =>
    people
      .filter(({ roles }) => roles.includes('head') || (at === 0 && roles.includes('deputy-head')))
      .map((person) => person.id),
  );
  return { trust: { name: trustName, group: id }, group: { id, name: trustName, members } };
};

/** The sample schools as one Entra directory, with their teams and the one app registration of their desk. */
export const directoryOf = (schools: readonly [SampleSchool, ...SampleSchool[]]): DirectoryData => {
  const [first] = schools;
  const seed = String(first.seed);
  const several = schools.length > 1;
  const parts = schools.map((school) => groupsTeamsAndPeople(school, several));
  const { trust, group } = trustOf(seed, schools);
  return {
    school: first.name,
    timeZone: 'Europe/London',
    tenantId: first.tenantId,
    clientId: guidOf('client', seed),
    teamsAppId: guidOf('teams app', seed),
    site: first.site,
    ...(several ? { schools: schools.map(({ id, name, site }) => ({ id, name, site })), trust } : {}),
    accounts: parts.flatMap(({ accounts }) => accounts),
    groups: [...parts.flatMap(({ groups }) => groups), ...(several ? [group] : [])],
    teams: parts.flatMap(({ teams }) => teams),
    people: parts.flatMap(({ people }) => people),
  };
};

const json = (value: unknown): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

/** What stands in the site's library before the desk ever looked at it. */
export const fillLibrary = async (school: SampleSchool, files: SiteFiles): Promise<void> => {
  await files.put('Desk/policy.json', json(school.policy));
  await files.put('Desk/calendar.json', json(school.calendar));
  await files.put('Desk/mapping.json', json(school.mapping));
  await files.put(workbookPath, await school.tracker());
};
