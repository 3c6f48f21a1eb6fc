import { describe, expect, test } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

export const peopleCases = (tenant: () => ContractTenant): void => {
  describe('people, groups and teams', () => {
    /** In a real tenant the settings name them; without, there is nothing to look at. */
    const withA = (
      what: 'team' | 'person' | 'group',
      says: string,
      page: string,
      keep: (id: string) => Promise<void>,
    ) =>
      test(`${says} (${page})`, async (context) => {
        const id = tenant()[what];
        if (id === undefined) context.skip(`CONTRACT_${what.toUpperCase()} is not set`);
        else await keep(id);
      });
    const select = '$select=id,displayName,mail,userPrincipalName,accountEnabled';

    withA('person', 'a person is read by object id', 'graph/api/user-get', async (id) => {
      const { status, json } = await tenant().ask('GET', `/users/${id}?${select}`);
      expect(status).toBe(200);
      expect(json).toMatchObject({ id, displayName: expect.any(String), accountEnabled: expect.any(Boolean) });
      expect((await tenant().ask('GET', `/users/${id}`)).json.accountEnabled).toBeUndefined();
    });

    promised('a person who is not there is Request_ResourceNotFound', 'graph/api/user-get', async () => {
      const answer = await tenant().ask('GET', '/users/00000000-0000-4000-a000-000000000000');
      expect(answer).toMatchObject({ status: 404, json: { error: { code: 'Request_ResourceNotFound' } } });
    });

    promised('people come in pages', 'graph/api/user-list', async () => {
      const { json } = await tenant().ask('GET', `/users?${select}&$top=2`);
      expect(json.value).toHaveLength(2);
      expect(json['@odata.nextLink']).toEqual(expect.any(String));
      const next = await tenant().ask('GET', json['@odata.nextLink']);
      expect(next.json.value[0].id).not.toBe(json.value[0].id);
    });

    withA('group', 'a group and its members', 'graph/api/group-list-members', async (id) => {
      expect((await tenant().ask('GET', `/groups/${id}?$select=id,displayName`)).json).toMatchObject({ id });
      const { json } = await tenant().ask('GET', `/groups/${id}/members?${select}&$top=999`);
      expect(json.value.length).toBeGreaterThan(0);
      expect(json.value[0]).toMatchObject({ id: expect.any(String), displayName: expect.any(String) });
    });

    withA('group', 'which of some groups a person is in', 'graph/api/directoryobject-checkmembergroups', async (id) => {
      const groupIds = [id, '00000000-0000-4000-a000-000000000000'];
      const { json: members } = await tenant().ask('GET', `/groups/${id}/members`);
      const answer = await tenant().ask('POST', `/users/${members.value[0].id}/checkMemberGroups`, { groupIds });
      expect(answer).toMatchObject({ status: 200, json: { value: [id] } });
    });

    withA('team', 'a team and its channels', 'graph/api/channel-list', async (id) => {
      expect((await tenant().ask('GET', `/teams/${id}`)).json).toMatchObject({ id, displayName: expect.any(String) });
      const { json } = await tenant().ask('GET', `/teams/${id}/channels?$select=id,displayName`);
      expect(json.value[0]).toMatchObject({ id: expect.stringMatching(/^19:/), displayName: expect.any(String) });
    });

    withA('team', 'the app stands among those installed in it', 'graph/api/team-list-installedapps', async (id) => {
      const { json } = await tenant().ask('GET', `/teams/${id}/installedApps?$expand=teamsApp,teamsAppDefinition`);
      expect(json.value[0]).toMatchObject({
        id: expect.any(String),
        teamsApp: { id: expect.any(String), externalId: expect.any(String) },
        teamsAppDefinition: { version: expect.any(String) },
      });
      const { externalId } = json.value[0].teamsApp;
      const filter = (value: string) => `$expand=teamsApp&$filter=teamsApp/externalId eq '${value}'`;
      const found = await tenant().ask('GET', `/teams/${id}/installedApps?${filter(externalId)}`);
      expect(found.json.value).toHaveLength(1);
      const none = '00000000-0000-4000-a000-000000000000';
      expect((await tenant().ask('GET', `/teams/${id}/installedApps?${filter(none)}`)).json.value).toEqual([]);
    });

    withA('person', 'and among those of a person', 'graph/api/userteamwork-list-installedapps', async (id) => {
      const { json } = await tenant().ask('GET', `/users/${id}/teamwork/installedApps?$expand=teamsApp`);
      expect(json.value[0]).toMatchObject({ teamsApp: { externalId: expect.any(String) } });
    });

    withA('team', 'what the team gave the app', 'graph/api/team-list-permissiongrants', async (id) => {
      const { json } = await tenant().ask('GET', `/teams/${id}/permissionGrants`);
      expect(json.value.map(({ permission }: { permission: string }) => permission)).toContain('TeamMember.Read.Group');
    });
  });
};
