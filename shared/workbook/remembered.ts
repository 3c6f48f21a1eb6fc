import type { TrackerView } from '../views/tracker.ts';
import type { Field } from './fields.ts';
import type { MatchedRow } from './find-rows.ts';
import type { FilledColumn } from './judge-columns.ts';
import { type SheetMemory, withColumn } from './memory.ts';
import type { CellPlan } from './plan-cell.ts';
import type { CellValue } from './sheet-values.ts';

const ofEach = <T>(entries: Readonly<Partial<Record<Field, T>>>, keep: (value: T) => T): Map<Field, T> =>
  new Map(Object.entries(entries).map(([field, value]) => [field as Field, keep(value as T)]));

/**
 * What is to be remembered of a sheet once its plan is carried out: where desk and sheet agree then, and which cells are
 * hers. A cell that was emptied is given back; one with an edit under way keeps what was seen there before. Pupils whom the
 * desk does not know any more are forgotten, unless the reader sees only some.
 */
export const remembered = (
  before: SheetMemory,
  filled: readonly FilledColumn[],
  eachCell: (take: (row: MatchedRow, field: Field, plan: CellPlan) => void) => void,
  view: TrackerView,
): SheetMemory => {
  const ids = new Set(view.pupils.map(({ pupil }) => pupil));
  const isKnown = (pupil: string): boolean => view.hasOthers === true || ids.has(pupil);
  const written = ofEach(before.written, (of: Record<string, CellValue>) =>
    Object.fromEntries(Object.entries(of).filter(([pupil]) => isKnown(pupil))),
  );
  const hers = new Map(
    [...ofEach(before.hers, (of: string[]) => of)].map(([field, of]) => [field, new Set(of.filter(isKnown))]),
  );
  const setOf = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
    const there = map.get(key) ?? make();
    map.set(key, there);
    return there;
  };
  eachCell((row, field, plan) => {
    const { pupil } = row.pupil;
    if (plan.is === 'kept') {
      if (plan.kept.typedOver !== undefined) setOf(hers, field, () => new Set<string>()).add(pupil);
      return;
    }
    if (plan.is === 'edit') return;
    if (plan.is === 'change' || !plan.isHers) hers.get(field)?.delete(pupil);
    setOf(written, field, (): Record<string, CellValue> => ({}))[pupil] =
      plan.is === 'change' ? (plan.change.to ?? '') : plan.value;
  });
  return {
    // What a column was taken for once, it stays: a word typed in it does not make it another.
    columns: filled.reduce(
      (memory, { column: { heading, nth, field, isConfirmed } }) =>
        isConfirmed ? memory : withColumn(memory, { heading, nth, field }),
      before,
    ).columns,
    written: Object.fromEntries(written),
    hers: Object.fromEntries(
      [...hers].flatMap(([field, pupils]) => (pupils.size === 0 ? [] : [[field, [...pupils].sort()]])),
    ),
  };
};
