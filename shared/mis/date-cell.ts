import { type IsoDate, isIsoDate } from '../vocabulary/session.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const two = (text: string | number): string => String(text).padStart(2, '0');

/**
 * Reads the dates of one file: ISO, or day first (`10/03/2026`, `10-Mar-2026`), a time behind it ignored. A date is
 * never guessed: one that can only be month first is kept in `monthFirst`, and the file is refused for it.
 */
export class DateCells {
  readonly #known = new Map<string, IsoDate | undefined>();
  /** A date as written that can only be month first. */
  monthFirst: string | undefined;

  read(text: string): IsoDate | undefined {
    if (this.#known.has(text)) return this.#known.get(text);
    const date = this.#parse(text.trim());
    this.#known.set(text, date);
    return date;
  }

  #parse(text: string): IsoDate | undefined {
    const bare = text.replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/, '');
    if (/^\d{4}-\d{2}-\d{2}$/.test(bare)) return isIsoDate(bare) ? bare : undefined;
    const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(bare);
    if (numbers) {
      const [, day, month, year] = numbers;
      if (Number(month) > 12 && Number(month) <= 31 && Number(day) >= 1 && Number(day) <= 12) this.monthFirst ??= text;
      return real(year!, Number(month), day!);
    }
    const words = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}|\d{2})$/.exec(bare);
    return words ? real(words[3]!, months.indexOf(words[2]!.slice(0, 3).toLowerCase()) + 1, words[1]!) : undefined;
  }
}

/** Two-digit years are of this century up to 49, else of the last. */
const real = (year: string, month: number, day: string): IsoDate | undefined => {
  const full = year.length === 4 ? year : Number(year) < 50 ? `20${year}` : `19${year}`;
  const date = `${full}-${two(month)}-${two(day)}`;
  return isIsoDate(date) ? date : undefined;
};

/** `08:57` of `8:57`, `08:57:10`, `10/03/2026 08:57` or an ISO instant without a zone; undefined when blank or no time. */
export const timeOf = (text: string): string | undefined => {
  const found = /(?:^|[T ])(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined;
  return `${two(found[1]!)}:${found[2]}`;
};
