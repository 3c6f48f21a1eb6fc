/** Everything a log line may say. Ids, counts and kinds: no pupil's name, mark, reason or flag has a field here. */
export interface LogFields {
  readonly school?: string;
  readonly job?: string;
  readonly slot?: string;
  readonly post?: string;
  readonly register?: string;
  readonly record?: string;
  readonly person?: string;
  readonly file?: string;
  readonly line?: number;
  readonly kind?: string;
  readonly status?: number;
  readonly count?: number;
  readonly ms?: number;
  readonly path?: string;
  readonly error?: string;
  readonly at?: string;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
