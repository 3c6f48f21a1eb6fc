import { isOutside, OutsideError } from '../../ports/outside-error.ts';
import type { Check, Patient, Seen, Trouble } from './check.ts';
import { clockSkew, consent, credential, siteGrant } from './identity.ts';
import { botDoor, database, freeDisk, keyDoors, pressKey, stuckWork } from './machine.ts';
import { roles, teachers } from './roles.ts';
import { roll } from './roll.ts';
import { calendarFile, inbox, items, lists, markBook, policyFile } from './site.ts';
import { appForPeople, appInTeams, channelMembers, channels, refusedPosts } from './teams.ts';
import { trackers } from './trackers.ts';

/** From the outside in: whether we are let in, what is there, whom it reaches, and this machine. */
const checks: readonly Check[] = [
  credential,
  consent,
  siteGrant,
  clockSkew,
  lists,
  items,
  policyFile,
  calendarFile,
  markBook,
  inbox,
  trackers,
  roll,
  roles,
  teachers,
  channels,
  channelMembers,
  appInTeams,
  appForPeople,
  refusedPosts,
  botDoor,
  keyDoors,
  database,
  freeDisk,
  stuckWork,
  pressKey,
];

/** One line of the report. */
export interface Finding {
  /** `bot reachable` */
  readonly check: string;
  readonly ok: boolean;
  /** Which one, where there are several. */
  readonly about?: string;
  readonly why: string;
  readonly mend?: string;
  /** It could not be looked at, because of something that another line names. */
  readonly unseen?: true;
}

export interface DoctorReport {
  readonly ok: boolean;
  readonly checks: readonly Finding[];
  /** The site did not answer at all: the rest says little. */
  readonly silent: boolean;
}

const mendSilence = 'Try again in a while; look at the network and at the health of Microsoft 365 (admin centre).';

const mendOf = (error: OutsideError): string => {
  if (error.kind === 'unanswered' || error.kind === 'busy') return mendSilence;
  if (error.kind === 'forbidden')
    return 'The app may not look: consent to its permissions and give it the site (the lines above say how).';
  return 'Mend what the other lines name first, then look again.';
};

const linesOf = ({ name }: Check, { saw, troubles = [], notes = [] }: Seen): Finding[] => {
  const line = (ok: boolean, { about, why, mend }: Trouble): Finding => ({
    check: name,
    ok,
    ...(about === undefined ? {} : { about }),
    why,
    mend,
  });
  return [
    ...(troubles.length === 0
      ? [{ check: name, ok: true, why: saw }]
      : troubles.map((trouble) => line(false, trouble))),
    ...notes.map((note) => line(true, note)),
  ];
};

interface Looked {
  readonly check: Check;
  readonly lines: readonly Finding[];
  readonly isSilent: boolean;
}

const lookWith = async (check: Check, patient: Patient): Promise<Looked> => {
  try {
    return { check, lines: linesOf(check, await check.look(patient)), isSilent: false };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    const why = `could not be looked at: ${error.message}`;
    // What is damaged or gone is named by the check of the thing itself; what did not answer may be well.
    const isOfAnother = !isOutside(error, 'forbidden', 'refused');
    const line = {
      check: check.name,
      ok: false,
      why,
      mend: mendOf(error),
      ...(isOfAnother ? { unseen: true as const } : {}),
    };
    return { check, lines: [line], isSilent: isOutside(error, 'unanswered', 'busy') };
  }
};

/**
 * Looks at everything the desk stands on and changes nothing. `daily`: only what is looked at each morning. Throws
 * nothing of the outside: what cannot be looked at is a line too.
 */
export const doctor = async (
  patient: Patient,
  { daily = false }: { readonly daily?: boolean } = {},
): Promise<DoctorReport> => {
  const chosen = checks.filter((check) => check.daily || !daily);
  const looked = await Promise.all(chosen.map(async (check) => await lookWith(check, patient)));
  const lines = looked.flatMap((each) => each.lines);
  const silent = looked.some(({ check, isSilent }) => check === siteGrant && isSilent);
  return { ok: lines.every(({ ok }) => ok), checks: lines, silent };
};
