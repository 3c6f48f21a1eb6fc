import { z } from 'zod';
import { type TrackerPupil, type TrackerView, trackerView } from '../../shared/views/tracker.ts';
import type { Controls, ShownPerson } from './controls.ts';
import type { Told } from './people.ts';

/** Somebody decides in the pane beside the sheet, on the rows that they see there. */
export interface PaneAct {
  readonly who: string;
  readonly button: string;
  /** Where the pane asks: `stages/hold`. */
  readonly path: string;
  readonly asks: (view: TrackerView) => object;
  /** The button is pressed twice at once. */
  readonly twice?: true;
}

const answered = z.union([
  z.object({ state: z.string() }).transform(({ state }) => [state]),
  z
    .object({ answers: z.array(z.object({ state: z.string() })) })
    .transform(({ answers }) => answers.map((one) => one.state)),
]);

const toldBy = (status: number, answer: unknown): Told => {
  if (status >= 500) return 'nothing';
  const states = answered.safeParse(answer).data ?? [];
  if (states.length === 0 || !states.every((state) => state === 'saved' || state === 'saving')) return 'said';
  return states.includes('saving') ? 'saving' : 'saved';
};

/**
 * The pane of a person: what is to be decided is chosen when the rows have come, and asked again as it is when no answer
 * came.
 */
export const inThePane = (
  controls: Controls,
  { id }: ShownPerson,
  { path, asks, twice }: PaneAct,
): (() => Promise<Told>) => {
  let asked: object | undefined;
  const press = async (): Promise<Told> => {
    const { status, answer } = await controls.asPane(id, 'POST', path, asked);
    return toldBy(status, answer);
  };
  return async () => {
    if (!asked) {
      const { status, answer } = await controls.asPane(id, 'GET', 'tracker');
      if (status !== 200) return 'nothing';
      asked = asks(trackerView.parse(answer));
    }
    const [told] = await Promise.all(twice ? [press(), press()] : [press()]);
    return told!;
  };
};

/** The pupils for whom a stage waits, in the order of their ids: the list's own is that in which they arrived. */
const waitingFor = ({ pupils }: TrackerView, stage: string): readonly TrackerPupil[] =>
  pupils
    .filter(({ current, stage: { recommended, decided } }) => current && recommended === stage && decided === null)
    .sort((a, b) => (a.pupil < b.pupil ? -1 : 1));

/** Something about one of those for whom stage 1 waits. */
const ofOne =
  (at: number, what: { readonly key: string; readonly stage: string; readonly reason: string }) =>
  (view: TrackerView): object => ({ ...what, pupil: waitingFor(view, '1')[at]?.pupil, on: view.on });

/** What is decided about the stages of a morning: by many, another one, on hold, typed in the sheet, and the meeting. */
export const stageActs: readonly PaneAct[] = [
  {
    who: 'attendance-manager',
    button: 'Accept many',
    path: 'stages/accept-many',
    asks: (view) => ({
      key: 'morning-many',
      stage: '1',
      pupils: waitingFor(view, '1')
        .slice(0, 3)
        .map(({ pupil }) => pupil),
      on: view.on,
    }),
    twice: true,
  },
  {
    who: 'deputy-head',
    button: 'Choose another',
    path: 'stages/choose',
    asks: ofOne(3, { key: 'morning-choice', stage: '2', reason: 'Agreed with the family' }),
  },
  {
    who: 'attendance-manager',
    button: 'Hold',
    path: 'stages/hold',
    asks: ofOne(4, { key: 'morning-hold', stage: '1', reason: 'A funeral' }),
  },
  {
    who: 'attendance-manager',
    button: 'Update',
    path: 'tracker/edits',
    asks: (view) => {
      const [held, other] = waitingFor(view, '1').slice(4);
      return {
        edits: [
          { key: 'morning-typed-1', pupil: held?.pupil, field: 'stageDecided', seen: null, to: '1' },
          { key: 'morning-typed-2', pupil: other?.pupil, field: 'nextAction', seen: null, to: 'Ring on Friday' },
          { key: 'morning-typed-3', pupil: other?.pupil, field: 'nextActionDue', seen: null, to: '2026-03-13' },
        ],
      };
    },
  },
  {
    who: 'deputy-head',
    button: 'The meeting was held',
    path: 'meeting',
    asks: ({ on }) => ({ key: 'morning-meeting', on }),
  },
];
