/** What a person is told after a press or a write: saved, saving, refused because. */
export const presses = {
  saving: 'Written down here; SharePoint has not confirmed it yet. It is carried there by itself.',
  notKept: 'This could not be written down, so nothing was changed. Try again in a moment.',
  noRoom:
    'The disk of Attendance Desk is full, so this could not be written down and nothing was changed. Tell the school’s IT.',
  unknownPerson: 'Attendance Desk does not know you. Ask the attendance manager to add you to the staff groups.',
  notYours: 'Your role does not allow this. It has been noted; nothing was changed.',
  badCard: 'This card does not come from Attendance Desk as it is. Nothing was changed.',
  pastDay: 'This card is of a past day and is closed. Nothing was changed.',
  gone: 'What this card is about is not there any more. Nothing was changed.',
  chooseRegister: 'Choose a register first.',
  whyNeeded: 'Say why it is not due.',
  reasonNeeded: 'Write the reason first.',
  reasonFromNobody: 'A reason is given by somebody who was reached.',
  concernNeeded: 'Say in a few words what worries you.',
  listSent: 'Your list is in your own chat with Attendance Desk.',
  help: 'Attendance Desk tells you here about registers, first-day contact and leave, as far as your role goes. Write “who am I” to see what you may do, or open the Attendance Desk tab.',
} as const;

/** `Saved: somebody is going to 9A.` */
export const saved = (what: string): string => `Saved: ${what}`;

export const stale = (who: string | undefined, what: string): string =>
  `${who ?? 'Somebody'} was first: ${what}. Nothing more was changed; this is how it stands now.`;

export const registerPressed = {
  'nudged-again': (group: string) => `the teacher of ${group} is nudged again.`,
  'somebody-going': (group: string) => `somebody is going to ${group}.`,
  taken: (group: string) => `${group} is said to be taken; it is struck off when the school’s system says so.`,
  'not-due': (group: string) => `${group} is not due.`,
} as const;
