import { cite } from '../../vocabulary/citation.ts';
import { hasFlag } from '../history.ts';

/** Who else must hear of an unexplained absence on its first day, whatever the school's policy says (§4.1, §4.3). */
export const toldOfUnexplained = [
  { flag: 'social-worker', told: 'social worker' },
  { flag: 'yot', told: 'youth offending worker' },
].map((row) => ({
  ...row,
  law: cite(
    'Working together to improve school attendance (DfE, August 2024)',
    'social worker and youth offending team told of unexplained absence, as restated by Oxfordshire and Enfield',
    '2026-11-25',
  ),
}));

/** Who of them has to be told for a pupil with these flags. It reveals flags: only for people who may see them (§11). */
export const whoIsTold = (flags: readonly string[]): readonly string[] =>
  toldOfUnexplained.filter(({ flag }) => hasFlag({ flags: [...flags] }, flag)).map(({ told }) => told);
