/** One request to Graph or the connector. `at` is the tenant's clock; `path` goes with its query, below the address. */
export interface RequestLine {
  readonly n: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The route's template in the table; undefined when it was refused as unknown. */
  readonly route: string | undefined;
  /** 0 when a fault broke the line before anything was done. */
  readonly status: number;
  /** The fault that it met, `drop-answer`: asked for at `/_control/faults`. */
  readonly fault?: string;
  /** How many requests a `$batch` carried, and each of them. */
  readonly batched?: number;
  readonly inner?: readonly Omit<RequestLine, 'n' | 'at'>[];
}

/** Older lines fall out: a tenant that runs for weeks keeps its memory. */
const linesKept = 20_000;

/** The requests so far. Kept in memory: they tell what this run asked. */
export class RequestLog {
  #lines: RequestLine[] = [];
  #n = 0;
  readonly #now: () => string;

  constructor(now: () => string) {
    this.#now = now;
  }

  /** Answers with the request's number. */
  add(line: Omit<RequestLine, 'n' | 'at'>): number {
    this.#n += 1;
    this.#lines.push({ n: this.#n, at: this.#now(), ...line });
    if (this.#lines.length > linesKept) this.#lines = this.#lines.slice(-linesKept / 2);
    return this.#n;
  }

  all(): readonly RequestLine[] {
    return this.#lines;
  }

  clear(): void {
    this.#lines = [];
    this.#n = 0;
  }

  /** How often each route was asked, batched requests included: `GET /users` → 3. */
  uses(): Record<string, number> {
    const counts: Record<string, number> = {};
    const count = ({ method, route }: Omit<RequestLine, 'n' | 'at'>) => {
      if (route === undefined) return;
      const name = `${method} ${route}`;
      counts[name] = (counts[name] ?? 0) + 1;
    };
    for (const line of this.#lines) {
      count(line);
      line.inner?.forEach(count);
    }
    return counts;
  }
}
