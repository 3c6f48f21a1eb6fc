import { type Citation, citationText } from '../../../vocabulary/citation.ts';
import type { Code } from '../../../vocabulary/mark.ts';
import { type Half, type IsoDate, type Session, sessionName } from '../../../vocabulary/session.ts';
import type { Reason } from '../../reason.ts';
import type { Look } from './look.ts';

/** The checks of the register (§3.5), by the ids people know them by. */
export const anomalyRules = [
  ...(['RA1', 'RA2', 'RA3', 'RA4', 'RA5', 'RA6', 'RA7', 'RA8', 'RA9'] as const),
  ...(['RA10', 'RA11', 'RA12', 'RA13', 'RA14', 'RA15', 'RA16', 'RA17'] as const),
] as const;
export type AnomalyRule = (typeof anomalyRules)[number];

/** What would mend it; a person does it, in the MIS. The sentence is in `wording/anomalies.ts`. */
export type Mend =
  /** Ask who took the register what the mark is. */
  | { readonly do: 'ask for the mark' }
  | { readonly do: 'remove the mark' }
  /** One of these in its place; none named: the true reason. */
  | { readonly do: 'replace'; readonly codes: readonly Code[] }
  /** Put it on record; where there is none, one of these codes in its place. */
  | { readonly do: 'record'; readonly what: Recorded; readonly orCodes: readonly Code[] }
  /** Look at the amendment, the lesson or the alert again and write down what was found. */
  | { readonly do: 'look again'; readonly at: 'amendment' | 'lessons' | 'alert' };

export type Recorded =
  | 'decision'
  | 'nature'
  | 'duty note'
  | 'confirmation'
  | 'arrival time'
  | 'amendment reason'
  | 'attendance return'
  | 'sickness return'
  | 'activity';

/** One thing in the register that somebody has to look at, the same working day (§3.1, §3.5). */
export interface Anomaly {
  readonly rule: AnomalyRule;
  readonly date: IsoDate;
  readonly session: Half;
  /** The mark as it stands or was written; null for none. */
  readonly code: string | null;
  readonly mend: Mend;
  readonly reason: Reason;
}

/** One check of the register (§3.5). */
export interface AnomalyCheck {
  readonly rule: AnomalyRule;
  /** Whether what it needs was given; without it the check is not made (§14 Anomalies). */
  readonly isGiven: (look: Look) => boolean;
  /** Whether it could be made for every mark; where not, what it found is said and it is listed as not checked too. */
  readonly isWhole?: (look: Look) => boolean;
  readonly find: (look: Look) => readonly Anomaly[];
}

interface Found extends Session {
  readonly code: string | null;
  readonly mend: Mend;
  /** Which part of the rule it is, where it has several. */
  readonly why?: string | undefined;
  readonly numbers?: Readonly<Record<string, number>>;
  readonly names?: Readonly<Record<string, string>>;
  /** All sessions it rests on, when more than its own. */
  readonly sessions?: readonly string[];
  readonly source: Citation | string;
}

/** An anomaly of a session with its evidence. */
export const anomaly = (
  rule: AnomalyRule,
  { date, half, code, mend, why, numbers = {}, names = {}, sessions, source }: Found,
): Anomaly => ({
  rule,
  date,
  session: half,
  code,
  mend,
  reason: {
    rule,
    numbers,
    names: why === undefined ? names : { ...names, why },
    source: typeof source === 'string' ? source : citationText(source),
    sessions: sessions ?? [sessionName({ date, half })],
  },
});

export const always = (): boolean => true;
