import type { ContactLogEntry } from '../records/contact-log.ts';
import type { Letter } from '../records/letter.ts';
import { type PupilPlan, plannedIn } from '../records/pupil-plan.ts';
import { isHolding, type StageHold } from '../records/stage-hold.ts';
import { isRed, weeklyContact } from '../rules/reports/red-group.ts';
import type { TrackerPupil } from '../views/tracker.ts';
import { mondayOf } from '../vocabulary/session.ts';
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

type Beside = Pick<TrackerPupil, 'lastContact' | 'redContact' | 'letter' | 'plan' | 'hold'>;

const newest = <T>(all: readonly T[] | undefined, at: (one: T) => string): T | undefined =>
  all?.reduce<T | undefined>((last, one) => (last === undefined || at(one) >= at(last) ? one : last), undefined);

const contactsOf = (own: readonly ContactLogEntry[]): Pick<Beside, 'lastContact'> => {
  const reached = own.filter(({ outcome }) => outcome === 'reached');
  const last = newest(reached, ({ date, time }) => `${date} ${time}`);
  return { lastContact: last ? { date: last.date, by: last.byName } : null };
};

/** What the tracker tells of a pupil from the lists: `band` says whether this week's contact is owed (§9.6). */
export const besideOf = (facts: CaseFacts & RecordsBeside): ((pupil: string, band: string | null) => Beside) => {
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

  return (pupil, band) => {
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
          ? { stage: hold.stage, reason: hold.reason, until: hold.until ?? null, by: hold.byName, on: hold.heldOn }
          : null,
      }),
    };
  };
};
