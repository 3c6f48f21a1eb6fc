import type { PlannedChange } from './plan-cell.ts';
import type { Block, CellValue } from './sheet-values.ts';

/** The changes as rectangles to write: runs down a column, side by side where they begin and end in the same rows. */
export const blocksOf = (changes: readonly PlannedChange[]): Block[] => {
  const columns = Map.groupBy(changes, ({ column }) => column);
  const runs: { top: number; left: number; values: CellValue[][] }[] = [];
  for (const [left, cells] of [...columns].sort(([a], [b]) => a - b)) {
    let run: { top: number; left: number; values: CellValue[][] } | undefined;
    for (const { row, to } of cells.toSorted((a, b) => a.row - b.row)) {
      if (run !== undefined && run.top + run.values.length === row) run.values.push([to ?? '']);
      else {
        run = { top: row, left, values: [[to ?? '']] };
        runs.push(run);
      }
    }
  }
  const blocks: typeof runs = [];
  const open = new Map<string, (typeof runs)[number]>();
  for (const run of runs) {
    const key = `${run.top} ${run.values.length}`;
    const beside = open.get(key);
    if (beside !== undefined && beside.left + beside.values[0]!.length === run.left) {
      for (const [at, [value]] of run.values.entries()) beside.values[at]!.push(value!);
      continue;
    }
    blocks.push(run);
    open.set(key, run);
  }
  return blocks;
};
