import { OutsideError, type OutsideKind } from '../ports/outside-error.ts';

/** What Graph answered when it did not do what was asked: `POST /sites/x/lists` 429. No body is kept, it may hold names. */
export interface Failure {
  readonly status: number;
  /** Graph's own word, `activityLimitReached`; empty when the body said nothing. */
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  /** Method and path without its query. */
  readonly asked: string;
}

const kinds: Readonly<Record<number, OutsideKind>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'absent',
  409: 'duplicate',
  410: 'absent',
  412: 'stale',
  423: 'locked',
  429: 'busy',
  500: 'unanswered',
  502: 'unanswered',
  503: 'busy',
  504: 'unanswered',
  507: 'refused',
  509: 'busy',
};

/** SharePoint answers a repeated value of a unique column with 409, or with 400 and one of these words. */
const duplicateCodes = new Set(['nameAlreadyExists', 'duplicateValue', 'SPDuplicateValuesFoundException']);

/** A question that would look through more than 5,000 items. */
export const tooManyCode = 'SPQueryThrottledException';

/** The one place where a status of Graph becomes a failure of ours. */
export const outsideErrorOf = ({ status, code, retryAfterSeconds, asked }: Failure): OutsideError => {
  const usual = kinds[status] ?? (status >= 500 ? 'unanswered' : 'refused');
  const kind = code === tooManyCode ? 'too-many' : duplicateCodes.has(code) ? 'duplicate' : usual;
  const says = /^[A-Za-z0-9_.-]{1,60}$/.test(code) ? ` ${code}` : '';
  return new OutsideError(kind, `${asked}: ${status}${says}`, {
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
};
