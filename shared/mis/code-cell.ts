import { codesOf2024From } from '../rules/codes/codes.ts';
import { removedCodes } from '../rules/codes/removed-codes.ts';
import { type Code, isCode } from '../vocabulary/mark.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';

/** A mark cell read: a code (null: no mark) with what is odd about it, or the reason why it is refused. */
export type ReadCode =
  | { readonly code: Code | null; readonly raw?: string | undefined; readonly warning?: string | undefined }
  | { readonly refused: string };

const noMark = new Set(['', '-', '--']);
/** Codes that the 2024 table brought; on earlier dates they are read with a warning (reference §14). */
const newIn2024 = new Set<Code>(['C1', 'C2', 'J1', 'K', 'Q', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7']);

const proposals: Readonly<Record<string, string>> = {
  H: 'H ended on 19 August 2024; C or G?',
  F: 'F ended before 19 August 2024; C or G?',
  J: 'J ended on 19 August 2024; J1?',
  Y: 'Y ended on 19 August 2024; Y1, Y2, Y3, Y4, Y6 or, with its reason, Y7?',
};

/** Reads mark cells; each spelling is understood once a half and an era (reference §1.2, §1.3). */
export class CodeCells {
  readonly #known = {
    AM: [new Map<string, ReadCode>(), new Map<string, ReadCode>()],
    PM: [new Map<string, ReadCode>(), new Map<string, ReadCode>()],
  } as const;

  read(text: string, date: IsoDate, half: Half): ReadCode {
    const known = this.#known[half][date < codesOf2024From ? 0 : 1]!;
    let read = known.get(text);
    if (read === undefined) {
      read = readCode(text, date, half);
      known.set(text, read);
    }
    return read;
  }
}

/** Codes are upper-cased; an Excel text prefix (`'/`) is no part of the mark. Raw is kept where it is not the code. */
export const readCode = (text: string, date: IsoDate, half: Half): ReadCode => {
  const bare = text.trim().replace(/^'(?=.)/, '');
  if (noMark.has(bare)) return { code: null };
  const code = bare.toUpperCase();
  const legacy = date < codesOf2024From;
  if (code === '/' && half === 'PM') return { code: '\\', raw: '/', warning: '/ in the afternoon, read as \\' };
  if (code === '\\' && half === 'AM') return { code: '/', raw: '\\', warning: '\\ in the morning, read as /' };
  if (/^[IX]\d\d$/.test(code))
    return { code: code[0] as Code, raw: bare, warning: `sub-code ${code}, read as ${code[0]}` };
  if (!isCode(code)) return { refused: `${code.slice(0, 20)} is no attendance code` };
  if (removedCodes.some((removed) => removed.code === code)) return legacy ? { code } : { refused: proposals[code]! };
  if (legacy && newIn2024.has(code)) return { code, warning: `${code} did not exist before 19 August 2024` };
  return { code };
};
