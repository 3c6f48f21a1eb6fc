import { contactLog } from '../records/contact-log.ts';
import { interventions } from '../records/intervention.ts';
import { letters } from '../records/letter.ts';
import { pupilPlans } from '../records/pupil-plan.ts';
import type { Stored } from '../records/record.ts';
import { stageHolds } from '../records/stage-hold.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { ifThere } from './if-there.ts';
import type { TrackerFacts } from './tracker-rows.ts';

const recordsIn = <T>(stored: readonly Stored<T>[], isKnown: (record: T) => boolean): T[] =>
  stored.map(({ record }) => record).filter(isKnown);

/**
 * Everything that the tracker is made of: as it stands at this minute, or as of the end of a past day (`past`). The lists
 * are asked side by side, and so in one request; of one that is not there the tracker tells nothing.
 */
export const trackerFacts = async (
  desk: Pick<Desk, 'data' | 'clock' | 'records'>,
  past?: IsoDate,
): Promise<TrackerFacts> => {
  const [policy, calendar] = await Promise.all([desk.data.policy(), desk.data.calendar()]);
  const { date: today, time } = calendar.at(desk.clock.now());
  const on = past ?? today;
  const yearBegan = calendar.yearOf(on)?.terms[0]?.from ?? on;
  const [book, pupils, begun, held, planned, sent, contacted] = await Promise.all([
    desk.data.book(),
    desk.data.pupils(),
    desk.records.find(interventions),
    ifThere(desk.records.find(stageHolds)),
    ifThere(desk.records.find(pupilPlans)),
    ifThere(desk.records.find(letters, [{ column: 'state', is: 'eq', value: 'sent' }])),
    ifThere(desk.records.find(contactLog, [{ column: 'date', is: 'ge', value: yearBegan }])),
  ]);
  return {
    book,
    calendar,
    pupils,
    policy,
    on,
    ...(past === undefined ? { time } : {}),
    interventions: recordsIn(begun, ({ openedOn }) => openedOn <= on),
    holds: held && recordsIn(held, ({ heldOn }) => heldOn <= on),
    plans: planned && recordsIn(planned, () => true),
    letters: sent && recordsIn(sent, ({ servedAt = '' }) => servedAt.slice(0, 10) <= on),
    contacts: contacted && recordsIn(contacted, ({ date }) => date <= on),
  };
};
