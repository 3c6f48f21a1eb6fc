import type { Half } from '../vocabulary/session.ts';
import type { FirstDayTaskView } from './first-day.ts';
import type { LeaveView } from './leave.ts';
import type { StageCounts } from './stages.ts';
import type { FirstDayCounts } from './today.ts';

/**
 * What each card shows. The views of channel cards have no field for a pupil, a parent, a reason or a tier: a name
 * cannot reach a channel by mistake (reliability §4). `post` is the key of the post in the ledger, `said` the answer to
 * the press that was just made.
 */
interface Posted {
  readonly post: string;
  readonly date: string;
  readonly half: Half;
  readonly said?: Said | undefined;
}

/** The answer to a press, in words; `tone` colours it. */
export interface Said {
  readonly tone: 'good' | 'warning' | 'attention' | 'neutral';
  readonly says: string;
}

/** To one teacher: class code, room and time only (§3.3). */
export interface NudgeCardView extends Posted {
  readonly group: string;
  readonly room: string;
  readonly opens: string;
  readonly closes: string;
  readonly round: number;
}

/** The receipt that takes the place of a nudge when its register has come in. */
export interface NudgeReceiptView extends Posted {
  readonly group: string;
  readonly says: string;
}

export interface UnmarkedRegister {
  readonly group: string;
  readonly teacher: string;
  readonly room: string;
  /** "Not taken", "3 marks missing". */
  readonly says: string;
  /** What was done about it, oldest first. */
  readonly notes: readonly string[];
}

/** To a year team's channel at close: the registers still unmarked, and those that came in since. */
export interface UnmarkedCardView extends Posted {
  readonly year: string;
  readonly closes: string;
  readonly registers: readonly UnmarkedRegister[];
  readonly settled: readonly { readonly group: string; readonly says: string }[];
  /** What was done about each register when the card was made, so that a press that comes late is noticed. */
  readonly seen: string;
  /** True when Teams did not confirm a first copy. */
  readonly repeated: boolean;
}

/** To a year team's channel: how much is to be done and how much is done. Counts only. */
export interface FirstDayCardView extends Posted {
  readonly year: string;
  readonly counts: FirstDayCounts;
  /** Register groups that nobody has taken yet: all their pupils are to be confirmed. */
  readonly notTaken: readonly string[];
  readonly repeated: boolean;
  /** The tab's address for this year. */
  readonly tab: string;
}

/** To a year team's channel: what was decided about stages this day and what waits. Counts only. */
export interface StagesCardView {
  readonly post: string;
  readonly date: string;
  readonly year: string;
  readonly stages: readonly (StageCounts['stages'][number] & { readonly name: string })[];
  readonly onHold: number;
  readonly heldToday: number;
  readonly repeated: boolean;
  readonly tab: string;
}

/** One person's own list, in personal chat: the next pupil to contact. */
export interface FirstDayListCardView extends Posted {
  readonly year: string;
  readonly next: FirstDayTaskView | undefined;
  readonly left: number;
  readonly done: number;
  readonly tab: string;
}

/** To a person who decides leave, in personal chat. */
export interface LeaveCardView extends Posted {
  readonly leave: LeaveView;
  readonly tab: string;
}

/** To the attendance office: what the desk holds back or cannot do, and what it would need. No pupil is named. */
export interface OfficeCardView extends Posted {
  readonly heading: string;
  readonly says: string;
  readonly mend: string;
  /** Several matters at once, each with what to do about it. */
  readonly points?: readonly { readonly why: string; readonly mend: string }[] | undefined;
  /** Present when a person may say "send it anyway". */
  readonly release?: { readonly job: 'nudge' | 'unmarked' | 'first-day'; readonly round: number } | undefined;
}

/** To the safeguarding lead in person, nobody else. */
export interface ConcernCardView extends Posted {
  readonly concern: string;
  readonly name: string;
  readonly form: string;
  readonly raisedBy: string;
  readonly at: string;
  readonly text: string;
  /** True when it may have been received before. */
  readonly mayBeRepeat: boolean;
}

export interface ConcernReceiptView extends Posted {
  readonly concern: string;
  readonly acknowledgedBy: string;
  readonly at: string;
}
