import { byteOf, type Code, codeOfByte, codes } from '../../../vocabulary/mark.ts';
import { tallies, tallyBefore2024, tallySince2024 } from '../../codes/codes.ts';
import { removedCodes } from '../../codes/removed-codes.ts';
import { closedByte } from './places.ts';

/** What a mark does to a pupil's counts: the first three are possible sessions. */
export const kinds = { attended: 0, authorised: 1, unauthorised: 2, missing: 3, nowhere: 4 } as const;

/** Before the codes: no mark, a mark that counts nowhere until somebody reviews it (RA3), and no session at all. */
export const missingColumn = 0;
const reviewColumn = 1;
export const closedColumn = 2;
export const firstCodeColumn = 3;

/** The codes in the order of their columns, which is the order of their bytes. */
export const columnCodes: readonly Code[] = [...codes].sort((a, b) => byteOf(a) - byteOf(b));
export const columnCount = firstCodeColumn + columnCodes.length;

export const columnOf = (code: Code): number => firstCodeColumn + columnCodes.indexOf(code);

const removed = tallies.indexOf('removed');
const columnTable = (tallyOf: Uint8Array): number[] =>
  Array.from({ length: 256 }, (_, byte) => {
    const code = codeOfByte(byte);
    if (byte === 0) return missingColumn;
    if (byte === closedByte) return closedColumn;
    return code === undefined || tallyOf[byte] === removed ? reviewColumn : columnOf(code);
  });

/** Where the sessions since 19 August 2024 begin in `columnOfByte`. */
export const since2024 = 256;
/** The column of a byte on a session before 19 August 2024, and, from `since2024` on, since then. */
export const columnOfByte = Uint8Array.from([...columnTable(tallyBefore2024), ...columnTable(tallySince2024)]);

const kindOf = (tally: number): number => {
  const name = tallies[tally]!;
  if (name === 'present' || name === 'aea') return kinds.attended;
  return name === 'authorised' || name === 'unauthorised' || name === 'missing' ? kinds[name] : kinds.nowhere;
};

/** What the marks of a column do. A removed code has a column for the sessions before its removal alone. */
export const kindOfColumn = Uint8Array.from([
  kinds.missing,
  kinds.nowhere,
  kinds.nowhere,
  ...columnCodes.map((code) => {
    const isRemoved = removedCodes.some((row) => row.code === code);
    return kindOf((isRemoved ? tallyBefore2024 : tallySince2024)[byteOf(code)]!);
  }),
]);
