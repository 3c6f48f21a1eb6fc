import { interventions } from '../records/intervention.ts';
import { stageHolds } from '../records/stage-hold.ts';
import { stageNames } from '../rules/ladder/stage-row.ts';
import type { StagesCardView } from '../views/cards.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { ifThere } from './if-there.ts';
import { postToChannel } from './post-year-cards.ts';
import { halfAt } from './registers-now.ts';
import { showAgain, troubleIn } from './send.ts';
import { stageCounts, stagesNow, supportStages } from './stages-now.ts';

export const stagesKey = (date: IsoDate, year: string): string => `${date}/stages/${year}`;

/** What a year's card shows of this day: counts alone, and nothing of notices or the legal route. */
export const stagesCardView = async (desk: Desk, year: string): Promise<StagesCardView> => {
  const now = await stagesNow(desk);
  const { policy, on } = now.facts;
  const names = stageNames(policy);
  const { stages, onHold, heldToday } = stageCounts(now, year, supportStages(policy));
  return {
    post: stagesKey(on, year),
    date: on,
    year,
    stages: stages.map((counts) => ({ ...counts, name: names[counts.stage]! })),
    onHold,
    heldToday,
    repeated: false,
    tab: desk.tabLink({ page: 'stages', year }),
  };
};

/** Begun after this, nothing new is posted: outside hours the tab shows it (reliability §3). */
const endOfDay = '16:30';

const isWorthACard = ({ stages, heldToday }: StagesCardView): boolean =>
  heldToday > 0 || stages.some(({ begunToday }) => begunToday > 0);

/**
 * A decision about a stage shows at once in its year team's channel: the first of a day posts the card, all others bring
 * it up to date. A day without a decision has none, and neither has a weekend.
 */
export const showStages = async (desk: Desk, year: string): Promise<void> => {
  const [policy, calendar] = await Promise.all([desk.data.policy(), desk.data.calendar()]);
  const channel = policy.channels.find((one) => one.year === year);
  if (!channel) return;
  const { date, time } = calendar.at(desk.clock.now());
  const view = await stagesCardView(desk, year);
  const known = await desk.ledger.byKey(view.post);
  if (known?.state === 'sent') return await showAgain(desk, view.post, desk.cards.stages(view));
  if (!isWorthACard(view) || !calendar.isSchoolDay(date) || time >= endOfDay) return;
  const trouble = troubleIn(
    await postToChannel(desk, {
      key: view.post,
      kind: 'stages',
      date,
      half: halfAt(policy, time),
      channel,
      about: `${channel.name}, stages`,
      message: (repeated) => desk.cards.stages({ ...view, repeated }),
    }),
  );
  if (trouble) throw trouble;
};

/** Decisions of today whose card nobody has seen: the desk stopped between the two, or Teams did not take it. */
export const showMissedStages = async (desk: Desk): Promise<void> => {
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  const [pupils, begun, held] = await Promise.all([
    desk.data.pupils(),
    desk.records.find(interventions, [{ column: 'openedOn', is: 'eq', value: date }]),
    ifThere(desk.records.find(stageHolds, [{ column: 'heldOn', is: 'eq', value: date }])),
  ]);
  const decided = [...begun, ...(held ?? [])].flatMap(({ record }) => pupils.get(record.pupil)?.year ?? []);
  for (const year of new Set(decided))
    if ((await desk.ledger.byKey(stagesKey(date, year)))?.state !== 'sent') await showStages(desk, year);
};
