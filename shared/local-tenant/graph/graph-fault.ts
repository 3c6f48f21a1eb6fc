import type { Fault } from '../faults/fault-plan.ts';
import type { Reply } from '../http.ts';
import { errorReply, GraphError } from './graph-error.ts';

/**
 * How Graph words each refusal: https://learn.microsoft.com/graph/errors. SharePoint's throttling is
 * `activityLimitReached`, that of the directory `TooManyRequests`; a gateway gives up without a word of its own.
 */
const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
  403: ['accessDenied', 'Access denied'],
  404: ['itemNotFound', 'The resource could not be found.'],
  412: ['resourceModified', 'ETag does not match current item’s value'],
  429: ['activityLimitReached', 'The app or user has been throttled.'],
  500: ['generalException', 'An unspecified error has occurred.'],
  503: ['serviceNotAvailable', 'The service is not available. Try the request again after a delay.'],
  504: ['UnknownError', ''],
};

const isOfSharePoint = (path: string): boolean => /^\/(sites|drives|\$batch)/.test(path);

/** Graph refuses without doing anything; 429 and 503 say for how long (https://learn.microsoft.com/graph/throttling). */
export const graphRefusal =
  (path: string, clientRequestId: string | undefined) =>
  (status: number, { retryAfter }: Pick<Fault, 'retryAfter'>): Reply => {
    const [code, message] =
      status === 429 && !isOfSharePoint(path) ? ['TooManyRequests', 'Too many requests.'] : errors[status]!;
    const reply = errorReply(new GraphError(status, code, message), clientRequestId);
    if (status !== 429 && status !== 503) return reply;
    // SharePoint tells its limits near them: https://learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online
    const limits: Record<string, string> =
      status === 429 && isOfSharePoint(path)
        ? { 'RateLimit-Limit': '1200', 'RateLimit-Remaining': '0', 'RateLimit-Reset': String(retryAfter) }
        : {};
    return { ...reply, headers: { ...reply.headers, ...limits, 'Retry-After': String(retryAfter) } };
  };
