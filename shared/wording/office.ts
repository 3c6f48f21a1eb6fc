import type { Certificate } from '../records/certificate.ts';
import type { Half } from '../vocabulary/session.ts';
import { counted } from './counts.ts';

/** What the office is told when the desk holds back: what is the matter, and what to do next. */
export interface OfficeWords {
  readonly heading: string;
  readonly says: string;
  readonly mend: string;
  readonly points?: readonly { readonly why: string; readonly mend: string }[];
}

const session = (half: Half): string => (half === 'AM' ? 'this morning' : 'this afternoon');

export const staleExport = (half: Half, minutes: number | null): OfficeWords => ({
  heading: 'The registers are not up to date here',
  says:
    minutes === null
      ? `No export of the school’s registers has arrived ${session(half)}. Nobody is chased on old data.`
      : `The newest export of the registers is ${counted(minutes, 'minute')} old. Nobody is chased on old data.`,
  mend: 'Look whether the school’s system still writes its exports to the inbox. Chasing goes on when one arrives.',
});

export const tooManyUnmarked = (half: Half, unmarked: number, due: number): OfficeWords => ({
  heading: 'Most registers look untaken',
  says: `${unmarked} of ${due} registers are not taken ${session(half)}. That is more than usual, so nobody has been chased.`,
  mend: 'If the figures are right, send it all the same. If not, look at the export first.',
});

export const tooManyAbsent = (half: Half, absent: number, onRoll: number): OfficeWords => ({
  heading: 'Unusually many are absent',
  says: `${absent} of ${onRoll} pupils are marked absent ${session(half)}, so the first-day cards are held back.`,
  mend: 'If the figures are right, send them all the same. If not, look at the export first.',
});

export const strangersInChannel = (channel: string, strangers: number): OfficeWords => ({
  heading: `Nothing is posted in ${channel}`,
  says: `${counted(strangers, 'member')} of the channel ${strangers === 1 ? 'is' : 'are'} not on the staff list.`,
  mend: 'Look at the team’s members. When only staff are left, the next card is posted again.',
});

/** By ids alone: the card may be open on a screen. */
export const certificateVoid = ({ key, pupil, from, to, voidWhy = '' }: VoidCertificate): OfficeWords => ({
  heading: 'A certificate of attendance is void',
  says: `Certificate ${key}, for pupil ${pupil} from ${from} to ${to}, no longer matches the register: ${voidWhy}.`,
  mend: `If it has gone to court, tell the court officer. Make it again with “desk certificate --pupil ${pupil} --from ${from} --to ${to}”, and have the new one signed.`,
});
type VoidCertificate = Pick<Certificate, 'key' | 'pupil' | 'from' | 'to' | 'voidWhy'>;

/** What the morning's look at the tenant found. `left`: how many more there are than the card holds. */
export const foundThisMorning = (points: NonNullable<OfficeWords['points']>, left: number): OfficeWords => ({
  heading: 'Something in Microsoft 365 needs looking at',
  says: `${counted(points.length + left, 'thing')} ${points.length + left === 1 ? 'is' : 'are'} not as the desk needs. Everything else goes on.`,
  points,
  mend:
    left > 0
      ? `And ${left} more: whoever looks after Microsoft 365 at the school runs “desk doctor”, which says the same and all of it.`
      : 'Give this to whoever looks after Microsoft 365 at the school; “desk doctor” says the same.',
});

/**
 * Why a tracking spreadsheet, or a sheet of one, was not filled before school. Their names may stand there: they are the
 * school's own. `until`: the time up to which it is tried again, where somebody works in it.
 */
export const trackerNotFilled = (
  left: readonly { readonly what: string; readonly why: string }[],
  until: string | undefined,
): OfficeWords => ({
  heading: 'A tracking spreadsheet was not filled',
  says: left.map(({ what, why }) => `${what} stays as it was: ${why}.`).join(' '),
  mend:
    until === undefined
      ? 'Open it in Excel and press Update in the Attendance Desk pane. Tomorrow before school it is tried again.'
      : `Close it, or check it in: it is tried again until registers open at ${until}, and this card says when it is filled. After that, press Update in the Attendance Desk pane.`,
});

/** It was filled after all. */
export const trackerFilled = (path: string): OfficeWords => ({
  heading: 'The tracking spreadsheet is filled',
  says: `${path} was in use before, and is filled now.`,
  mend: 'There is nothing to do.',
});
