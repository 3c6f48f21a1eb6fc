import { minutesLater } from '../../vocabulary/school-time.ts';
import type { Half } from '../../vocabulary/session.ts';
import type { Policy } from '../policy.ts';

/**
 * What is done about a register that is not taken: `remind` its teacher (class code and time only, no pupil), say that
 * it is `unmarked` at close (the office phones the room or takes it), `escalate` to the head of department or duty
 * lead, `anomaly` to the deputy head the same day.
 */
export type ChaseStep = 'remind' | 'unmarked' | 'escalate' | 'anomaly';

export interface ChaseTime {
  /** School time, `HH:MM`. */
  readonly at: string;
  readonly step: ChaseStep;
  /** Which reminder it is; on `remind` alone. */
  readonly round?: number;
}

/**
 * The chase of one session's untaken registers, in order (§3.3, school policy). `ends` is the end of the session in
 * school time; without it the last step has no time and is left out.
 */
export const chaseTimetable = (
  { registers, chase }: Pick<Policy, 'registers' | 'chase'>,
  half: Half,
  ends?: string | undefined,
): readonly ChaseTime[] => {
  const { opens, closes } = registers[half];
  const times: ChaseTime[] = [
    ...chase.nudgesAfterOpening.map(
      (minutes, at): ChaseTime => ({ at: minutesLater(opens, minutes), step: 'remind', round: at + 1 }),
    ),
    { at: minutesLater(closes, chase.unmarkedAfterClosing), step: 'unmarked' },
    { at: minutesLater(opens, chase.escalateAfterOpening), step: 'escalate' },
  ];
  if (ends !== undefined) times.push({ at: ends, step: 'anomaly' });
  return times.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

/** The last step that is due at a time about a register that is still not taken; undefined before the first. */
export const chaseStepAt = (timetable: readonly ChaseTime[], time: string): ChaseTime | undefined =>
  timetable.findLast(({ at }) => at <= time);
