import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { Fault } from '../simulation/controls.ts';
import { type SimulationReport, simulate } from '../simulation/simulate.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptionsAlone, text } from './options.ts';

export const usage = 'desk simulate --seed N --days D [--faults FILE] [--json]';

const most = { seed: 4_294_967_295, days: 80 } as const;

const wholeNumber = (name: 'seed' | 'days', given: string | undefined): number => {
  const number = Number(given);
  if (given === undefined || !/^\d+$/.test(given) || number < 1 || number > most[name])
    throw new WrongUse(`--${name} ${given ?? ''}: expected a whole number from 1 to ${most[name]}.`);
  return number;
};

const faultFile = z.array(
  z.looseObject({
    match: z.looseObject({
      method: z.string().optional(),
      path: z.string().optional(),
      nth: z.number().int().min(1).optional(),
      times: z.number().int().min(1).optional(),
    }),
    do: z.string(),
  }),
);

/** The faults of a file, as the stand-in's controls take them. */
const faultsOf = (path: string): readonly Fault[] => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new WrongUse(`--faults ${path}: ${error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read'}.`);
  }
  const parsed = faultFile.safeParse(json);
  if (parsed.success) return parsed.data as readonly Fault[];
  const [issue] = parsed.error.issues;
  throw new WrongUse(`--faults ${path}: at ${issue!.path.join('.')}: ${issue!.message}.`);
};

const said = ({ seed, hash, days, registers, posts, nudges, firstDay, broken }: SimulationReport): string =>
  [
    `Seed ${seed}, ${days} school ${days === 1 ? 'day' : 'days'}: ${registers} registers, ${posts} messages in Teams.`,
    `Nudges: ${nudges.sent} sent, ${nudges.false} of them for a register that had been taken.`,
    `First day: ${firstDay.opened} pupils to account for, ${firstDay.reached} reached, ${firstDay.escalated} to be visited, ${firstDay.open} open.`,
    `Everything in the end: ${hash}`,
    ...(broken.length === 0
      ? ['Nothing is broken.']
      : [
          ...broken.map((what) => `Broken: ${what}`),
          `Again: npm run --silent desk -- simulate --seed ${seed} --days ${days}`,
        ]),
  ].join('\n');

export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const values = parseOptionsAlone(args, { seed: text, days: text, faults: text, json: flag });
  const seed = wholeNumber('seed', values.seed);
  const days = wholeNumber('days', values.days);
  const faults = values.faults === undefined ? undefined : faultsOf(resolve(io.cwd, values.faults));
  const onDay = values.json ? undefined : (date: string): void => io.err(`${date} is over\n`);
  const report = await simulate({ seed, days, faults, onDay });
  io.out(`${values.json ? JSON.stringify(report) : said(report)}\n`);
  return report.broken.length === 0 ? exit.done : exit.findings;
};
