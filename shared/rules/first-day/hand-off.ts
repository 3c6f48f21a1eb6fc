import { minuteOf } from '../../vocabulary/school-time.ts';
import type { Policy } from '../policy.ts';

/** What a hand-off to the DSL must hold (§4.3): time, by whom, to whom, facts only, and whether it was acknowledged. */
export interface HandOff {
  /** School time, `HH:MM`. */
  readonly at: string;
  readonly by: string;
  readonly to: string;
  readonly facts: string;
  readonly acknowledgedAt?: string | undefined;
}

/** The parts of a hand-off that are missing, by name; none: it may be kept. */
export const handOffLacks = (handOff: HandOff): readonly ('at' | 'by' | 'to' | 'facts')[] =>
  (['at', 'by', 'to', 'facts'] as const).filter((part) => handOff[part].trim() === '');

/**
 * Who must be asked now about a hand-off (§4.3): the DSL; after 15 minutes without an acknowledgement the deputy DSL;
 * after as many more the head; nobody once it is acknowledged. The minutes are school policy.
 */
export const handOffWith = (
  { at, acknowledgedAt }: Pick<HandOff, 'at' | 'acknowledgedAt'>,
  time: string,
  { firstDay }: Pick<Policy, 'firstDay'>,
): 'nobody' | 'dsl' | 'deputy-dsl' | 'head' => {
  if (acknowledgedAt !== undefined && acknowledgedAt <= time) return 'nobody';
  const waited = minuteOf(time) - minuteOf(at);
  if (waited >= 2 * firstDay.handOffUnacknowledgedAfter) return 'head';
  return waited >= firstDay.handOffUnacknowledgedAfter ? 'deputy-dsl' : 'dsl';
};
