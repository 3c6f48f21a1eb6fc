import type { Calendar } from '../vocabulary/calendar.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { type Half, halves, type IsoDate } from '../vocabulary/session.ts';

/** One mark of a pupil: its code, its minutes, and what it was before. */
export interface MarkOfOne {
  readonly date: IsoDate;
  readonly session: Half;
  readonly code: string | null;
  readonly minutesLate: number | null;
  readonly amended: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly at: string;
    readonly by: string;
    readonly why: string;
  }[];
}

/** What the desk holds of one pupil's marks, in order; marks on what is no school session included. */
export const marksOfOne = (
  book: MarkBook,
  calendar: Calendar,
  pupil: string,
  { from = '0000', to = '9999' }: { readonly from?: IsoDate | undefined; readonly to?: IsoDate | undefined } = {},
): MarkOfOne[] => {
  const days = new Set([
    ...calendar.days,
    ...(book.others ?? []).filter((mark) => mark.pupil === pupil).map(({ date }) => date),
  ]);
  const amended = book.corrections.filter((correction) => correction.pupil === pupil);
  return [...days]
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
};
