import { recordOf } from '../http.ts';

/** What can go wrong with a call. A number is the status it answers without doing anything. */
const faultKinds = [
  ...(['429', '503', '504', '500', '412', '401', '403', '404'] as const),
  ...(['reset', 'timeout', 'drop-answer', 'half-batch', 'slow', 'bad-json'] as const),
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault to come: from the `nth` call that matches on, `times` calls in a row. */
export interface Fault {
  readonly match: {
    readonly method?: string;
    /** A piece of the path with its query, or a pattern in which `*` stands for anything. */
    readonly path?: string;
    readonly nth: number;
    readonly times: number;
  };
  readonly do: FaultKind;
  /** Seconds that 429 and 503 tell the caller to wait. */
  readonly retryAfter: number;
  /** How late `slow` answers; when `timeout` hangs up, which without it never happens. */
  readonly seconds?: number;
}

/** A call as faults see it. */
export interface FaultCall {
  readonly method: string;
  /** Where the API begins: `/graph/v1.0`, `/connector/v3`. */
  readonly door: string;
  /** Below the door, with its query. */
  readonly path: string;
  /** `batch`: a `$batch` over the wire; `part`: a request inside one. */
  readonly kind: 'call' | 'batch' | 'part';
}

/** A fault that fired; `n` is the number of its request in the log, once the log has it. */
interface FiredFault extends Fault {
  n: number | undefined;
  readonly method: string;
  readonly path: string;
}

/** The fault of one call; `tell` hears the number of its request. */
export interface Struck {
  readonly fault: Fault;
  readonly tell: (n: number) => void;
}

/** A fault that was not said right, in words. */
export class WrongFault extends Error {}

const natural = (value: unknown, name: string, usual: number): number => {
  if (value === undefined) return usual;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
    throw new WrongFault(`${name}: a whole number from 1 expected`);
  return value;
};

const seconds = (value: unknown, name: string): number | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0 && value <= 3600))
    throw new WrongFault(`${name}: seconds from 0 to 3600 expected`);
  return value;
};

const words = (value: unknown, name: string): string | undefined => {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw new WrongFault(`${name}: a text expected`);
  return value;
};

const onlyKnown = (given: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void => {
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) throw new WrongFault(`${where}${other}: not known; there are ${known.join(', ')}`);
};

const faultFrom = (value: unknown): Fault => {
  const given = recordOf(value);
  onlyKnown(given, ['match', 'do', 'retryAfter', 'seconds'], '');
  const match = recordOf(given.match);
  onlyKnown(match, ['method', 'path', 'nth', 'times'], 'match.');
  const kind = faultKinds.find((each) => each === String(given.do));
  if (kind === undefined) throw new WrongFault(`do: one of ${faultKinds.join(', ')} expected`);
  const method = words(match.method, 'match.method')?.toUpperCase();
  const path = words(match.path, 'match.path');
  const late = seconds(given.seconds, 'seconds');
  return {
    match: {
      ...(method === undefined ? {} : { method }),
      ...(path === undefined ? {} : { path }),
      nth: natural(match.nth, 'match.nth', 1),
      times: natural(match.times, 'match.times', 1),
    },
    do: kind,
    retryAfter: seconds(given.retryAfter, 'retryAfter') ?? 1,
    ...(late === undefined ? {} : { seconds: late }),
  };
};

/** The faults of a control's body, a list or one alone; throws WrongFault. */
export const faultsFrom = (json: unknown): Fault[] => {
  if (json === undefined) throw new WrongFault('a list of faults expected');
  return (Array.isArray(json) ? json : [json]).map(faultFrom);
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** The names a call goes by: with and without its door, encoded as it came and decoded. */
const namesOf = ({ door, path }: FaultCall): string[] => {
  const version = door.slice(door.lastIndexOf('/'));
  const whole = [`${door}${path}`, `${version}${path}`, path];
  return [...whole, ...whole.map(decoded)];
};

const patternOf = (text: string): RegExp => {
  const pieces = text.replace(/^\//, '').split('*');
  return new RegExp(`^/?${pieces.map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
};

const isAt = (wanted: string, call: FaultCall): boolean => {
  const names = namesOf(call);
  if (!wanted.includes('*')) return names.some((name) => name.includes(wanted));
  const pattern = patternOf(wanted);
  return names.some((name) => pattern.test(name) || pattern.test(name.split('?')[0]!));
};

/**
 * Does a fault mean this call? Half a batch can only fail in a batch. A request inside a batch is meant only by a path:
 * without one, the batch is the call.
 */
export const isMeant = ({ match, do: kind }: Fault, call: FaultCall): boolean => {
  if (kind === 'half-batch' && call.kind !== 'batch') return false;
  if (match.method !== undefined && match.method !== call.method) return false;
  if (match.path === undefined) return call.kind !== 'part';
  return isAt(match.path, call);
};

/**
 * The faults to come. Each counts the calls it means; from its nth on it fires, so many times in a row. When two are due
 * at one call the older fires and the younger waits for the next.
 */
export class FaultPlan {
  #waiting: { readonly fault: Fault; seen: number; left: number }[] = [];
  #fired: FiredFault[] = [];

  add(faults: readonly Fault[]): void {
    this.#waiting.push(...faults.map((fault) => ({ fault, seen: 0, left: fault.match.times })));
  }

  clear(): void {
    this.#waiting = [];
    this.#fired = [];
  }

  get waiting(): readonly (Fault & { readonly seen: number; readonly left: number })[] {
    return this.#waiting.map(({ fault, seen, left }) => ({ ...fault, seen, left }));
  }

  get fired(): readonly Readonly<FiredFault>[] {
    return this.#fired;
  }

  /** Counts a call, and answers with the fault that it meets. */
  strike(call: FaultCall): Struck | undefined {
    let struck: Struck | undefined;
    for (const entry of this.#waiting) {
      const { fault } = entry;
      if (!isMeant(fault, call)) continue;
      entry.seen += 1;
      if (struck || entry.seen < fault.match.nth) continue;
      entry.left -= 1;
      const fired: FiredFault = { ...fault, n: undefined, method: call.method, path: call.path };
      this.#fired.push(fired);
      const tell = (n: number) => {
        fired.n = n;
      };
      struck = { fault, tell };
    }
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return struck;
  }
}
