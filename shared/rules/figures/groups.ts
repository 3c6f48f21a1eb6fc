import { percent, rate } from '../../vocabulary/rate.ts';
import type { Figures } from './figures.ts';

/**
 * What the school's system says of a pupil, as far as groups ask. `year` is the year group's number (`7`); the others
 * are as written there. What is not known puts the pupil in no group of that kind.
 */
export interface PupilFacts {
  readonly pupil: string;
  readonly year?: string | undefined;
  readonly form?: string | undefined;
  readonly sex?: string | undefined;
  readonly fsm?: string | undefined;
  readonly sen?: string | undefined;
  readonly eal?: string | undefined;
  /** First and last day on roll. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A group's sums and rates, leavers included. Rates are of the sums, never the mean of the pupils' rates (V11). */
export interface GroupFigures {
  readonly pupils: number;
  /** Those with a possible session: the others have no part in the rates of PA and SA. */
  readonly pupilsWithPossible: number;
  readonly possible: number;
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly missing: number;
  /** L and U together. */
  readonly late: number;
  readonly persistent: number;
  readonly severe: number;
  readonly attendance: string | null;
  readonly absence: string | null;
  /** Persistently absent pupils of those with a possible session. */
  readonly persistentPercent: string | null;
  readonly severePercent: string | null;
}

export const groupKinds = ['year', 'form', 'sex', 'fsm', 'sen', 'eal'] as const;
type GroupKind = (typeof groupKinds)[number];

export type Groups = Readonly<Record<'all' | GroupKind, Readonly<Record<string, GroupFigures>>>>;

const sum = (figures: readonly Figures[], of: (one: Figures) => number): number =>
  figures.reduce((total, one) => total + of(one), 0);

type GroupSums = Omit<GroupFigures, 'attendance' | 'absence' | 'persistentPercent' | 'severePercent'>;

/** A group's sums with their rates (V11). */
export const groupFiguresOf = (sums: GroupSums): GroupFigures => {
  const { pupilsWithPossible, possible, attended, persistent, severe } = sums;
  return {
    ...sums,
    attendance: percent(rate(attended, possible)),
    absence: percent(rate(possible - attended, possible)),
    persistentPercent: percent(rate(persistent, pupilsWithPossible)),
    severePercent: percent(rate(severe, pupilsWithPossible)),
  };
};

/** The figures of a group from those of its pupils over the same span. */
export const groupFigures = (figures: readonly Figures[]): GroupFigures =>
  groupFiguresOf({
    pupils: figures.length,
    pupilsWithPossible: figures.filter(({ possible }) => possible > 0).length,
    possible: sum(figures, (one) => one.possible),
    attended: sum(figures, (one) => one.attended),
    authorised: sum(figures, (one) => one.authorised),
    unauthorised: sum(figures, (one) => one.unauthorised),
    missing: sum(figures, (one) => one.missing),
    late: sum(figures, (one) => one.lateBefore + one.lateAfter),
    persistent: figures.filter((one) => one.persistent === true).length,
    severe: figures.filter((one) => one.severe === true).length,
  });

/** Years 7 to 11, the scope of the official statistics' secondary cohort; the school's own scope is everybody. */
export const isYear7To11 = ({ year }: PupilFacts): boolean => year !== undefined && /^([7-9]|1[01])$/.test(year);

/** The groups of a school, kind by kind. */
export const groupsFrom = (of: (kind: 'all' | GroupKind) => Readonly<Record<string, GroupFigures>>): Groups => ({
  all: of('all'),
  year: of('year'),
  form: of('form'),
  sex: of('sex'),
  fsm: of('fsm'),
  sen: of('sen'),
  eal: of('eal'),
});

/** Every group of a school: all, Years 7 to 11, and by year, form, sex, FSM, SEN and EAL. */
export const groupsOf = (pupils: readonly { readonly facts: PupilFacts; readonly figures: Figures }[]): Groups => {
  const figuresWhere = (belongs: (facts: PupilFacts) => boolean): GroupFigures =>
    groupFigures(pupils.filter(({ facts }) => belongs(facts)).map(({ figures }) => figures));
  const by = (kind: GroupKind): Record<string, GroupFigures> => {
    const members = Map.groupBy(
      pupils.filter(({ facts }) => facts[kind] !== undefined && facts[kind] !== ''),
      ({ facts }) => facts[kind]!,
    );
    const inOrder = [...members].sort(([a], [b]) => a.localeCompare(b, 'en-GB', { numeric: true }));
    return Object.fromEntries(
      inOrder.map(([value, group]) => [value, groupFigures(group.map(({ figures }) => figures))]),
    );
  };
  const all = { all: figuresWhere(() => true), '7-11': figuresWhere(isYear7To11) };
  return groupsFrom((kind) => (kind === 'all' ? all : by(kind)));
};
