/** What a command may touch of the process that runs it. Paths in arguments are relative to `cwd`. */
export interface Io {
  /** Writes to standard output; with `--json` one document and nothing else. */
  out(text: string): void;
  /** Writes to standard error: everything for people beside a `--json` document. */
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--school ID`: which of several the command is about. */
  readonly school?: string | undefined;
}

/** What `bot/cli/<command>.ts` exports. `run` answers with the exit status of `interfaces`: 0, 1, 2, 3, 4 or 5. */
export interface Command {
  /** One line: `desk figures --marks FILE --calendar FILE [--json]`. */
  readonly usage: string;
  run(args: readonly string[], io: Io): Promise<number>;
}

/** Wrong use of a command: the frame prints the message and the usage in one line and ends with status 2. */
export class WrongUse extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WrongUse';
  }
}

/** Exit statuses in full. */
export const exit = {
  done: 0,
  findings: 1,
  wrongUse: 2,
  inUse: 3,
  notPermitted: 4,
  outsideUnavailable: 5,
} as const;
