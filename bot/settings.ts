import { z } from 'zod';
import { readSchoolsConfig, type SchoolSettings, type TrustSettings } from './schools-config.ts';

/** Where Microsoft 365 is and who the desk is there. The local tenant gives these for itself. */
export interface TenantSettings {
  readonly tenantId: string;
  /** One app registration: the bot's id, the audience of the API, the client of Graph. */
  readonly clientId: string;
  readonly credential: Credential;
  /** The id of the school's SharePoint site; where there are several schools the first one's. */
  readonly site: string;
  readonly schools: readonly [SchoolSettings, ...SchoolSettings[]];
  readonly trust: TrustSettings | undefined;
  /** Without `/v1.0` and without a slash at the end; so are all addresses here, except `teamsUrl`. */
  readonly graphUrl: string;
  /** The connector's service address, with a slash at the end. */
  readonly teamsUrl: string;
  readonly loginUrl: string;
  readonly botMetadataUrl: string;
  readonly botTokenIssuer: string;
  readonly apiAudience: string;
  readonly apiIssuer: string;
  readonly apiKeysUrl: string;
  /** The app's id in the Teams catalogue, for links into the tab. */
  readonly teamsAppId: string;
  /** Signs the data of buttons. */
  readonly pressKey: string;
}

export type Credential =
  | { readonly kind: 'managed-identity'; readonly clientId: string }
  | { readonly kind: 'certificate'; readonly file: string }
  | { readonly kind: 'secret'; readonly secret: string };

/** The settings of the stand-in; they are refused beside a real tenant. */
export interface LocalSettings {
  readonly port: number;
  readonly seed: number;
  readonly canary: boolean;
  /** How many schools; undefined: as many as the folder holds, in a new one a single one. */
  readonly schools: number | undefined;
  /** `2026-03-10T08:30`, school time; undefined: the sample morning, played fast to 09:16. */
  readonly clock: string | undefined;
  readonly frozen: boolean;
  /** A loopback proxy in front of the local tenant. */
  readonly graphUrl: string | undefined;
  readonly teamsUrl: string | undefined;
}

export interface Settings {
  readonly port: number;
  /** The folder of embedded data. */
  readonly data: string;
  readonly databaseUrl: string | undefined;
  /** Where Teams reaches the desk: for `doctor`, which knocks there. */
  readonly address: string | undefined;
  readonly playground: boolean;
  /** Undefined: no tenant is set, and the local one is loaded. */
  readonly tenant: TenantSettings | undefined;
  readonly local: LocalSettings;
}

/** The settings of a desk that knows its tenant: what `openDesk` takes. */
export type DeskSettings = Settings & { readonly tenant: TenantSettings };

/** The same desk for one of its schools alone. */
export const forSchool = (settings: DeskSettings, school: SchoolSettings): DeskSettings => ({
  ...settings,
  tenant: { ...settings.tenant, site: school.site, schools: [school] },
});

/** Everything wrong with the environment at once: each with its name and what is expected. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The settings are not right:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The names that say "a real tenant". `GRAPH_URL` and `TEAMS_URL` alone may name a proxy before the local one. */
const tenantNames = [
  'M365_TENANT_ID',
  'DESK_CLIENT_ID',
  'DESK_MANAGED_IDENTITY',
  'DESK_CLIENT_CERTIFICATE',
  'DESK_CLIENT_SECRET',
  'DESK_SITE',
  'DESK_CONFIG',
  'LOGIN_URL',
  'BOT_METADATA_URL',
  'BOT_TOKEN_ISSUER',
  'DESK_API_AUDIENCE',
  'DESK_API_ISSUER',
  'DESK_API_KEYS_URL',
  'TEAMS_APP_ID',
] as const;

/** The names that ask for the local tenant. */
const localNames = [
  'TENANT_PORT',
  'DESK_CLOCK',
  'DESK_CLOCK_FROZEN',
  'DESK_SEED',
  'DESK_SCHOOLS',
  'DESK_NAMES',
  'DESK_PLAYGROUND',
] as const;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && loopbackHosts.has(new URL(address).hostname);

const port = (missing: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'a port number, 0 for a free one')
    .transform(Number)
    .refine((number) => number <= 65535, 'a port number, 0 for a free one')
    .default(missing);

const flag = z
  .enum(['0', '1'], { error: '1 or 0' })
  .transform((text) => text === '1')
  .default(false);

