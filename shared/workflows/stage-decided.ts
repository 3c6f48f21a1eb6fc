import type { Desk } from './desk.ts';

/** Somebody decided about a pupil's stage: what shows it is brought up to date. */
export const stageDecided = (_desk: Desk, _pupil: string): void => undefined;
