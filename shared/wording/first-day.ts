import type { ContactLogEntry } from '../records/contact-log.ts';
import { shortName } from './names.ts';

const outcomes: Readonly<Record<ContactLogEntry['outcome'], string>> = {
  reached: 'Reached',
  'left message': 'Message left',
  'no answer': 'No answer',
  'wrong number': 'Wrong number',
  refused: 'Would not speak',
};

/** `No answer 09:21, P Quill`; a visit that is wanted is said too. */
export const attemptSays = (
  entry: Pick<ContactLogEntry, 'outcome' | 'time' | 'byName' | 'personSpokenTo' | 'visitNeeded'>,
): string => {
  const whom = entry.personSpokenTo ? ` (${entry.personSpokenTo})` : '';
  const visit = entry.visitNeeded ? ', visit needed' : '';
  return `${outcomes[entry.outcome]}${whom}${visit} ${entry.time}, ${shortName(entry.byName)}`;
};

/** What settled a task without anybody's call: the school's system has a mark now. */
export const markArrived = (code: string): string => `The school’s system now has ${code}`;
