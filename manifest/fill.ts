import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a school's own app package says that another school's does not. */
export interface PackageValues {
  /** The app's id in the Teams catalogue. */
  readonly TEAMS_APP_ID: string;
  /** The id of the add-in-only package; never the Teams app's. */
  readonly OFFICE_ADDIN_ID: string;
  /** The app registration: bot, API and sign-in. */
  readonly DESK_CLIENT_ID: string;
  /** The public host of the desk, without scheme: `desk.example.sch.uk`. */
  readonly DESK_HOST: string;
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const host = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/i;

/** Reads the values from the environment; throws one error that names each missing or wrong one. */
export const packageValues = (environment: Readonly<Record<string, string | undefined>>): PackageValues => {
  const { TEAMS_APP_ID = '', OFFICE_ADDIN_ID = '', DESK_CLIENT_ID = '', DESK_HOST = '' } = environment;
  const values = { TEAMS_APP_ID, OFFICE_ADDIN_ID, DESK_CLIENT_ID, DESK_HOST };
  const wrong = Object.entries(values)
    .filter(([name, value]) => !(name === 'DESK_HOST' ? host : guid).test(value))
    .map(([name]) => `${name}: expected ${name === 'DESK_HOST' ? 'a host name like desk.example.sch.uk' : 'a GUID'}`);
  if (wrong.length > 0) throw new Error(`The app package needs these settings:\n  ${wrong.join('\n  ')}`);
  return values;
};

/** A manifest of this folder with its `${{NAME}}` places filled, the way Microsoft's toolkit fills them. */
export const filled = (file: 'manifest.json' | 'add-in-only.xml', values: PackageValues): string =>
  readFileSync(join(import.meta.dirname, file), 'utf8').replaceAll(/\$\{\{(\w+)\}\}/g, (_place, name: string) => {
    const value = (values as unknown as Readonly<Record<string, string>>)[name];
    if (value === undefined) throw new Error(`${file} names \${{${name}}}, which is no setting of the package`);
    return value;
  });
