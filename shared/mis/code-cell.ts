import { type CheckedCode, checkCode } from '../rules/codes/check-code.ts';
import { codesOf2024From } from '../rules/codes/codes.ts';
import { conditionsOf } from '../rules/codes/conditions.ts';
import { type RemovedCodeRow, removedCodes } from '../rules/codes/removed-codes.ts';
import type { Code } from '../vocabulary/mark.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';

/** A mark cell read: a code (null: no mark) with what is odd about it, or the reason why it is refused. */
export type ReadCode =
  | { readonly code: Code | null; readonly raw?: string | undefined; readonly warning?: string | undefined }
  | { readonly refused: string };

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
  const checked = checkCode(bare, date, half);
  switch (checked.is) {
    case 'no mark':
      return { code: null };
    case 'code':
      return checked.odd === undefined ? { code: checked.code } : oddCode(bare, checked);
    case 'review':
      return { refused: checked.removed === undefined ? unknown(bare) : whatNow(checked.removed) };
    case 'unknown':
      return { refused: unknown(bare) };
  }
};

const oddCode = (bare: string, { code, odd }: Extract<CheckedCode, { is: 'code' }>): ReadCode => {
  switch (odd) {
    case 'other half':
      return { code, raw: bare, warning: `${bare} in the ${code === '/' ? 'morning' : 'afternoon'}, read as ${code}` };
    case 'newer than the session':
      return { code, warning: `${code} did not exist before 19 August 2024` };
    default:
      return {
        code,
        raw: bare,
        warning: `${odd === 'sub-code' ? odd : 'code of an old export'} ${bare.toUpperCase()}, read as ${code}`,
      };
  }
};

const unknown = (bare: string): string => `${bare.toUpperCase().slice(0, 20)} is no attendance code`;

/** `Y ended on 19 August 2024; Y1, Y2, Y3, Y4, Y6 or, with its reason, Y7?` */
const whatNow = (code: Code): string => {
  const { ended, now }: RemovedCodeRow = removedCodes.find((removed) => removed.code === code)!;
  const last = now.at(-1)!;
  const or = conditionsOf(last)?.nature ? 'or, with its reason,' : 'or';
  const choice = now.length === 1 ? last : `${now.slice(0, -1).join(', ')} ${or} ${last}`;
  return `${code} ended ${ended === undefined ? 'before' : 'on'} 19 August 2024; ${choice}?`;
};
