import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { validateManifest } from 'office-addin-manifest';
import { afterAll, describe, expect, test } from 'vitest';
import { filled, packageValues } from '../../manifest/fill.ts';

const values = packageValues({
  TEAMS_APP_ID: '7d0a3d1e-0d2f-4a51-9b6a-0c1f4a1d2e01',
  OFFICE_ADDIN_ID: '7d0a3d1e-0d2f-4a51-9b6a-0c1f4a1d2e02',
  DESK_CLIENT_ID: '7d0a3d1e-0d2f-4a51-9b6a-0c1f4a1d2e03',
  DESK_HOST: 'desk.meadowmere.example',
});
const manifest = JSON.parse(filled('manifest.json', values)) as Record<string, never>;
const xml = filled('add-in-only.xml', values);
const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const validate = async (content: unknown): Promise<boolean | undefined> => {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(content));
  return (await validateManifest(file)).isValid;
};

/** Width and height as the PNG header says. */
const pngSize = (file: string): readonly [number, number] => {
  const bytes = readFileSync(resolve(import.meta.dirname, '../../manifest', file));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
};

describe('the Teams app package: bot, tab and Excel in one manifest', () => {
  test("is valid by Microsoft's own schema, offline", async () => {
    expect(await validate(manifest)).toBe(true);
  });

  test('the validator would notice a scope that Teams does not know', async () => {
    const broken = structuredClone(manifest) as unknown as { bots: { scopes: string[] }[] };
    broken.bots[0]!.scopes = ['staffroom'];
    await expect(validate(broken)).rejects.toThrow(/Invalid value for key "bots"/);
  });

  test('asks for the members of a team where it is installed, and for nothing else', () => {
    expect(manifest.authorization).toEqual({
      permissions: {
        resourceSpecific: ['ChannelSettings.Read.Group', 'TeamMember.Read.Group'].map((name) => ({
          name,
          type: 'Application',
        })),
      },
    });
    expect(manifest.permissions).toEqual(['identity', 'messageTeamMembers']);
  });

  test('every address is on the school’s own host, by https', () => {
    const addresses = JSON.stringify(manifest).match(/https?:\/\/[^"]+/g) ?? [];
    const strangers = addresses.filter(
      (address) =>
        !address.startsWith('https://desk.meadowmere.example/') &&
        !address.startsWith('https://developer.microsoft.com/'),
    );
    expect(addresses.length).toBeGreaterThan(8);
    expect(strangers).toEqual([]);
  });

  test.each([
    ['color.png', 192],
    ['outline.png', 32],
    ['icons/16.png', 16],
    ['icons/32.png', 32],
    ['icons/80.png', 80],
  ])('%s has the size Teams and Excel ask for: %i', (file, size) => {
    expect(pngSize(file)).toEqual([size, size]);
  });
});

describe('the add-in-only manifest, for Excel that does not know unified manifests', () => {
  const contentOf = (tag: string): string | undefined =>
    xml
      .match(new RegExp(`<${tag}(?: DefaultValue="([^"]*)")?/?>(?:([^<]*)<)?`))
      ?.slice(1)
      .find(Boolean);

  test('says the same as the app package: name, version, pane, sign-in', () => {
    const unified = manifest as unknown as {
      version: string;
      name: { short: string };
      description: { short: string };
      webApplicationInfo: { id: string; resource: string };
      extensions: {
        runtimes: { code: { page: string } }[];
        requirements: { capabilities: { name: string; minVersion: string }[] };
      }[];
    };
    expect(contentOf('Version')).toBe(unified.version);
    expect(contentOf('DisplayName')).toBe(unified.name.short);
    expect(contentOf('Description')).toBe(unified.description.short);
    expect(contentOf('SourceLocation')).toBe(unified.extensions[0]!.runtimes[0]!.code.page);
    expect(contentOf('Resource')).toBe(unified.webApplicationInfo.resource);
    const excelApi = unified.extensions[0]!.requirements.capabilities.find(({ name }) => name === 'ExcelApi');
    expect(xml).toContain(`<Set Name="ExcelApi" MinVersion="${excelApi?.minVersion}"/>`);
  });

  test('has the same group of buttons on Home, and the same functions behind them', () => {
    type Control = { label: string; actionId: string; supertip: { description: string } };
    type Extension = {
      runtimes: { actions: { id: string; type: string }[] }[];
      ribbons: { tabs: { builtInTabId: string; groups: { label: string; controls: Control[] }[] }[] }[];
    };
    const [{ runtimes, ribbons }] = (manifest as unknown as { extensions: [Extension] }).extensions;
    const [tab] = ribbons[0]!.tabs;
    const text = (id: string): string | undefined => new RegExp(`id="${id}" DefaultValue="([^"]*)"`).exec(xml)?.[1];
    const buttons = [...xml.matchAll(/<Control xsi:type="Button" id="(\w+)Button">[\s\S]*?<\/Control>/g)].map(
      ([control, id]) => [
        text(`${id}.Label`),
        text(`${id}.Tooltip`),
        /<FunctionName>(\w+)<\/FunctionName>/.exec(control)?.[1],
      ],
    );
    expect([tab!.builtInTabId, tab!.groups[0]!.label]).toEqual(['TabHome', text('DeskGroup.Label')]);
    expect(buttons.map(([label]) => label)).toEqual(['Update', 'Pupil', 'Stages', 'Meeting pack']);
    expect(tab!.groups[0]!.controls.map((one) => [one.label, one.supertip.description, one.actionId])).toEqual(buttons);
    const functions = runtimes[0]!.actions.flatMap(({ id, type }) => (type === 'executeFunction' ? id : []));
    expect(functions).toEqual(buttons.map(([, , name]) => name));
  });

  test('runs them in the pane’s own page, which is there before the pane is shown', () => {
    expect(xml).toContain('<Runtime resid="Pane.Url" lifetime="long"/>');
    expect(xml).toContain('<FunctionFile resid="Pane.Url"/>');
  });

  test('has an id of its own: Excel takes two packages with one id for one', () => {
    expect(contentOf('Id')).toBe(values.OFFICE_ADDIN_ID);
    expect(values.OFFICE_ADDIN_ID).not.toBe(values.TEAMS_APP_ID);
  });

  test('every resource that is named is there, and none is there unnamed', () => {
    const named = [...xml.matchAll(/resid="([^"]+)"/g)].map(([, id]) => id!);
    const given = [...xml.matchAll(/<bt:(?:Image|Url|String) id="([^"]+)"/g)].map(([, id]) => id!);
    expect([...new Set(named)].sort()).toEqual([...given].sort());
  });

  test('every tag that is opened is closed', () => {
    const open: string[] = [];
    for (const [, close, tag, self] of xml.matchAll(/<(\/?)([A-Za-z][\w:.]*)[^>]*?(\/?)>/g)) {
      if (self === '/') continue;
      if (close === '/') expect(open.pop()).toBe(tag);
      else open.push(tag!);
    }
    expect(open).toEqual([]);
  });
});

describe('a package is not built from half the settings', () => {
  test('each missing or wrong one is named with what is expected', () => {
    expect(() => packageValues({ TEAMS_APP_ID: 'not-a-guid', DESK_HOST: 'https://desk' })).toThrow(
      /TEAMS_APP_ID: expected a GUID[\s\S]*OFFICE_ADDIN_ID: expected a GUID[\s\S]*DESK_CLIENT_ID: expected a GUID[\s\S]*DESK_HOST: expected a host name/,
    );
  });
});
