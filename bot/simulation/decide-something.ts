import { type TrackerPupil, trackerView } from '../../shared/views/tracker.ts';
import type { Chance } from './chance.ts';
import type { Controls, ShownPerson } from './controls.ts';

interface Seen {
  readonly key: string;
  readonly on: string;
  readonly row: TrackerPupil;
  readonly chance: Chance;
}

const reasons = ['A funeral', 'Agreed with the family', '=1+1', '**urgent** <b>now</b>'];

/** What may be decided about a pupil whose row is seen: where the pane asks, and what. */
const decisions: readonly ((seen: Seen) => readonly [path: string, body: object])[] = [
  ({ key, on, row: { pupil, stage } }) => [
    'stages/accept-many',
    { key, on, stage: stage.recommended ?? '1', pupils: [pupil] },
  ],
  ({ key, on, row: { pupil }, chance }) => [
    'stages/choose',
    { key, on, pupil, stage: chance.pick(['1', '2', '3', '5', 'S']), reason: chance.pick(reasons) },
  ],
  ({ key, on, row: { pupil, stage }, chance }) => [
    'stages/hold',
    { key, on, pupil, stage: stage.recommended ?? '1', reason: chance.pick(reasons) },
  ],
  ({ key, on, row: { pupil } }) => ['stages/end-hold', { key, on, pupil }],
  ({ key, row: { pupil, plan, stage }, chance }) => [
    'tracker/edits',
    {
      edits: [
        { key, pupil, field: 'stageDecided', seen: stage.decided, to: chance.pick(['1', '2', '3']) },
        { key, pupil, field: 'nextAction', seen: plan?.nextAction.value ?? null, to: chance.pick(reasons) },
      ],
    },
  ],
  ({ key, row: { pupil } }) => ['contact', { key, pupil, channel: 'call', outcome: 'no answer' }],
  ({ key, on }) => ['meeting', { key, on }],
];

/** Who has the sheet: those who decide by it, and those who only read it and press all the same. */
const readers: ReadonlySet<string> = new Set([
  'attendance-manager',
  'pastoral-administration-officer',
  'head-of-year',
  'deputy-head',
  'head',
  'dsl',
]);

/** Somebody looks at the sheet and decides something about somebody there, now and then twice at once. */
export const decideSomething = async (
  controls: Controls,
  people: readonly ShownPerson[],
  key: string,
  chance: Chance,
): Promise<void> => {
  const { id } = chance.pick(people.filter(({ roles }) => roles.some((role) => readers.has(role))));
  const { status, answer } = await controls.asPane(id, 'GET', 'tracker');
  if (status !== 200) return;
  const { on, pupils } = trackerView.parse(answer);
  if (pupils.length === 0) return;
  // The list's own order is that in which they arrived.
  const row = chance.pick(pupils.toSorted((a, b) => (a.pupil < b.pupil ? -1 : 1)));
  const [path, body] = chance.pick(decisions)({ key, on, row, chance });
  const press = async () => await controls.asPane(id, 'POST', path, body);
  await Promise.all(chance.is(0.2) ? [press(), press()] : [press()]);
};
