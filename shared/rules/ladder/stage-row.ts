import type { Policy } from '../policy.ts';

/** What the school does at a stage: its name, action, owner, and when it is done and looked at again (§5.2). */
export interface StageRow {
  readonly name: string;
  readonly action: string;
  /** The letter that goes home when the stage begins, where one does. */
  readonly letter?: string | undefined;
  readonly owner: string;
  /** School days from the stage's beginning to its action. */
  readonly dueSchoolDays: number;
  /** School weeks from the stage's beginning to its review; undefined for a stage that has none. */
  readonly reviewWeeks?: number | undefined;
}

/** The row of a stage of the policy's ladder, of 5, 6 or S; undefined for `0` and for a stage that nobody knows. */
export const stageRowOf = ({ ladder }: Policy, stage: string): StageRow | undefined => {
  if (stage === '5') return ladder.notice;
  if (stage === '6') return ladder.legal;
  if (stage === 'S') return ladder.severe;
  return ladder.stages.find((one) => one.stage === stage);
};

/** A notice and the legal route are for those who answer for penalty notices. */
export const isLegal = (stage: string): boolean => stage === '5' || stage === '6';

const namesOf = new WeakMap<Policy, Readonly<Record<string, string>>>();

/** The names of the stages, the universal offer and severe absence included. */
export const stageNames = (policy: Policy): Readonly<Record<string, string>> => {
  const known = namesOf.get(policy);
  if (known) return known;
  const { stages, notice, legal, severe } = policy.ladder;
  const names = {
    '0': 'Universal',
    ...Object.fromEntries(stages.map(({ stage, name }) => [stage, name])),
    '5': notice.name,
    '6': legal.name,
    S: severe.name,
  };
  namesOf.set(policy, names);
  return names;
};

/** The letters of the stages that have one: `{ '1': 'Letter 1' }`. */
export const stageLetters = (policy: Policy): Record<string, string> =>
  Object.fromEntries(
    ['1', '2', '3', '4', '5', '6', 'S'].flatMap((stage) => {
      const letter = stageRowOf(policy, stage)?.letter;
      return letter === undefined ? [] : [[stage, letter]];
    }),
  );
