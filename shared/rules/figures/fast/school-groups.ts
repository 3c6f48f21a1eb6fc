import { type Groups, groupKinds, isYear7To11, type PupilFacts } from '../groups.ts';
import { sumCount } from './group-sums.ts';

type Kind = keyof Groups;

/** A group of a school: the cells that make it up, and how many pupils they have. */
interface Group {
  readonly kind: Kind;
  readonly name: string;
  readonly pupils: number;
  readonly cells: Int32Array;
}

/**
 * Who is in which group. Pupils of the same year and form share a cell, and those of the same sex, FSM, SEN and EAL
 * another; a group is the sum of some cells, so that a pupil is added twice and not eight times. A cell is named by
 * where its sums begin.
 */
export interface SchoolGroups {
  readonly ofPlace: Int32Array;
  readonly ofTraits: Int32Array;
  /** The length of a table of all cells' sums. */
  readonly size: number;
  readonly groups: readonly Group[];
}

interface Cell {
  readonly at: number;
  readonly facts: PupilFacts;
  pupils: number;
}

const placeKinds = ['year', 'form'] as const;
const traitKinds = groupKinds.filter((kind) => kind !== 'year' && kind !== 'form');

/** Cells by the value of one kind, of the next below it, and so on: no text is made for a pupil. */
interface Branch {
  readonly below: Map<string, Branch>;
  cell?: Cell;
}

/** Gives each pupil a cell; pupils with the same facts of these kinds share one. */
const shareCells = (facts: readonly PupilFacts[], kinds: readonly (typeof groupKinds)[number][], begin: number) => {
  const cells: Cell[] = [];
  const cellOf = new Int32Array(facts.length);
  const root: Branch = { below: new Map() };
  facts.forEach((of, pupil) => {
    let branch = root;
    for (const kind of kinds) {
      const value = of[kind] ?? '';
      let next = branch.below.get(value);
      if (next === undefined) {
        next = { below: new Map() };
        branch.below.set(value, next);
      }
      branch = next;
    }
    if (branch.cell === undefined) {
      branch.cell = { at: begin + cells.length * sumCount, facts: of, pupils: 0 };
      cells.push(branch.cell);
    }
    branch.cell.pupils++;
    cellOf[pupil] = branch.cell.at;
  });
  return { cells, cellOf };
};

const groupOf = (kind: Kind, name: string, cells: readonly Cell[]): Group => ({
  kind,
  name,
  pupils: cells.reduce((sum, { pupils }) => sum + pupils, 0),
  cells: Int32Array.from(cells, ({ at }) => at),
});

/** The groups of `groupsOf`, in its order. */
export const schoolGroups = (facts: readonly PupilFacts[]): SchoolGroups => {
  const places = shareCells(facts, placeKinds, 0);
  const traits = shareCells(facts, traitKinds, places.cells.length * sumCount);
  const by = (kind: (typeof groupKinds)[number], cells: readonly Cell[]): Group[] =>
    [...Map.groupBy(cells, ({ facts }) => facts[kind] ?? '')]
      .filter(([name]) => name !== '')
      .sort(([a], [b]) => a.localeCompare(b, 'en-GB', { numeric: true }))
      .map(([name, members]) => groupOf(kind, name, members));
  return {
    ofPlace: places.cellOf,
    ofTraits: traits.cellOf,
    size: (places.cells.length + traits.cells.length) * sumCount,
    groups: [
      groupOf('all', 'all', places.cells),
      groupOf(
        'all',
        '7-11',
        places.cells.filter(({ facts }) => isYear7To11(facts)),
      ),
      ...placeKinds.flatMap((kind) => by(kind, places.cells)),
      ...traitKinds.flatMap((kind) => by(kind, traits.cells)),
    ],
  };
};
