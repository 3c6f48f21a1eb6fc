import type { SheetEdit } from '../shared/workbook/sheet-edit.ts';
import type { DeskApi } from './api/desk-api.ts';
import type { Conflict } from './decisions.ts';
import type { SendKeys } from './send-keys.ts';

/** What the desk would not take, with its reason: it stands in the sheet until it is changed or given back. */
export interface RefusedEdit {
  readonly edit: SheetEdit;
  readonly says: string;
}

/** What became of what was typed in the sheet. */
export interface SentTyped {
  /** Pupils of whom something was taken: their rows are read anew. */
  readonly taken: ReadonlySet<string>;
  readonly conflicts: readonly Conflict[];
  readonly refused: readonly RefusedEdit[];
}

/** Few enough that the longest texts fit into a request. */
const atOnce = 150;

const about = ({ pupil, field, seen, to }: SheetEdit) => ({ pupil, field, seen, to });

/** Sends what was typed in the sheet, each with what its author saw. */
export const sendTyped = async (desk: DeskApi, edits: readonly SheetEdit[], keys: SendKeys): Promise<SentTyped> => {
  const taken = new Set<string>();
  const conflicts: Conflict[] = [];
  const refused: RefusedEdit[] = [];
  for (let from = 0; from < edits.length; from += atOnce) {
    const part = edits.slice(from, from + atOnce);
    const byKey = new Map(part.map((edit) => [keys.of(about(edit)), edit]));
    const { answers } = await desk.edit({
      edits: [...byKey].map(([key, edit]) => ({ key, ...about(edit) })),
    });
    for (const { key, state, says, now } of answers) {
      const edit = byKey.get(key);
      if (edit === undefined) continue;
      const { pupil, field, to } = edit;
      if (state !== 'saving') keys.answered(about(edit));
      if (state === 'saved') taken.add(pupil);
      else if (state === 'conflict')
        conflicts.push({ pupil, field, mine: to, theirs: now ?? { value: null, by: null, at: null } });
      else if (state === 'refused') refused.push({ edit, says });
    }
  }
  return { taken, conflicts, refused };
};
