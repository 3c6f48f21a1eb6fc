import { cite } from '../../vocabulary/citation.ts';
import { type ChecklistItem, itemsOf, stillMissing } from '../checklist.ts';

const law = cite(
  'SI 2024/208',
  'reg 13(4) to (6); as soon as the ground is met, from earlier regulations',
  '2026-11-25',
);

/** What a deletion return holds (§8.3), made as soon as the ground is met and at the latest when the name is deleted. */
export const deletionReturnContents = itemsOf(
  law,
  'full-name',
  'address',
  'parents-lived-with',
  'emergency-telephone',
  'ground',
);
/** Where a parent has told the school of them (reg 8(3)). */
const newAddress = itemsOf(law, 'new-address');
const newSchool = itemsOf(law, 'new-school');

export interface Leaver {
  /** Deleted at or after the end of the school's last year, when all of it leave. */
  readonly isEndOfLastYear: boolean;
  readonly isAskedForLastYear?: boolean | undefined;
  readonly hasNewAddress: boolean;
  readonly hasNewSchool: boolean;
}

/** What a deletion return still lacks; null where none is needed. */
export const deletionReturnLacks = (leaver: Leaver, there: readonly string[]): readonly ChecklistItem[] | null => {
  if (leaver.isEndOfLastYear && leaver.isAskedForLastYear !== true) return null;
  return stillMissing<string>(
    [...deletionReturnContents, ...(leaver.hasNewAddress ? newAddress : []), ...(leaver.hasNewSchool ? newSchool : [])],
    there,
  );
};
