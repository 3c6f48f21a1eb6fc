import type { AuditEvent } from '../../shared/records/audit-event.ts';
import { counted } from '../../shared/wording/counts.ts';
import { besideOrHere } from './beside-or-here.ts';
import { dateOption } from './input.ts';
import { exit, type Io } from './io.ts';
import { flag, parseOptionsAlone, text } from './options.ts';
import type { Do } from './record-work.ts';

export const usage = 'desk audit [--since DATE] [--pupil ID] [--json]';

const eventLine = ({ number, at, byName, verb, record, pupil }: AuditEvent): string =>
  `${String(number).padStart(6)}  ${at}  ${verb}  ${record}${pupil === undefined ? '' : `  pupil ${pupil}`}  by ${byName}`;

/**
 * Walks the whole chain, and holds the list and the database against one another; exit 1 when a place does not hold.
 * With `--since` or `--pupil` it counts and, for people, lists the events that were asked for.
 */
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const given = parseOptionsAlone(args, { since: text, pupil: text, json: flag });
  const [since, { pupil }] = [dateOption('since', given.since), given];
  const { trail, ...report } = await work('audit', { since, pupil });
  const { events, ok, broken, kept } = report;
  if (given.json) io.out(`${JSON.stringify(report)}\n`);
  else {
    if (since !== undefined || pupil !== undefined) for (const event of trail) io.out(`${eventLine(event)}\n`);
    io.out(`${counted(events, 'event')}.\n`);
    for (const { at, why } of broken) io.out(`Event ${at}: ${why}.\n`);
    if (kept === 0) io.out('The database holds no event: the list could not be held against it.\n');
    io.out(ok ? 'The chain is whole.\n' : `The chain does not hold at ${counted(broken.length, 'place')}.\n`);
  }
  return ok ? exit.done : exit.findings;
};
