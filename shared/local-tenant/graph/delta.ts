import type { Change, ChangesAsked } from '../store/site-changes.ts';
import { context, type GraphAnswer, type GraphCall } from './graph-call.ts';
import { GraphError, invalidRequest } from './graph-error.ts';
import { allowOptions, pageOf } from './query.ts';

/** Where somebody who follows changes has got to; `first`: still enumerating what there is. */
interface DeltaToken {
  readonly epoch: number;
  /** The list, or `drive`. */
  readonly scope: string;
  readonly after: number;
  readonly first: boolean;
}

const textOfToken = ({ epoch, scope, after, first }: DeltaToken): string =>
  Buffer.from(`${epoch};${scope};${after};${first ? 1 : 0}`).toString('base64url');

const readToken = (text: string): DeltaToken | undefined => {
  const found = /^(\d+);([\w-]+);(\d+);([01])$/.exec(Buffer.from(text, 'base64url').toString('utf8'));
  if (!found) return undefined;
  const [, epoch, scope, after, first] = found;
  return { epoch: Number(epoch), scope: scope!, after: Number(after), first: first === '1' };
};

/** The same question with another token. */
const linkWith = (call: GraphCall, token: string | undefined): string => {
  const query = new URLSearchParams(call.query);
  query.delete('token');
  if (token !== undefined) query.set('token', token);
  const text = [...query].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return `${call.base}${call.path}${text === '' ? '' : `?${text}`}`;
};

/**
 * The token is too old: everything is to be enumerated again, from the address in `Location`
 * (https://learn.microsoft.com/graph/api/listitem-delta, driveitem-delta: 410 Gone).
 */
const resync = (call: GraphCall): GraphError =>
  new GraphError(410, 'resyncRequired', 'The delta token is no longer valid, and the app must reset the sync state.', {
    inner: 'resyncChangesApplyDifferences',
    headers: { location: linkWith(call, undefined) },
  });

const tokenOf = async (call: GraphCall, scope: string): Promise<DeltaToken | 'latest'> => {
  const { epoch } = call.site().changes;
  const text = call.query.get('token');
  if (text === null) return { epoch, scope, after: 0, first: true };
  if (text === 'latest') return 'latest';
  const token = readToken(text);
  if (token?.scope !== scope) throw invalidRequest('The provided token is not valid.');
  if (token.epoch !== epoch) throw resync(call);
  return token;
};

const pageNormal = 200;
const pageMost = 5000;

export interface DeltaParts<T> {
  readonly scope: string;
  /** `Collection(listItem)` */
  readonly what: string;
  readonly changes: (asked: ChangesAsked) => Promise<Change<T>[]>;
  /** The changes of a page as Graph shows them. */
  readonly show: (changes: readonly Change<T>[], isFirst: boolean) => unknown[];
}

/** What changed since a token, page by page; the last page bears the link to follow from then on. */
export const deltaAnswer = async <T>(
  call: GraphCall,
  { scope, what, changes, show }: DeltaParts<T>,
): Promise<GraphAnswer> => {
  allowOptions(call, '$select', '$expand', '$top');
  const { epoch } = call.site().changes;
  const last = await call.site().changes.last();
  const token = await tokenOf(call, scope);
  const end = (after: number) => ({
    '@odata.deltaLink': linkWith(call, textOfToken({ epoch, scope, after, first: false })),
  });
  const body = { '@odata.context': context(call, what) };
  if (token === 'latest') return { status: 200, body: { ...body, value: [], ...end(last) } };
  const { top } = pageOf(call, pageNormal, pageMost);
  const found = await changes({ after: token.after, limit: top + 1, withGone: !token.first });
  const page = found.slice(0, top);
  const after = page.at(-1)?.number ?? Math.max(token.after, last);
  const link =
    found.length > top ? { '@odata.nextLink': linkWith(call, textOfToken({ ...token, after })) } : end(after);
  return { status: 200, body: { ...body, value: show(page, token.first && token.after === 0), ...link } };
};
