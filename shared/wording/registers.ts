import type { RegisterNote } from '../records/register-note.ts';
import type { RegisterState } from '../rules/registers/register-state.ts';
import { counted } from './counts.ts';
import { shortName } from './names.ts';

/** A register's state as people read it: "Not taken", "Taken 08:57", "3 marks missing". */
export const registerSays = (state: RegisterState, taken: string | undefined, missing: number): string => {
  switch (state) {
    case 'not_due':
      return 'Not due yet';
    case 'open':
      return 'Open, not taken yet';
    case 'not_taken':
      return 'Not taken';
    case 'partial':
      return `Taken ${taken}, ${counted(missing, 'mark')} missing`;
    case 'complete':
      return `Taken ${taken}`;
    case 'closed_late':
      return `Taken ${taken}, after it closed`;
    case 'cancelled':
      return 'No session';
  }
};

const done: Readonly<Record<RegisterNote['action'], string>> = {
  unmarked: 'Not taken at close',
  'nudged-again': 'Nudged again',
  'somebody-going': 'Somebody is going',
  taken: 'Said to be taken',
  'not-due': 'Not due',
};

/** `Nudged again: M Okafor, 09:12`. `time` is the school time of the press. */
export const noteSays = (note: Pick<RegisterNote, 'action' | 'byName' | 'why'>, time: string): string =>
  `${done[note.action]}${note.why ? ` (${note.why})` : ''}: ${shortName(note.byName)}, ${time}`;
