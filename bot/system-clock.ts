import type { Clock } from '../shared/ports/clock.ts';
import { Temporal } from '../shared/vocabulary/temporal.ts';

/** The machine's own time: on a real tenant, and nowhere else. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };
