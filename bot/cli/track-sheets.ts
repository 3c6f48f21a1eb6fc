import type { TrackerView } from '../../shared/views/tracker.ts';
import type { WorkbookMemory } from '../../shared/workbook/memory.ts';
import { isRefusal, isTracker, type TrackerPlan } from '../../shared/workbook/plan.ts';
import { planSheet } from '../../shared/workbook/plan-sheet.ts';
import type { Xlsx } from '../../shared/workbook/xlsx/types.ts';
import { InputRefused } from './input.ts';

interface Choice {
  readonly xlsx: Xlsx;
  readonly view: TrackerView;
  readonly memory: WorkbookMemory | undefined;
  readonly wanted: readonly string[];
  readonly file: string;
}

/** Which sheets to work on: those named, else the one that is a tracker. Several trackers: it asks. */
export const chooseSheets = ({ xlsx, view, memory, wanted, file }: Choice): TrackerPlan[] => {
  const names = xlsx.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const refuse = (why: string, value: string | null = null): InputRefused => InputRefused.whole(file, why, { value });
  if (wanted.length > 0 && !wanted.includes('*'))
    return wanted.map((name) => {
      const sheet = xlsx.sheet(name);
      if (sheet === undefined) throw refuse(`there is no such sheet; there are ${names.join(', ')}`, name);
      const answer = planSheet(xlsx, view, sheet.name, memory);
      if (isRefusal(answer) || answer.refused !== undefined) throw refuse(answer.refused ?? '', name);
      return answer;
    });
  const trackers = names.map((name) => planSheet(xlsx, view, name, memory)).filter(isTracker);
  if (trackers.length === 0)
    throw refuse(
      `no sheet is a tracker (${names.join(', ')}): it needs a row of headings with the pupil and a figure of the desk, and rows of pupils that are known`,
    );
  if (trackers.length > 1 && wanted.length === 0)
    throw new SeveralSheets(
      file,
      trackers.map(({ sheet }) => sheet),
    );
  for (const { sheet, refused } of trackers) if (refused !== undefined) throw refuse(refused, sheet);
  return trackers;
};

export class SeveralSheets extends InputRefused {
  readonly sheets: readonly string[];
  constructor(file: string, sheets: readonly string[]) {
    super([
      {
        file,
        line: null,
        column: null,
        value: null,
        why: `several sheets are trackers: ${sheets.join(', ')}. Say which with --sheet NAME, or all with --sheet '*'`,
      },
    ]);
    this.sheets = sheets;
  }
}
