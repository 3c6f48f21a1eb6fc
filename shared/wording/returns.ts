import type { DeletionGroundName } from '../rules/returns/deletion-grounds.ts';
import type { ReturnsDue } from '../rules/returns/returns-due.ts';
import { counted } from './counts.ts';
import { dateInWords } from './dates.ts';

/** What is to be returned to the local authority, a sentence each; empty when nothing is. */
export const returnsSay = ({ attendance, sickness, deletionGround }: ReturnsDue): readonly string[] => {
  const lines: string[] = [];
  if (attendance.tenthDay !== null)
    lines.push(
      `An attendance return is due: the tenth school day in a row without leave was ${dateInWords(attendance.tenthDay)}.`,
    );
  if (sickness.due)
    lines.push(
      `A sickness return is due (${counted(sickness.sessions, 'session')} of illness this year), unless they were minor ailments: confirm.`,
    );
  else if (sickness.warn)
    lines.push(`${counted(sickness.sessions, 'session')} of illness this year: a sickness return comes near.`);
  if (deletionGround.twentiethDay !== null)
    lines.push(
      `Absent for twenty school days in a row on ${dateInWords(deletionGround.twentiethDay)} (G, N or O throughout). This alone does not permit deletion: see the checklist.`,
    );
  return lines;
};

/** The grounds of deletion in plain words. */
export const deletionGroundSays: Readonly<Record<DeletionGroundName, string>> = {
  'registered-elsewhere': 'Registered at another school, and not dual registered',
  'nursery-finished': 'Has finished nursery education here',
  'dual-registered-with-consents': 'Registered at another school as well, with the consent of the others',
  'attendance-order-names-another-school': 'The school attendance order names another school now',
  'attendance-order-revoked': 'The school attendance order was revoked: educated otherwise',
  'home-education-in-writing': 'The parent has written that the child is educated at home',
  'moved-beyond-reasonable-distance': 'Has moved beyond a reasonable distance',
  'not-back-within-ten-days-of-leave': 'Not back within ten school days of the end of granted leave',
  'twenty-days-absent': 'Absent for twenty school days in a row, and not found',
  'detained-four-months': 'Detained under a sentence of at least four months',
  'over-school-age-and-leaving': 'Over compulsory school age, and leaving',
  died: 'Has died',
  'permanently-excluded': 'Permanently excluded, and the process is over',
  'boarding-fees': 'Boarding fees have not been paid',
};

/** What stands on the checklists of the roll, as a person reads it. */
export const rollItems: Readonly<Record<string, string>> = {
  'full-name': 'The pupil’s full name',
  address: 'The pupil’s address',
  'parents-lived-with': 'Full name and address of each parent the pupil lives with',
  'emergency-telephone': 'A telephone number of each of them for an emergency',
  ground: 'The ground of the deletion',
  'new-address': 'The new address, with whom, and from when',
  'new-school': 'The new school and the first day there',
  'no-sign-of-sickness': 'No reason to think that sickness keeps the pupil away',
  'no-unavoidable-cause': 'No reason to think that an unavoidable cause does',
  'enquiries-by-school': 'The school has made reasonable enquiries',
  'enquiries-by-authority': 'The authority has made them too',
  'enquiries-made-jointly': 'They were made jointly',
  'not-found-or-no-return-agreed': 'The pupil was not found, or it was agreed that there is no return',
  'authorised-person': 'Agreed by a person the school has authorised',
  'parent-lived-with': 'Agreed by a parent the pupil lives with',
  'times-and-dates': 'The times and dates that are agreed',
  reason: 'The reason, in the pupil’s interest',
  end: 'The last day',
  'review-dates': 'The dates of the reviews',
  'parent-signature': 'The parent’s signature',
  'safeguarding-off-site': 'A safeguarding check for the time off site',
  'authority-notified': 'The authority was told',
  'social-worker-consulted': 'The social worker was asked',
  'sen-caseworker-consulted': 'The SEN caseworker was asked',
};
