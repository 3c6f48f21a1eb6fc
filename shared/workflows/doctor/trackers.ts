import type { TrackerView } from '../../views/tracker.ts';
import { counted } from '../../wording/counts.ts';
import { planFile } from '../../workbook/fill-file.ts';
import { XlsxRefusal } from '../../workbook/xlsx/refusal.ts';
import { trackerFacts } from '../tracker-facts.ts';
import { trackerOf } from '../tracker-view.ts';
import type { Check, Patient, Trouble } from './check.ts';

interface Found {
  /** Rows of pupils that would be filled. */
  readonly rows: number;
  readonly troubles: readonly Trouble[];
  readonly notes: readonly Trouble[];
}

const mends = {
  absent: 'Put it there, or put its path right under trackers in policy.json.',
  notWhole: 'Save it in Excel as a workbook (.xlsx) without a password, or take it out of trackers in policy.json.',
  notUnderstood:
    'A sheet needs a row of headings with the pupil (UPN, admission number or name) and a figure of the desk. Open it in Excel: the Attendance Desk pane shows what it understood, and asks.',
  shut: 'Unlock the cells that the desk is to fill, or take the protection off (Review, Unprotect Sheet).',
  rows: 'desk track FILE --dry-run names each of them and why.',
} as const;

const only = (trouble: Trouble): Found => ({ rows: 0, troubles: [trouble], notes: [] });

const lookInto = (path: string, content: Uint8Array, view: TrackerView): Found => {
  try {
    const { plans, refused } = planFile(content, view);
    if (plans.length + refused.length === 0)
      return only({ about: path, why: 'no sheet in it is a tracker', mend: mends.notUnderstood });
    const unsure = plans.reduce((sum, { rows }) => sum + rows.unmatched.length, 0);
    const why = `${counted(unsure, 'row')} of it cannot be matched to a pupil for sure`;
    return {
      rows: plans.reduce((sum, { rows }) => sum + rows.matched, 0),
      troubles: refused.map(({ sheet, why }) => ({ about: `${path}, sheet ${sheet}`, why, mend: mends.shut })),
      notes: unsure === 0 ? [] : [{ about: path, why, mend: mends.rows }],
    };
  } catch (error) {
    if (!(error instanceof XlsxRefusal)) throw error;
    return only({ about: path, why: error.message, mend: mends.notWhole });
  }
};

const lookAt = async ({ files }: Patient, path: string, view: TrackerView): Promise<Found> => {
  const file = await files.read(path);
  return file
    ? lookInto(path, file.content, view)
    : only({ about: path, why: 'the library has no such file', mend: mends.absent });
};

/** The tracking spreadsheets that are filled before school: there, to be kept whole, and understood. */
export const trackers: Check = {
  name: 'trackers',
  // Each morning the filling itself tells the office.
  daily: false,
  look: async (patient) => {
    const { files } = (await patient.data.policy()).trackers;
    if (files.length === 0) return { saw: 'the policy names none' };
    const view = trackerOf(await trackerFacts(patient), patient.data.damaged());
    const found = await Promise.all(files.map((path) => lookAt(patient, path, view)));
    const rows = found.reduce((sum, one) => sum + one.rows, 0);
    return {
      saw: `${counted(files.length, 'workbook')} with ${counted(rows, 'row')} of pupils`,
      troubles: found.flatMap(({ troubles }) => troubles),
      notes: found.flatMap(({ notes }) => notes),
    };
  },
};
