import { type Citation, cite } from '../../vocabulary/citation.ts';
import { byteOf, type Code, missingByte } from '../../vocabulary/mark.ts';
import type { IsoDate } from '../../vocabulary/session.ts';
import { workingTogether } from '../sources.ts';
import { removedCodes } from './removed-codes.ts';

/**
 * What a mark counts as. The first four are possible sessions; `present` and `aea` (an approved educational activity,
 * or attending elsewhere) are attended; `not_possible` and `admin` are in no figure.
 */
const categories = ['present', 'aea', 'authorised', 'unauthorised', 'not_possible', 'admin'] as const;
export type Category = (typeof categories)[number];

/** A removed code on a session after its removal counts nowhere until somebody reviews it (RA3). */
export type CategoryOnDate = Category | 'removed';

/** The day the codes of 2024 came into force. */
export const codesOf2024From: IsoDate = '2024-08-19';

export interface CodeRow {
  readonly code: Code;
  readonly means: string;
  readonly counts: Category;
  /** Whether one session counts towards the penalty-notice threshold of ten; N only until its reason is known. */
  readonly penalty: 'no' | 'counts' | 'provisional';
  readonly law: Citation;
}

/** Regulation 10(2), Table 1: the pupil is in school when the register is taken, or before it closes. */
const table1 = cite('SI 2024/208', 'reg 10(2), Table 1', '2026-11-24');
/** Regulation 10(3), Table 2: the pupil is absent so as to attend another place. */
const table2 = cite('SI 2024/208', 'reg 10(3), Table 2', '2026-11-24');
/** Regulation 11: leave of absence. */
const leave = (paragraph: string) => cite('SI 2024/208', `reg 11(${paragraph})`, '2026-11-24');
/** Codes whose wording was read in the guidance and not in the regulation. */
const guidance = workingTogether;

/** Every code of 19 August 2024, in the guidance's order. */
export const codeTable = [
  { code: '/', means: 'Present in the morning', counts: 'present', penalty: 'no', law: table1 },
  { code: '\\', means: 'Present in the afternoon', counts: 'present', penalty: 'no', law: table1 },
  { code: 'L', means: 'Late, before the register closed', counts: 'present', penalty: 'no', law: table1 },

  { code: 'K', means: 'Provision arranged by the local authority', counts: 'aea', penalty: 'no', law: table2 },
  { code: 'V', means: 'Educational visit or trip', counts: 'aea', penalty: 'no', law: table2 },
  { code: 'P', means: 'Approved sporting activity', counts: 'aea', penalty: 'no', law: table2 },
  { code: 'W', means: 'Work experience', counts: 'aea', penalty: 'no', law: table2 },
  { code: 'B', means: 'Other approved educational activity', counts: 'aea', penalty: 'no', law: table2 },
  {
    code: 'D',
    means: 'Due at the other school (dual registered)',
    counts: 'not_possible',
    penalty: 'no',
    law: guidance,
  },

  { code: 'C', means: 'Leave in exceptional circumstances', counts: 'authorised', penalty: 'no', law: leave('1') },
  { code: 'C1', means: 'Regulated performance or work abroad', counts: 'authorised', penalty: 'no', law: leave('2') },
  { code: 'J1', means: 'Interview', counts: 'authorised', penalty: 'no', law: leave('4') },
  { code: 'S', means: 'Study leave for a public examination', counts: 'authorised', penalty: 'no', law: leave('5') },
  { code: 'C2', means: 'Part-time timetable, not required', counts: 'authorised', penalty: 'no', law: leave('6') },
  { code: 'X', means: 'Not of school age, not required', counts: 'not_possible', penalty: 'no', law: guidance },

  { code: 'E', means: 'Suspended or excluded', counts: 'authorised', penalty: 'no', law: guidance },
  { code: 'I', means: 'Illness', counts: 'authorised', penalty: 'no', law: guidance },
  { code: 'M', means: 'Medical or dental appointment', counts: 'authorised', penalty: 'no', law: guidance },
  { code: 'R', means: 'Religious observance', counts: 'authorised', penalty: 'no', law: guidance },
  { code: 'T', means: 'Parent travelling for work', counts: 'authorised', penalty: 'no', law: guidance },

  { code: 'Q', means: 'No travel arranged by the authority', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y1', means: 'School transport not available', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y2', means: 'Travel disrupted by an emergency', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y3', means: 'Part of the premises out of use', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y4', means: 'School closed unexpectedly', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y5', means: 'In criminal-justice detention', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y6', means: 'Kept away by public-health rules', counts: 'not_possible', penalty: 'no', law: guidance },
  { code: 'Y7', means: 'Other unavoidable cause', counts: 'not_possible', penalty: 'no', law: guidance },

  { code: 'G', means: 'Holiday not granted', counts: 'unauthorised', penalty: 'counts', law: guidance },
  { code: 'N', means: 'Reason not yet known', counts: 'unauthorised', penalty: 'provisional', law: guidance },
  { code: 'O', means: 'Absent, other or unknown reason', counts: 'unauthorised', penalty: 'counts', law: guidance },
  { code: 'U', means: 'Arrived after the register closed', counts: 'unauthorised', penalty: 'counts', law: guidance },

  { code: 'Z', means: 'Prospective pupil, not yet on roll', counts: 'admin', penalty: 'no', law: guidance },
  { code: '#', means: 'Planned whole-school closure', counts: 'admin', penalty: 'no', law: guidance },
] as const satisfies readonly CodeRow[];

const rows = new Map<Code, CodeRow>(codeTable.map((row) => [row.code, row]));

/** The row of a code of 2024; undefined for the removed codes H, F, J, Y. */
export const rowOf = (code: Code): CodeRow | undefined => rows.get(code);

/**
 * What a code counts as on a session's date. Removed codes keep what they counted as before their removal, so that
 * history does not change (J was attendance, J1 is absence: V16); 2024 codes on earlier dates take today's category.
 */
export const categoryOf = (code: Code, date: IsoDate): CategoryOnDate => {
  const row = rowOf(code);
  if (row !== undefined) return row.counts;
  return date < codesOf2024From ? removedCodes.find((removed) => removed.code === code)!.counted : 'removed';
};

/** What a byte of a pupil's marks counts as, as a small number, for counting a year in one pass. */
export const tallies = ['missing', ...categories, 'removed'] as const;
export type Tally = (typeof tallies)[number];

/** The byte of a mark that stands in a file and could not be read: like a removed code it counts nowhere (RA3). */
export const unreadByte = 1;

const tallyTable = (date: IsoDate): Uint8Array => {
  const table = new Uint8Array(256).fill(tallies.indexOf('removed'));
  table[missingByte] = tallies.indexOf('missing');
  for (const { code } of [...codeTable, ...removedCodes]) table[byteOf(code)] = tallies.indexOf(categoryOf(code, date));
  return table;
};

/** The tally of each byte on sessions before 19 August 2024, and from then on. */
export const tallyBefore2024 = tallyTable('2024-08-18');
export const tallySince2024 = tallyTable(codesOf2024From);
