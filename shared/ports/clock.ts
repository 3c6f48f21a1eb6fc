import type { Temporal } from '../vocabulary/temporal.ts';

/** The only clock. Nothing else asks what time it is. */
export interface Clock {
  now(): Temporal.Instant;
}
