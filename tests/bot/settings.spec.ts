import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forSchool, onLocalTenant, readSettings, SettingsError } from '../../bot/settings.ts';

const real = {
  M365_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  DESK_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
  DESK_CLIENT_SECRET: 'secret',
  DESK_SITE: 'school.sharepoint.com,3,4',
  TEAMS_APP_ID: '55555555-5555-4555-8555-555555555555',
  DESK_PRESS_KEY: 'x'.repeat(32),
};
const problems = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('no tenant named: the local one', () => {
  test('everything has its default', () => {
    expect(readSettings({})).toEqual({
      port: 3978,
      data: '.desk',
      databaseUrl: undefined,
      playground: false,
      tenant: undefined,
      local: {
        port: 4000,
        seed: 1,
        canary: false,
        schools: undefined,
        clock: undefined,
        frozen: false,
        graphUrl: undefined,
        teamsUrl: undefined,
      },
    });
  });

  test('an empty value is the same as none', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', M365_TENANT_ID: '' }).tenant).toBeUndefined();
  });

  test('a loopback proxy may stand before it, another address may not', () => {
    const settings = readSettings({ GRAPH_URL: 'http://localhost:9001/graph' });
    const desk = onLocalTenant(settings, { ...real, GRAPH_URL: 'http://localhost:4000/graph' });
    expect(desk.tenant.graphUrl).toBe('http://localhost:9001/graph');
    expect(problems({ GRAPH_URL: 'https://graph.microsoft.com' })).toEqual([
      'GRAPH_URL: expected a loopback address before the local tenant, or the settings of a real tenant with it',
    ]);
  });
});

describe('a real tenant', () => {
  test('the rest follows from its ids', () => {
    expect(readSettings(real).tenant).toMatchObject({
      graphUrl: 'https://graph.microsoft.com',
      teamsUrl: 'https://smba.trafficmanager.net/uk/',
      apiAudience: real.DESK_CLIENT_ID,
      apiIssuer: `https://login.microsoftonline.com/${real.M365_TENANT_ID}/v2.0`,
      apiKeysUrl: `https://login.microsoftonline.com/${real.M365_TENANT_ID}/discovery/v2.0/keys`,
      credential: { kind: 'secret', secret: 'secret' },
    });
  });

  test('managed identity goes before certificate, certificate before secret', () => {
    const certificate = { ...real, DESK_CLIENT_CERTIFICATE: '/run/desk.pem' };
    expect(readSettings(certificate).tenant?.credential.kind).toBe('certificate');
    expect(readSettings({ ...certificate, DESK_MANAGED_IDENTITY: 'id' }).tenant?.credential.kind).toBe(
      'managed-identity',
    );
  });

  test('all that is missing is said at once, with what is expected', () => {
    expect(problems({ DESK_CLIENT_ID: 'desk' })).toEqual([
      "M365_TENANT_ID: expected the tenant's id, but it is missing",
      'DESK_CLIENT_ID: expected an id like 00000000-0000-0000-0000-000000000000',
      "DESK_SITE: expected the site's id, but it is missing",
      "TEAMS_APP_ID: expected the app's id in the Teams catalogue, but it is missing",
      'DESK_PRESS_KEY: expected a secret of 32 characters or more, but it is missing',
      'DESK_MANAGED_IDENTITY, DESK_CLIENT_CERTIFICATE or DESK_CLIENT_SECRET: expected one of them, but none is given',
    ]);
  });

  test.each([
    ['DESK_PLAYGROUND', '1'],
    ['DESK_CLOCK', '2026-03-10T08:30'],
    ['DESK_SEED', '2'],
    ['TENANT_PORT', '4000'],
  ])('%s beside it is refused: it is the local tenant’s', (name, value) => {
    expect(problems({ ...real, [name]: value })).toEqual([
      `${name}: expected not to be set beside a real tenant (M365_TENANT_ID is set); it is for the local one`,
    ]);
  });

  test('nothing but this machine is spoken to without https', () => {
    expect(problems({ ...real, GRAPH_URL: 'http://graph.example' })).toEqual([
      'GRAPH_URL: expected an https address (http only for this machine)',
    ]);
  });
});

