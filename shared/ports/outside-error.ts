/**
 * A failure of the outside (Graph, Teams, the database, a file). `kind` says what to do about it:
 * `busy` try later (`retryAfterSeconds`), `unanswered` it may or may not have happened, `stale` somebody changed it
 * first, `duplicate` the key is there already, `too-many` the list is too long for the question, `absent` there is no such thing, `forbidden` we may not, `locked`
 * somebody has it open, `refused` the outside says it is wrong, `broken` the answer made no sense.
 */
export type OutsideKind =
  | 'busy'
  | 'unanswered'
  | 'stale'
  | 'duplicate'
  | 'too-many'
  | 'absent'
  | 'forbidden'
  | 'locked'
  | 'refused'
  | 'broken';

export class OutsideError extends Error {
  readonly kind: OutsideKind;
  readonly retryAfterSeconds: number | undefined;
  /** `message` carries ids and statuses only: never a name, a mark, or a body from outside. */
  constructor(kind: OutsideKind, message: string, options: { cause?: unknown; retryAfterSeconds?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'OutsideError';
    this.kind = kind;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export const isOutside = (error: unknown, ...kinds: readonly OutsideKind[]): error is OutsideError =>
  error instanceof OutsideError && (kinds.length === 0 || kinds.includes(error.kind));
