import type { ContactLogEntry } from '../records/contact-log.ts';
import type { Letter } from '../records/letter.ts';
import { type PupilPlan, plannedIn } from '../records/pupil-plan.ts';
import { isHolding, type StageHold } from '../records/stage-hold.ts';
import { isLegal } from '../rules/ladder/stage-row.ts';
import { isRed, weeklyContact } from '../rules/reports/red-group.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import { mondayOf } from '../vocabulary/session.ts';
import { decisions } from '../wording/decisions.ts';
import { letterSays } from '../wording/letters.ts';
import type { CaseFacts } from './tracker-cases.ts';

/** What is on record of pupils beside marks and stages. Absent: nobody looked. */
export interface RecordsBeside {
  readonly plans?: readonly PupilPlan[] | undefined;
  readonly holds?: readonly StageHold[] | undefined;
  /** Those that were sent. */
  readonly letters?: readonly Letter[] | undefined;
  /** Of this school year. */
  readonly contacts?: readonly ContactLogEntry[] | undefined;
}

/**
 * A person's words about a stage. Of a notice and the legal route they are told to those who answer for penalty notices
 * (§11); others see that there are some.
 */
export const wordsAbout = (stage: string, words: string, seesPenalty: boolean): string =>
  isLegal(stage) && !seesPenalty ? decisions.legalReason : words;

type Beside = Pick<TrackerPupil, 'lastContact' | 'redContact' | 'letter' | 'plan' | 'hold'>;

const newest = <T>(all: readonly T[] | undefined, at: (one: T) => string): T | undefined =>
  all?.reduce<T | undefined>((last, one) => (last === undefined || at(one) >= at(last) ? one : last), undefined);

const contactsOf = (own: readonly ContactLogEntry[]): Pick<Beside, 'lastContact'> => {
  const reached = own.filter(({ outcome }) => outcome === 'reached');
  const last = newest(reached, ({ date, time }) => `${date} ${time}`);
  return { lastContact: last ? { date: last.date, by: last.byName } : null };
};

interface About {
  readonly pupil: string;
  /** Says whether this week's contact is owed (§9.6). */
  readonly band: string | null;
  readonly seesPenalty: boolean;
}

/** What the tracker tells of a pupil from the lists. */
export const besideOf = (facts: CaseFacts & RecordsBeside): ((about: About) => Beside) => {
  const { calendar, policy, on, time = '23:59', plans, holds, letters, contacts } = facts;
  const planOf = new Map(plans?.map((plan) => [plan.pupil, plan]));
  const holdsOf = Map.groupBy(
    (holds ?? []).filter((hold) => isHolding(hold, on)),
    ({ pupil }) => pupil,
  );
  const lettersOf = Map.groupBy(letters ?? [], ({ pupil }) => pupil);
  const ofPupil = Map.groupBy(contacts ?? [], ({ pupil }) => pupil);
  const monday = mondayOf(on);

  const redContact = (own: readonly ContactLogEntry[], band: string | null): Beside['redContact'] => {
    if (!isRed({ band }, policy)) return null;
    const thisWeek = own.filter(({ date }) => date >= monday);
    const { status } = weeklyContact(thisWeek, calendar, { date: on, time }, policy);
    return status === 'exempt' ? null : status;
  };

  return ({ pupil, band, seesPenalty }) => {
    const own = ofPupil.get(pupil) ?? [];
    const hold = newest(holdsOf.get(pupil), ({ heldOn }) => heldOn);
    const letter = newest(lettersOf.get(pupil), ({ servedAt = '' }) => servedAt);
    const plan = planOf.get(pupil);
    return {
      ...(contacts && { ...contactsOf(own), redContact: redContact(own, band) }),
      ...(letter && { letter: letterSays(letter) }),
      ...(plans && {
        plan: {
          nextAction: plannedIn(plan, 'nextAction'),
          nextActionDue: plannedIn(plan, 'nextActionDue'),
          target: plannedIn(plan, 'target'),
        },
      }),
      ...(holds && {
        hold: hold
          ? {
              stage: hold.stage,
              reason: wordsAbout(hold.stage, hold.reason, seesPenalty),
              until: hold.until ?? null,
              by: hold.byName,
              on: hold.heldOn,
            }
          : null,
      }),
    };
  };
};