test.each([
  ['PORT', '70000', 'a port number, 0 for a free one'],
  ['DESK_CLOCK', 'tomorrow', 'a school time like 2026-03-10T08:30'],
  ['DESK_CLOCK_FROZEN', 'yes', '1 or 0'],
  ['DATABASE_URL', 'mysql://x', 'an address like postgresql://user@server/database'],
  ['DESK_NAMES', 'real', 'canary, or nothing'],
])('%s=%s is refused', (name, value, expected) => {
  expect(problems({ [name]: value })).toEqual([`${name}: expected ${expected}`]);
});

describe('several schools: DESK_CONFIG', () => {
  const { DESK_SITE: _site, ...trust } = real;
  const schools = [
    { id: 'larkrise', name: 'Larkrise Academy', site: 'school.sharepoint.com,3,4', inbox: 'MIS/Export' },
    { id: 'northgate', name: 'Northgate School', site: 'school.sharepoint.com,5,6' },
  ];
  const config = { trust: { name: 'Fenwick Trust', group: 'group-1' }, schools };

  test('a file names them, each with its site and where it keeps things', () => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-config-'));
    const file = join(folder, 'trust.json');
    writeFileSync(file, JSON.stringify(config));
    const { tenant } = readSettings({ ...trust, DESK_CONFIG: file });
    rmSync(folder, { recursive: true });
    expect(tenant?.schools).toEqual([
      {
        id: 'larkrise',
        name: 'Larkrise Academy',
        site: 'school.sharepoint.com,3,4',
        places: { inbox: 'MIS/Export' },
      },
      { id: 'northgate', name: 'Northgate School', site: 'school.sharepoint.com,5,6', places: {} },
    ]);
    expect(tenant?.trust).toEqual({ name: 'Fenwick Trust', group: 'group-1' });
  });

  test('the JSON itself may stand there; one school of it is a desk like any other', () => {
    const settings = readSettings({ ...trust, DESK_CONFIG: JSON.stringify(config) });
    const one = forSchool({ ...settings, tenant: settings.tenant! }, settings.tenant!.schools[1]!);
    expect([one.tenant.site, one.tenant.schools.map(({ id }) => id)]).toEqual([
      'school.sharepoint.com,5,6',
      ['northgate'],
    ]);
  });

  test('with a site alone there is one school, known by its site', () => {
    expect(readSettings(real).tenant).toMatchObject({
      schools: [{ id: real.DESK_SITE, site: real.DESK_SITE }],
      trust: undefined,
    });
  });

  test.each([
    [
      'no such file',
      './not-there.json',
      "DESK_CONFIG: expected a JSON file with the trust's schools, but it cannot be read",
    ],
    ['no JSON', '{ schools', "DESK_CONFIG: expected a JSON file with the trust's schools, but it is not JSON"],
    ['no school', '{ "schools": [] }', 'DESK_CONFIG schools: expected one school or more'],
    [
      'one id twice',
      JSON.stringify({ schools: [schools[0], { ...schools[1], id: 'larkrise' }] }),
      'DESK_CONFIG schools.1.id: expected one that no other school has',
    ],
    [
      'one site twice: two desks would write the same lists',
      JSON.stringify({ schools: [schools[0], { ...schools[1], site: schools[0]!.site }] }),
      'DESK_CONFIG schools.1.site: expected one that no other school has',
    ],
    [
      'a path out of the library',
      JSON.stringify({ schools: [{ ...schools[0], inbox: '../Other' }] }),
      'DESK_CONFIG schools.0.inbox: expected a path without . and ..',
    ],
    [
      'an id with spaces',
      JSON.stringify({ schools: [{ ...schools[0], id: 'Lark Rise' }] }),
      'DESK_CONFIG schools.0.id: expected a short id of small letters, digits and hyphens, like larkrise',
    ],
  ])('%s is said with its place', (_says, given, expected) => {
    expect(problems({ ...trust, DESK_CONFIG: given })).toEqual([expected]);
  });

  test('a site beside it that is none of them is refused, and so is the file without a tenant', () => {
    expect(problems({ ...real, DESK_SITE: 'another', DESK_CONFIG: JSON.stringify(config) })).toEqual([
      'DESK_SITE: expected one of the sites of DESK_CONFIG, or not to be set beside it',
    ]);
    expect(problems({ DESK_CONFIG: JSON.stringify(config) })).toContain(
      "M365_TENANT_ID: expected the tenant's id, but it is missing",
    );
  });
});
