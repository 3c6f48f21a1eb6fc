import { guidOf } from './ids.ts';
import type { SampleSchool } from './sample/sample-school.ts';
import type { DirectoryData } from './store/directory.ts';
import type { SiteFiles } from './store/site-files.ts';
import { workbookPath } from './tenant.ts';

/** The sample school as its Entra directory, its teams and its one app registration. */
export const directoryOf = (school: SampleSchool): DirectoryData => {
  const seed = String(school.seed);
  return {
    school: school.name,
    timeZone: 'Europe/London',
    tenantId: school.tenantId,
    clientId: guidOf('client', seed),
    teamsAppId: guidOf('teams app', seed),
    site: school.site,
    accounts: school.accounts.map(({ staffCode: _, ...account }) => ({ ...account, enabled: true })),
    groups: school.groups,
    teams: school.teams.map(({ id, name, members, channels }) => ({
      group: id,
      id: (channels.find((channel) => channel.year === undefined) ?? channels[0]!).id,
      name,
      members,
      channels: channels.map((channel) => ({ id: channel.id, name: channel.name, members: channel.members })),
    })),
    people: school.people.map(({ id, roles, says }) => ({ id, roles, says })),
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
