import { type AmendedMark, marksOfOne } from '../../shared/workflows/marks-of-one.ts';
import { ownDesk, type WithDesk } from './import.ts';
import { dateOption } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptionsAlone, text } from './options.ts';

export const usage = 'desk marks --pupil ID [--from DATE] [--to DATE] [--json]';

const optionsOf = (args: readonly string[]) => {
  const { pupil, from, to, json } = parseOptionsAlone(args, { pupil: text, from: text, to: text, json: flag });
  if (pupil === undefined) throw new WrongUse('--pupil ID is missing');
  return { pupil, from: dateOption('from', from), to: dateOption('to', to), json: json === true };
};

/** What the desk holds of one pupil: each mark with its minutes and what it was before. */
export const marksDocument = (...of: Parameters<typeof marksOfOne>) => ({ pupil: of[2], marks: marksOfOne(...of) });

const amendedLine = ({ from, to, at, by, role, why, evidence }: AmendedMark): string =>
  `\n  amended ${at} from ${from ?? 'no mark'} to ${to ?? 'no mark'} by ${by} (${role}): ${why}${evidence === null ? '' : `; evidence: ${evidence}`}`;

/** Prints what the desk holds of one pupil's marks; exit 1 when it knows no such pupil. */
export const run = async (args: readonly string[], io: Io, withDesk: WithDesk = ownDesk): Promise<number> => {
  const { pupil, from, to, json } = optionsOf(args);
  return await withDesk(io, async (desk) => {
    const [calendar, book] = [await desk.data.calendar(), await desk.data.book()];
    const document = marksDocument(book, calendar, pupil, { from, to });
    const isKnown = book.marksOf(pupil) !== undefined;
    if (json) io.out(`${JSON.stringify(document)}\n`);
    else
      for (const { date, session, code, minutesLate, amended } of document.marks)
        io.out(
          `${date} ${session} ${code ?? 'no mark'}${minutesLate === null ? '' : `, ${minutesLate} minutes late`}${amended.map(amendedLine).join('')}\n`,
        );
    if (!isKnown) io.err(`The desk knows no pupil ${pupil}.\n`);
    return isKnown ? exit.done : exit.findings;
  });
};
