import { type AmendmentRecord, amendmentChain } from '../records/amendment.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { AmendmentSource, MarkBook } from '../vocabulary/mark-book.ts';
import { type Half, halves, type IsoDate } from '../vocabulary/session.ts';

/** One mark of a pupil: its code, its minutes, and what it was before. */
export interface MarkOfOne {
  readonly date: IsoDate;
  readonly session: Half;
  readonly code: string | null;
  readonly minutesLate: number | null;
  /** The chain of its amendments, the first original at its head (§3.2). */
  readonly amended: readonly AmendedMark[];
}

export interface AmendedMark {
  readonly id: string;
  readonly from: string | null;
  readonly fromAt: string | null;
  readonly fromBy: string | null;
  readonly to: string | null;
  /** ISO instant. */
  readonly at: string;
  readonly by: string;
  readonly role: string;
  readonly source: AmendmentSource;
  readonly why: string;
  readonly evidence: string | null;
  readonly batch: string | null;
}

const amendedMark = (amendment: AmendmentRecord): AmendedMark => ({
  id: amendment.key,
  from: amendment.from ?? null,
  fromAt: amendment.fromAt ?? null,
  fromBy: amendment.fromBy ?? null,
  to: amendment.to ?? null,
  at: amendment.at,
  by: amendment.byName,
  role: amendment.role,
  source: amendment.source,
  why: amendment.why,
  evidence: amendment.evidence ?? null,
  batch: amendment.batch ?? null,
});

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
            amended: amendmentChain(changes).map(amendedMark),
          },
        ];
      }),
    );
};
