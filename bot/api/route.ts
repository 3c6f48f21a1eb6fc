import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import type { Person } from '../../shared/vocabulary/role.ts';
import { presses } from '../../shared/wording/presses.ts';
import { auditLater } from '../../shared/workflows/audit.ts';
import type { PressData, PressVerb } from '../../shared/workflows/carry-out-press.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import type { AtSchool } from '../../shared/workflows/desks.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { give, refuse } from './answer.ts';
import { readJson } from './read-json.ts';

export interface Asked {
  readonly desk: Desk;
  readonly person: Person;
  /** Every school at which the person has a role; `desk` is the one that is asked. */
  readonly schools: readonly AtSchool[];
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

export type Route = (asked: Asked) => Promise<void>;

/** A look at what one may not see: refused, and left in the audit. */
export const forbid = ({ desk, person, response }: Asked, what: string): void => {
  auditLater(desk, {
    key: `refused/${desk.clock.now().epochMilliseconds}/${what}/${person.id}`,
    by: person,
    verb: 'refused',
    record: what,
    detail: { asked: 'see' },
  });
  refuse(response, 403, presses.notYours);
};

/** The body as the schema reads it; undefined when it is another, which is then answered with the place and what is wrong. */
export const bodyOf = async <T>({ request, response }: Asked, schema: z.ZodType<T>): Promise<T | undefined> => {
  const parsed = schema.safeParse(await readJson(request));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  refuse(response, 400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'not as expected'}`);
  return undefined;
};

/** A page's key is the page's own for each person. */
export const keyOf = ({ person }: Asked, key: string): string => `api/${person.id}/${key}`;

/** One press by the API: the page's key makes a repeat count once. */
export const write =
  <B extends { readonly key: string }, V extends PressVerb>(
    schema: z.ZodType<B>,
    verb: V,
    dataOf: (body: Omit<B, 'key'>) => PressData<V>,
  ): Route =>
  async (asked) => {
    const { desk, person, response } = asked;
    const wanted = await bodyOf(asked, schema);
    if (!wanted) return;
    const { key, ...body } = wanted;
    const taken = await takePress(desk, person, verb, keyOf(asked, key), dataOf(body));
    if (taken.forbidden) return refuse(response, 403, taken.says);
    if (taken.state === 'refused') return refuse(response, 409, taken.says);
    give(response, { state: taken.state, says: taken.says });
  };

/** A property that was not sent is not there: optional fields of a request become absent ones of a press. */
export const present = <T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
