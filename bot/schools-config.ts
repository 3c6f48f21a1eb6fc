import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One school of a desk: its id in every job, row and log line, its site, and where in it the school keeps things. */
export interface SchoolSettings {
  /** `larkrise`; with a single site in the environment the site's id. */
  readonly id: string;
  /** Undefined: the policy says it. */
  readonly name: string | undefined;
  /** The id of the school's SharePoint site. */
  readonly site: string;
  readonly places: SchoolPlaces;
}

/** Paths in the site's library, where they are not the usual ones. */
export interface SchoolPlaces {
  /** Instead of `Desk/policy.json`. */
  readonly policy?: string | undefined;
  /** Instead of `Desk/calendar.json`. */
  readonly calendar?: string | undefined;
  /** The folder into which the MIS exports, instead of `Inbox`. */
  readonly inbox?: string | undefined;
}

/** Who sees the trust's own summary: counts of each school, and nothing else crosses schools. */
export interface TrustSettings {
  readonly name: string;
  /** The id of an Entra group. */
  readonly group: string;
}

const path = z
  .string()
  .regex(/^[^/\\:*?"<>|]+(\/[^/\\:*?"<>|]+)*$/, 'a path in the library like Desk/policy.json')
  .refine((text) => !text.split('/').some((part) => part === '.' || part === '..'), 'a path without . and ..');

const school = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,30}$/, 'a short id of small letters, digits and hyphens, like larkrise'),
  name: z.string().min(1, 'a name'),
  site: z.string().min(1, "the site's id"),
  policy: path.optional(),
  calendar: path.optional(),
  inbox: path.optional(),
});

const config = z
  .object({
    trust: z.object({ name: z.string().min(1, 'a name'), group: z.string().min(1, "a group's id") }).optional(),
    schools: z.array(school).min(1, 'one school or more'),
  })
  .superRefine(({ schools }, context) => {
    for (const field of ['id', 'site'] as const)
      for (const [at, each] of schools.entries())
        if (schools.findIndex((other) => other[field] === each[field]) !== at)
          context.addIssue({ code: 'custom', path: ['schools', at, field], message: 'one that no other school has' });
  });

export interface SchoolsConfig {
  readonly schools: readonly SchoolSettings[];
  readonly trust: TrustSettings | undefined;
}

const expectedFile = "DESK_CONFIG: expected a JSON file with the trust's schools";

const textOf = (given: string): string | undefined => {
  if (given.trimStart().startsWith('{')) return given;
  try {
    return readFileSync(given, 'utf8');
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** `DESK_CONFIG`: the file's path, or the JSON itself. Every problem with its place: `DESK_CONFIG schools.1.site`. */
export const readSchoolsConfig = (
  given: string,
): { readonly config: SchoolsConfig } | { readonly problems: readonly string[] } => {
  const text = textOf(given);
  if (text === undefined) return { problems: [`${expectedFile}, but it cannot be read`] };
  const json = parsed(text);
  if (json === undefined) return { problems: [`${expectedFile}, but it is not JSON`] };
  const { data, error } = config.safeParse(json);
  if (error)
    return {
      problems: error.issues.map(({ path: at, message }) => `DESK_CONFIG ${at.join('.')}: expected ${message}`),
    };
  return {
    config: {
      trust: data.trust,
      schools: data.schools.map(({ id, name, site, ...places }) => ({ id, name, site, places })),
    },
  };
};