const address = z
  .string()
  .refine(
    (text) => URL.canParse(text) && (new URL(text).protocol === 'https:' || isLoopback(text)),
    'an https address (http only for this machine)',
  )
  .transform((text) => text.replace(/\/+$/, ''));

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'an id like 00000000-0000-0000-0000-000000000000');

const text = (expected: string) => z.string({ error: `${expected}, but it is missing` }).min(1, expected);

const required = (schema: z.ZodString, expected: string) =>
  z.string({ error: `${expected}, but it is missing` }).pipe(schema);

const ownSettings = z.object({
  PORT: port(3978),
  DESK_DATA: text('a folder').default('.desk'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address like postgresql://user@server/database')
    .optional(),
  DESK_ADDRESS: address.optional(),
  DESK_PLAYGROUND: flag,
  TENANT_PORT: port(4000),
  DESK_CLOCK: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'a school time like 2026-03-10T08:30')
    .optional(),
  DESK_CLOCK_FROZEN: flag,
  DESK_SEED: z
    .string()
    .regex(/^\d{1,9}$/, 'a whole number')
    .transform(Number)
    .default(1),
  DESK_SCHOOLS: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'a number of schools from 1 to 100')
    .transform(Number)
    .optional(),
  DESK_NAMES: z.literal('canary', { error: 'canary, or nothing' }).optional(),
});

const tenantSettings = z.object({
  M365_TENANT_ID: required(guid, "the tenant's id"),
  DESK_CLIENT_ID: required(guid, "the app registration's id"),
  DESK_MANAGED_IDENTITY: text("the managed identity's client id").optional(),
  DESK_CLIENT_CERTIFICATE: text('a PEM file with the private key and the certificate').optional(),
  DESK_CLIENT_SECRET: text('the client secret').optional(),
  DESK_SITE: text("the site's id"),
  GRAPH_URL: address.default('https://graph.microsoft.com'),
  TEAMS_URL: address.default('https://smba.trafficmanager.net/uk'),
  LOGIN_URL: address.default('https://login.microsoftonline.com'),
  BOT_METADATA_URL: address.default('https://login.botframework.com/v1/.well-known/openidconfiguration'),
  BOT_TOKEN_ISSUER: text('the issuer of Teams’ tokens').default('https://api.botframework.com'),
  DESK_API_AUDIENCE: text('the audience of the tab’s tokens').optional(),
  DESK_API_ISSUER: address.optional(),
  DESK_API_KEYS_URL: address.optional(),
  TEAMS_APP_ID: text("the app's id in the Teams catalogue"),
  DESK_PRESS_KEY: z
    .string({ error: 'a secret of 32 characters or more, but it is missing' })
    .min(32, 'a secret of 32 characters or more'),
});

