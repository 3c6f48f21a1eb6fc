import type { Clock } from '../shared/ports/clock.ts';
import type { Log, LogFields } from '../shared/ports/log.ts';
import { isOutside } from '../shared/ports/outside-error.ts';

type Level = 'info' | 'warn' | 'error';

/** The fields a line may have; anything else that a caller without types hands in is left out. */
const allowed = [
  'school',
  'job',
  'slot',
  'post',
  'register',
  'record',
  'person',
  'file',
  'line',
  'kind',
  'status',
  'count',
  'ms',
  'path',
  'error',
  'at',
] as const satisfies readonly (keyof LogFields)[];

const kept = (fields: LogFields): Record<string, unknown> =>
  Object.fromEntries(allowed.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));

/**
 * An error as a log may say it. Ours of the outside carry ids and statuses; of any other only its name and the place
 * in our source are said, since its message may hold what a person wrote.
 */
export const errorFields = (error: unknown): Pick<LogFields, 'kind' | 'error'> => {
  if (isOutside(error)) return { kind: error.kind, error: error.message };
  if (!(error instanceof Error)) return { kind: 'unexpected', error: typeof error };
  const place = /\/((?:bot|shared)\/[^\s)]+:\d+):\d+/.exec(error.stack ?? '')?.[1];
  return { kind: 'unexpected', error: place ? `${error.name} at ${place}` : error.name };
};

const logWith = (write: (level: Level, event: string, fields: LogFields) => void): Log => ({
  info: (event, fields = {}) => write('info', event, fields),
  warn: (event, fields = {}) => write('warn', event, fields),
  error: (event, fields = {}) => write('error', event, fields),
});

/** Logs as JSON lines, with the time by the desk's clock. */
export const jsonLog = (write: (line: string) => void, clock: Clock): Log =>
  logWith((level, event, fields) =>
    write(JSON.stringify({ at: clock.now().toString({ smallestUnit: 'millisecond' }), level, event, ...kept(fields) })),
  );

/** Logs for a person who watches: warnings and errors alone. */
export const plainLog = (write: (line: string) => void): Log =>
  logWith((level, event, fields) => {
    if (level === 'info') return;
    const said = Object.entries(kept(fields)).map(([name, value]) => `${name} ${value}`);
    write(`${level === 'warn' ? 'Warning' : 'Error'}: ${[event, ...said].join(', ')}`);
  });
