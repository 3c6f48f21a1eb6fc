import { type Citation, cite } from '../../vocabulary/citation.ts';
import type { Code } from '../../vocabulary/mark.ts';
import type { Half } from '../../vocabulary/session.ts';
import { workingTogether } from '../sources.ts';

/** What must be so, or stand on record, wherever a code is entered (§1.2): what the anomaly checks ask of a mark. */
export interface CodeConditions {
  readonly code: Code;
  /** The only half of the day it may stand in. */
  readonly half?: Half;
  /** When the pupil arrived, against the closing minute of the register. */
  readonly arrival?: 'by close' | 'after close';
  /** A decision on record covers the day (RA8). */
  readonly decision?: true;
  /** What it was, in words (RA9). */
  readonly nature?: true;
  /** A note that the local authority had a duty of travel and failed in it (RA9). */
  readonly dutyNote?: true;
  /** The provider said that the pupil was there, the same day (RA10). */
  readonly confirmation?: true;
  /** The session is in the dual timetable (RA11). */
  readonly dualTimetable?: true;
  /** An approved activity of that session (RA17). */
  readonly activity?: true;
  /** Who may have it: pupils over compulsory school age, or those and Year 11 (RA7). */
  readonly age?: 'over' | 'Year 11 or over';
  /** Right on a day without school and on a pupil who is not on roll (RA5). */
  readonly offRoll?: true;
  readonly law: Citation;
}

const read = '2026-11-25';
const table1 = cite('SI 2024/208', 'reg 10(2), Table 1', read);
const table2 = cite('SI 2024/208', 'reg 10(3), Table 2', read);
const leave = (paragraph: string) => cite('SI 2024/208', `reg 11(${paragraph})`, read);
const nature = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'code B and Y7, nature recorded, as restated by Lincolnshire, Nottinghamshire and Oxfordshire',
  read,
);
const detail = cite(
  'Working together to improve school attendance (DfE, August 2024)',
  'codes P and W in detail: not verified',
  read,
);
const examLeave = cite('SI 2024/208', 'reg 11(5); last examination and age as restated by Norfolk', read);

/** In the order of the guidance; a code that is not named here asks for nothing. */
export const codeConditions = [
  { code: '/', half: 'AM', law: table1 },
  { code: '\\', half: 'PM', law: table1 },
  { code: 'L', arrival: 'by close', law: table1 },
  { code: 'K', confirmation: true, law: table2 },
  { code: 'V', activity: true, law: table2 },
  { code: 'P', activity: true, law: detail },
  { code: 'W', confirmation: true, activity: true, law: detail },
  { code: 'B', nature: true, confirmation: true, activity: true, law: nature },
  { code: 'D', dualTimetable: true, law: workingTogether },
  { code: 'C', decision: true, law: leave('1') },
  { code: 'C1', decision: true, law: leave('2') },
  { code: 'J1', decision: true, law: leave('4') },
  { code: 'S', decision: true, age: 'Year 11 or over', law: examLeave },
  { code: 'C2', decision: true, law: leave('6') },
  { code: 'X', age: 'over', law: workingTogether },
  { code: 'E', decision: true, law: workingTogether },
  { code: 'T', decision: true, law: workingTogether },
  { code: 'Q', dutyNote: true, law: workingTogether },
  { code: 'Y7', nature: true, law: nature },
  { code: 'U', arrival: 'after close', law: workingTogether },
  { code: 'Z', offRoll: true, law: workingTogether },
  { code: '#', offRoll: true, law: workingTogether },
] as const satisfies readonly CodeConditions[];

const byCode = new Map<Code, CodeConditions>(codeConditions.map((row) => [row.code, row]));

/** The conditions of a code; undefined for one that asks for nothing. */
export const conditionsOf = (code: Code): CodeConditions | undefined => byCode.get(code);