const expected = (error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`);

/** An empty value is the same as none, as shells and app settings pages write it. */
const given = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );

const credentialOf = (parsed: z.infer<typeof tenantSettings>): Credential | undefined => {
  if (parsed.DESK_MANAGED_IDENTITY) return { kind: 'managed-identity', clientId: parsed.DESK_MANAGED_IDENTITY };
  if (parsed.DESK_CLIENT_CERTIFICATE) return { kind: 'certificate', file: parsed.DESK_CLIENT_CERTIFICATE };
  if (parsed.DESK_CLIENT_SECRET) return { kind: 'secret', secret: parsed.DESK_CLIENT_SECRET };
  return undefined;
};

const credentialProblem =
  'DESK_MANAGED_IDENTITY, DESK_CLIENT_CERTIFICATE or DESK_CLIENT_SECRET: expected one of them, but none is given';

type Schools = Pick<TenantSettings, 'schools' | 'trust'>;

/** The schools that the environment names: those of `DESK_CONFIG`, or the one of `DESK_SITE`, known by its site. */
const schoolsOf = ({ DESK_CONFIG: config, DESK_SITE: site }: Record<string, string>): Schools | readonly string[] => {
  if (config === undefined)
    return { schools: [{ id: site ?? '', name: undefined, site: site ?? '', places: {} }], trust: undefined };
  const read = readSchoolsConfig(config);
  if ('problems' in read) return read.problems;
  const { schools, trust } = read.config;
  if (site !== undefined && !schools.some((school) => school.site === site))
    return ['DESK_SITE: expected one of the sites of DESK_CONFIG, or not to be set beside it'];
  return { schools: schools as TenantSettings['schools'] & SchoolSettings[], trust };
};

const parseTenant = (environment: Environment): { tenant?: TenantSettings; problems: string[] } => {
  const values = given(environment);
  const schools = schoolsOf(values);
  if (!('schools' in schools)) {
    // The rest is looked at as well: all that is wrong is said at once.
    const { DESK_CONFIG: _config, ...rest } = environment;
    return { problems: [...parseTenant({ ...rest, DESK_SITE: 'unknown' }).problems, ...schools] };
  }
  const parsed = tenantSettings.safeParse(
    values.DESK_CONFIG === undefined ? values : { ...values, DESK_SITE: schools.schools[0].site },
  );
  const noCredential = ['DESK_MANAGED_IDENTITY', 'DESK_CLIENT_CERTIFICATE', 'DESK_CLIENT_SECRET'].every(
    (name) => values[name] === undefined,
  );
  if (!parsed.success || noCredential)
    return {
      problems: [...(parsed.error ? expected(parsed.error) : []), ...(noCredential ? [credentialProblem] : [])],
    };
  const { data } = parsed;
  return {
    problems: [],
    tenant: {
      tenantId: data.M365_TENANT_ID,
      clientId: data.DESK_CLIENT_ID,
      credential: credentialOf(data)!,
      site: schools.schools[0].site,
      ...schools,
      graphUrl: data.GRAPH_URL,
      teamsUrl: `${data.TEAMS_URL}/`,
      loginUrl: data.LOGIN_URL,
      botMetadataUrl: data.BOT_METADATA_URL,
      botTokenIssuer: data.BOT_TOKEN_ISSUER,
      apiAudience: data.DESK_API_AUDIENCE ?? data.DESK_CLIENT_ID,
      apiIssuer: data.DESK_API_ISSUER ?? `${data.LOGIN_URL}/${data.M365_TENANT_ID}/v2.0`,
      apiKeysUrl: data.DESK_API_KEYS_URL ?? `${data.LOGIN_URL}/${data.M365_TENANT_ID}/discovery/v2.0/keys`,
      teamsAppId: data.TEAMS_APP_ID,
      pressKey: data.DESK_PRESS_KEY,
    },
  };
};

/**
 * The environment, parsed once. Throws SettingsError with all problems. With none of the tenant's settings `tenant` is
 * undefined: the local one is meant. A real tenant and settings of the local one together are refused.
 */
export const readSettings = (environment: Environment): Settings => {
  const values = given(environment);
  const own = ownSettings.safeParse(values);
  const problems = own.success ? [] : expected(own.error);
  const real = tenantNames.filter((name) => values[name] !== undefined);
  let tenant: TenantSettings | undefined;
  if (real.length > 0) {
    const parsed = parseTenant(environment);
    problems.push(...parsed.problems);
    tenant = parsed.tenant;
    for (const name of localNames)
      if (values[name] !== undefined && values[name] !== '0')
        problems.push(
          `${name}: expected not to be set beside a real tenant (${real[0]} is set); it is for the local one`,
        );
  } else
    for (const name of ['GRAPH_URL', 'TEAMS_URL'])
      if (values[name] !== undefined && !isLoopback(values[name]))
        problems.push(
          `${name}: expected a loopback address before the local tenant, or the settings of a real tenant with it`,
        );
  if (!own.success || problems.length > 0) throw new SettingsError(problems);
  const { data } = own;
  return {
    port: data.PORT,
    data: data.DESK_DATA,
    databaseUrl: data.DATABASE_URL,
    address: data.DESK_ADDRESS,
    playground: data.DESK_PLAYGROUND,
    tenant,
    local: {
      port: data.TENANT_PORT,
      seed: data.DESK_SEED,
      canary: data.DESK_NAMES === 'canary',
      schools: data.DESK_SCHOOLS,
      clock: data.DESK_CLOCK,
      frozen: data.DESK_CLOCK_FROZEN,
      graphUrl: tenant ? undefined : values.GRAPH_URL,
      teamsUrl: tenant ? undefined : values.TEAMS_URL,
    },
  };
};

/** The settings of a desk on the local tenant: what the tenant says of itself, with the proxies named outside. */
export const onLocalTenant = (settings: Settings, environment: Environment): DeskSettings => {
  const { graphUrl, teamsUrl } = settings.local;
  const { tenant, problems } = parseTenant({
    ...environment,
    ...(graphUrl === undefined ? {} : { GRAPH_URL: graphUrl }),
    ...(teamsUrl === undefined ? {} : { TEAMS_URL: teamsUrl }),
  });
  if (!tenant) throw new SettingsError(problems);
  return { ...settings, tenant };
};
