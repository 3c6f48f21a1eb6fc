import { counted } from './counts.ts';
import { dateInWords } from './dates.ts';

const stageIn = (names: Readonly<Record<string, string>>, stage: string | null): string =>
  stage === null ? 'no stage' : `stage ${stage}, ${names[stage] ?? stage}`;

const bandIn = (names: Readonly<Record<string, string>>, band: string | null): string =>
  band === null ? 'no band' : `band ${band}${names[band] === undefined ? '' : `, ${names[band]}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What the pack for the weekly meeting says of a pupil, a line each. The people who meet know whom it is about. */
export const meetingSays = {
  stage: (names: Readonly<Record<string, string>>, before: string | null, now: string | null): string =>
    capital(`${stageIn(names, before)}, to ${stageIn(names, now)}`),
  band: (names: Readonly<Record<string, string>>, before: string | null, now: string | null): string =>
    capital(`${bandIn(names, before)}, to ${bandIn(names, now)}`),
  persistent: (is: boolean): string => (is ? 'Now persistently absent' : 'Left persistent absence'),
  severe: (is: boolean): string => (is ? 'Now severely absent' : 'Left severe absence'),
  review: (stage: string, due: string): string => `Review of stage ${stage} was due on ${dateInWords(due)}`,
  outcome: (stage: string): string => `How stage ${stage} turned out is not on record`,
  begun: (stage: string, isChosen: boolean): string =>
    `Stage ${stage} begun${isChosen ? ', another than the recommended one' : ''}`,
  held: (stage: string, reason: string, until: string | undefined): string =>
    `Stage ${stage} on hold${until === undefined ? '' : ` until ${dateInWords(until)}`}: ${reason}`,
  holdEnded: (stage: string): string => `The hold of stage ${stage} ended`,
  penalty: (confirmed: number, includingN: number): string =>
    `${counted(confirmed, 'unauthorised session')} in ten school weeks${includingN > confirmed ? `, ${includingN} with those not explained yet (N)` : ''}: a penalty notice is to be considered`,
  waits: (reason: string, until: string | null, by: string): string =>
    `${reason} (${by}${until === null ? '' : `, until ${dateInWords(until)}`})`,
} as const;
