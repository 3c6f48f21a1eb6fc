import { workingTogether } from '../rules/sources.ts';
import { citationText } from '../vocabulary/citation.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { counted } from './counts.ts';
import { sessionInWords } from './dates.ts';

/** What a count of the tab's first page or of a channel's card means, and where its rule comes from. */
interface CountWords {
  readonly says: (value: number, session: string) => string;
  readonly source: string;
}

const guidance = citationText(workingTogether);
const policy = 'School policy, first-day contact';
const pupils = (value: number): string => counted(value, 'pupil');

/** Counts of this session. */
const sessionCounts: Readonly<Record<string, CountWords>> = {
  present: {
    says: (value, session) =>
      `${pupils(value)} marked present, or at an approved educational activity, on ${session}; late before the register closed is present.`,
    source: guidance,
  },
  absent: {
    says: (value, session) => `${pupils(value)} marked absent on ${session}, authorised or not.`,
    source: guidance,
  },
  noReason: {
    says: (value, session) => `${pupils(value)} marked N on ${session}: absent, and the reason is not known yet.`,
    source: guidance,
  },
  noMark: {
    says: (value, session) =>
      `${pupils(value)} on roll without a mark on ${session}: neither present nor absent until somebody says so.`,
    source: guidance,
  },
  onRoll: { says: (value) => `${pupils(value)} on roll today that you may see.`, source: guidance },
};

/** Counts of a year team's first-day work. */
const firstDayCounts: Readonly<Record<string, CountWords>> = {
  whereabouts: {
    says: (value, session) =>
      `${pupils(value)} without a mark after the register closed on ${session}: whereabouts to confirm.`,
    source: policy,
  },
  reasonWanted: {
    says: (value, session) => `${pupils(value)} marked N on ${session}: a reason is wanted.`,
    source: policy,
  },
  tried: {
    says: (value) => `${pupils(value)} whose contacts were tried and not reached; a message left settles nothing.`,
    source: policy,
  },
  reached: {
    says: (value) => `${pupils(value)} whose contact was reached, and the reason is not settled.`,
    source: policy,
  },
  visits: { says: (value) => `${pupils(value)} for whom a visit was asked.`, source: policy },
  resolved: {
    says: (value) => `${pupils(value)} accounted for: a reason was given, or a mark arrived.`,
    source: policy,
  },
  open: {
    says: (value) => `${pupils(value)} not accounted for yet: nobody reached, no visit asked for, no reason known.`,
    source: policy,
  },
};

const wordsOf = (field: string): CountWords | undefined =>
  Object.hasOwn(sessionCounts, field)
    ? sessionCounts[field]
    : Object.hasOwn(firstDayCounts, field)
      ? firstDayCounts[field]
      : undefined;

export const isSessionCount = (field: string): boolean => Object.hasOwn(sessionCounts, field);
export const isFirstDayCount = (field: string): boolean => Object.hasOwn(firstDayCounts, field);

/** A count of a session in a sentence, with its source; it names no pupil. */
export const countSays = (
  field: string,
  value: number,
  date: IsoDate,
  half: Half,
): { readonly says: string; readonly source: string } => {
  const words = wordsOf(field);
  if (words === undefined) throw new Error(`No sentence is written for the count ${field}`);
  return { says: words.says(value, sessionInWords(date, half)), source: words.source };
};
