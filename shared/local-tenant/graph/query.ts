import type { GraphCall } from './graph-call.ts';
import { invalidRequest } from './graph-error.ts';

/** Refuses query options that the route does not know, as Graph does. */
export const allowOptions = ({ query }: GraphCall, ...known: readonly string[]): void => {
  for (const name of query.keys())
    if (name.startsWith('$') && !known.includes(name))
      throw invalidRequest(`The query option '${name}' is not supported here.`);
};

const skipPrefix = 'Paged=TRUE&p_ID=';

/** `$top` and where a page begins. Throws the Graph error for a wrong one. */
export const pageOf = ({ query }: GraphCall, normal: number, most: number): { top: number; after: number } => {
  const top = query.get('$top');
  if (top !== null && !/^[1-9]\d*$/.test(top))
    throw invalidRequest(`Invalid value '${top}' for $top: a whole number above zero is expected.`);
  const token = query.get('$skiptoken');
  if (token === null) return { top: Math.min(Number(top ?? normal), most), after: 0 };
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(skipPrefix)) throw invalidRequest('Invalid skip token.');
  return { top: Math.min(Number(top ?? normal), most), after: Number(text.slice(skipPrefix.length)) };
};

/** The absolute address of the next page: the same question, from where this page ended. */
export const nextLink = (call: GraphCall, after: number): string => {
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', Buffer.from(`${skipPrefix}${after}`).toString('base64url'));
  const text = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${call.base}${call.path}?${text}`;
};

/** `$select=a,b`: only these (and the annotations); everything when it is absent. */
export const selected = (value: Readonly<Record<string, unknown>>, select: string | null): Record<string, unknown> => {
  if (select === null || select === '') return { ...value };
  const wanted = new Set(select.split(',').map((name) => name.trim().toLowerCase()));
  return Object.fromEntries(
    Object.entries(value).filter(([name]) => name.startsWith('@') || wanted.has(name.toLowerCase())),
  );
};
