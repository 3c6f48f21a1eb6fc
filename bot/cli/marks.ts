import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { MarkBook } from '../../shared/vocabulary/mark-book.ts';
import { halves, type IsoDate } from '../../shared/vocabulary/session.ts';
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
export const marksDocument = (
  book: MarkBook,
  calendar: Calendar,
  pupil: string,
  { from = '0000', to = '9999' }: { readonly from?: IsoDate | undefined; readonly to?: IsoDate | undefined } = {},
) => {
  const days = new Set([
    ...calendar.days,
    ...(book.others ?? []).filter((mark) => mark.pupil === pupil).map(({ date }) => date),
  ]);
  const amended = book.corrections.filter((correction) => correction.pupil === pupil);
  const marks = [...days]
    .filter((date) => from <= date && date <= to)
    .sort()
    .flatMap((date) =>
      halves.flatMap((half) => {
        const code = book.codeOf(pupil, date, half) ?? null;
        const changes = amended.filter((correction) => correction.date === date && correction.half === half);
        if (code === null && changes.length === 0) return [];
        return [
          {
            date,
            session: half,
            code,
            minutesLate: book.minutesLate(pupil, date, half) ?? null,
            amended: changes.map((change) => ({
              from: change.from,
              to: change.to,
              at: change.at,
              by: change.by,
              why: change.why,
            })),
          },
        ];
      }),
    );
  return { pupil, marks };
};

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
          `${date} ${session} ${code ?? 'no mark'}${minutesLate === null ? '' : `, ${minutesLate} minutes late`}${amended.map((change) => `; was ${change.from ?? 'no mark'} until ${change.at}`).join('')}\n`,
        );
    if (!isKnown) io.err(`The desk knows no pupil ${pupil}.\n`);
    return isKnown ? exit.done : exit.findings;
  });
};
