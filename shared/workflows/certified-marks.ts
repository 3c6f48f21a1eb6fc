import type { Certificate } from '../records/certificate.ts';
import type { Pupil } from '../records/pupil.ts';
import { type CategoryOnDate, categoryOf, rowOf } from '../rules/codes/codes.ts';
import { removedCodes } from '../rules/codes/removed-codes.ts';
import { figuresOf } from '../rules/figures/figures.ts';
import { spanOfDates } from '../rules/span.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import type { Code } from '../vocabulary/mark.ts';
import type { MarkBook } from '../vocabulary/mark-book.ts';
import { type Half, halves, type IsoDate } from '../vocabulary/session.ts';
import { marksOfPupil } from './first-day-tasks.ts';

/** One session of the register extract. */
export interface CertifiedMark {
  readonly date: IsoDate;
  readonly session: Half;
  readonly code: Code | null;
  readonly means: string;
  /** Null where there is no mark. */
  readonly counts: CategoryOnDate | null;
}

/** What a certificate is about. */
export type CertifiedPeriod = Pick<Certificate, 'pupil' | 'from' | 'to'>;

export interface Certified
  extends Pick<Certificate, 'possible' | 'attended' | 'authorised' | 'unauthorised' | 'missing' | 'hash'> {
  readonly register: readonly CertifiedMark[];
}

const meaningOf = (code: Code): string =>
  rowOf(code)?.means ?? removedCodes.find((removed) => removed.code === code)?.means ?? '';

/** Every session of the school in the period, and whatever else the register holds in it. */
const registerOf = (book: MarkBook, calendar: Calendar, { pupil, from, to }: CertifiedPeriod): CertifiedMark[] => {
  const others = (book.others ?? []).filter((mark) => mark.pupil === pupil).map(({ date }) => date);
  return [...new Set([...calendar.days, ...others])]
    .filter((date) => from <= date && date <= to)
    .sort()
    .flatMap((date) =>
      halves.flatMap((session): CertifiedMark[] => {
        const code = book.codeOf(pupil, date, session);
        if (code !== undefined)
          return [{ date, session, code, means: meaningOf(code), counts: categoryOf(code, date) }];
        if (calendar.numberOf(date, session) === undefined) return [];
        return [{ date, session, code: null, means: 'No mark', counts: null }];
      }),
    );
};

/**
 * The period's marks as one text, the same on every machine and in every release: a head, then a line a mark,
 * `2026-03-10 AM` tab code, in order, each ended by a line feed. Sessions without a mark are not in it.
 */
export const canonicalMarks = ({ pupil, from, to }: CertifiedPeriod, register: readonly CertifiedMark[]): string =>
  [
    'Attendance Desk certificate 1',
    `${pupil}\t${from}\t${to}`,
    ...register.flatMap(({ date, session, code }) => (code === null ? [] : [`${date} ${session}\t${code}`])),
    '',
  ].join('\n');

const sha256 = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** What the register says of a pupil in a period now: figures, extract, and the hash of the marks. */
export const certifiedMarks = async (
  book: MarkBook,
  calendar: Calendar,
  pupil: Pupil,
  { from, to }: Pick<CertifiedPeriod, 'from' | 'to'>,
): Promise<Certified> => {
  const period = { pupil: pupil.key, from, to };
  const register = registerOf(book, calendar, period);
  const figures = figuresOf(marksOfPupil(book, calendar, pupil), calendar, spanOfDates(calendar, from, to));
  const { possible, attended, authorised, unauthorised, missing } = figures;
  const hash = await sha256(canonicalMarks(period, register));
  return { possible, attended, authorised, unauthorised, missing, hash, register };
};
