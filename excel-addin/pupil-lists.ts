import type { TrackerPupil, TrackerView } from '../shared/views/tracker.ts';
import { compareRates, type Rate, rate } from '../shared/vocabulary/rate.ts';

export const listKinds = {
  movers: 'Moved since last week',
  recommended: 'A stage is recommended',
  held: 'On hold',
  all: 'All pupils',
} as const;
export type ListKind = keyof typeof listKinds;
export const isListKind = (text: string): text is ListKind => Object.hasOwn(listKinds, text);

/** A pupil of a list, with what to say beside the name. */
export interface Listed {
  readonly pupil: TrackerPupil;
  readonly says: readonly string[];
}

/** A stage is recommended that has not begun. */
export const canBegin = ({ current, stage: { recommended, decided } }: TrackerPupil): boolean =>
  current && recommended !== null && recommended !== '0' && recommended !== decided;

const ytd = ({ attended, possible }: { attended: number; possible: number }): Rate => rate(attended, possible);

const step = (from: string | null, to: string | null): number => Number(to ?? 0) - Number(from ?? 0);

/**
 * What changed about a pupil since the end of last week: persistent absence, band, recommended stage. `weight`: how far
 * it moved, worse above better.
 */
export const moveOf = (pupil: TrackerPupil): { readonly says: string[]; readonly weight: number } | undefined => {
  const { lastWeek, current, persistent, band, stage } = pupil;
  if (!current || lastWeek === null || lastWeek === undefined) return undefined;
  const says: string[] = [];
  let weight = 0;
  if (persistent !== lastWeek.persistent && persistent !== null && lastWeek.persistent !== null) {
    says.push(persistent ? 'now PA' : 'left PA');
    weight += persistent ? 100 : -100;
  }
  if (stage.recommended !== lastWeek.recommended && stage.recommended !== null) {
    says.push(
      stage.recommended === '0'
        ? `no stage any more, was ${lastWeek.recommended ?? 'none'}`
        : `stage ${stage.recommended}, was ${lastWeek.recommended ?? 'none'}`,
    );
    weight += 10 * (stage.recommended === 'S' ? 7 : step(lastWeek.recommended, stage.recommended) || 0);
  }
  if (band !== lastWeek.band && band !== null && lastWeek.band !== null) {
    says.push(`band ${band}, was ${lastWeek.band}`);
    weight += step(lastWeek.band, band) || 0;
  }
  return says.length === 0 ? undefined : { says, weight };
};

const byName = (a: Listed, b: Listed): number =>
  `${a.pupil.surname} ${a.pupil.forename}`.localeCompare(`${b.pupil.surname} ${b.pupil.forename}`);
const byAttendance = (a: Listed, b: Listed): number => compareRates(ytd(a.pupil), ytd(b.pupil));

/** The pupils of a list, the most pressing first. */
export const pupilsOf = (kind: ListKind, { pupils }: TrackerView): readonly Listed[] => {
  switch (kind) {
    case 'movers':
      return pupils
        .flatMap((pupil) => {
          const move = moveOf(pupil);
          return move === undefined ? [] : [{ pupil, ...move }];
        })
        .toSorted((a, b) => b.weight - a.weight || byAttendance(a, b) || byName(a, b));
    case 'recommended':
      return pupils
        .filter(canBegin)
        .map((pupil) => ({ pupil, says: [`stage ${pupil.stage.recommended}`] }))
        .toSorted(
          (a, b) =>
            (b.pupil.stage.recommended ?? '').localeCompare(a.pupil.stage.recommended ?? '') ||
            byAttendance(a, b) ||
            byName(a, b),
        );
    case 'held':
      return pupils
        .flatMap((pupil) =>
          pupil.current && pupil.hold !== undefined && pupil.hold !== null
            ? [{ pupil, says: [`stage ${pupil.hold.stage}`, pupil.hold.reason] }]
            : [],
        )
        .toSorted(byName);
    case 'all':
      return pupils
        .filter(({ current }) => current)
        .map((pupil) => ({ pupil, says: [] }))
        .toSorted(byName);
  }
};

/** Those whose name or form holds what was typed: `quill`, `Quill, Tab`, `9A`. */
export const found = (listed: readonly Listed[], typed: string): readonly Listed[] => {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return listed;
  return listed.filter(({ pupil: { surname, forename, form } }) =>
    `${surname}, ${forename} ${surname} ${form} ${forename} ${surname}`.toLowerCase().includes(wanted),
  );
};
