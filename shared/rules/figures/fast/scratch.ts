import type { OddDays } from './odd-days.ts';
import type { Places } from './places.ts';

/** What is noted of the pupil who is being counted. */
export interface Scratch {
  /** The odd days of the years before, then those of the span, and what each does. */
  readonly odd: OddDays;
  readonly kindOf: Int32Array;
  /** Where the days with an unauthorised session stand among them. */
  readonly list: Uint16Array;
  /** By weekday: absent sessions in the low half of a word, those not possible in the high half. */
  readonly effects: Int32Array;
}

const scratches = new WeakMap<Places, Scratch>();

/** What is written while a pupil is counted, made once a calendar. */
export const scratchOf = (places: Places): Scratch => {
  const size = places.stride + 4;
  const scratch = scratches.get(places) ?? {
    odd: { day: new Uint16Array(size), marks: new Uint16Array(size) },
    kindOf: new Int32Array(size),
    list: new Uint16Array(size),
    effects: new Int32Array(5),
  };
  scratches.set(places, scratch);
  return scratch;
};
