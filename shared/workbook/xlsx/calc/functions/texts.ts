import { type Args, booleanAt, type EachFunction, type Functions, sure, textAt } from '../args.ts';
import { wildcard } from '../criterion.ts';
import { Area, errors, formatted, type Scalar, toNumber, toText, type Value } from '../values.ts';

const text = (value: Scalar | undefined): string => sure(toText(value ?? null));
const count = (value: Scalar | undefined, otherwise = 1): number => {
  const number = Math.trunc(value === undefined ? otherwise : sure(toNumber(value)));
  if (number < 0) throw errors.value;
  return number;
};

const each = (least: number, most: number, of: (...values: Scalar[]) => Scalar): EachFunction => ({
  least,
  most,
  each: (values) => of(...values),
});

const find = (wanted: string, within: string, from: number, wild: boolean): number => {
  if (from < 1 || from > within.length + 1) throw errors.value;
  const at =
    wild && /[*?~]/.test(wanted)
      ? within.slice(from - 1).search(new RegExp(wildcard(wanted).source.slice(1, -1), 'i')) + from - 1
      : wild
        ? within.toLowerCase().indexOf(wanted.toLowerCase(), from - 1)
        : within.indexOf(wanted, from - 1);
  if (at < from - 1) throw errors.value;
  return at + 1;
};

const substitute = (whole: string, old: string, fresh: string, nth: number | undefined): string => {
  if (old === '') return whole;
  if (nth === undefined) return whole.replaceAll(old, fresh);
  const pieces = whole.split(old);
  if (nth < 1) throw errors.value;
  if (nth >= pieces.length) return whole;
  return pieces.slice(0, nth).join(old) + fresh + pieces.slice(nth).join(old);
};

/** Every text of the arguments from one on, cells of areas among them. */
const textsFrom = (args: Args, from: number): string[] =>
  Array.from({ length: Math.max(0, args.count - from) }, (_, at): Value => args.value(from + at)).flatMap((value) =>
    value instanceof Area ? value.cells.map((cell) => text(cell)) : text(value),
  );

const join = (texts: readonly string[], between = ''): string => {
  const joined = texts.join(between);
  if (joined.length > 32_767) throw errors.value;
  return joined;
};

const proper = (value: string): string =>
  value.toLowerCase().replace(/\p{L}+/gu, (word) => word[0]!.toUpperCase() + word.slice(1));

export const texts: Functions = {
  LEN: each(1, 1, (value) => text(value).length),
  LEFT: each(1, 2, (value, size) => text(value).slice(0, count(size))),
  RIGHT: each(1, 2, (value, size) => {
    const [whole, length] = [text(value), count(size)];
    return length === 0 ? '' : whole.slice(-length);
  }),
  MID: each(3, 3, (value, from, size) => {
    const start = count(from);
    if (start < 1) return errors.value;
    return text(value).slice(start - 1, start - 1 + count(size));
  }),
  TRIM: each(1, 1, (value) => text(value).replace(/ +/g, ' ').replace(/^ | $/g, '')),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what CLEAN takes away
  CLEAN: each(1, 1, (value) => text(value).replace(/[\u0000-\u001f]/g, '')),
  UPPER: each(1, 1, (value) => text(value).toUpperCase()),
  LOWER: each(1, 1, (value) => text(value).toLowerCase()),
  PROPER: each(1, 1, (value) => proper(text(value))),
  EXACT: each(2, 2, (a, b) => text(a) === text(b)),
  REPT: each(2, 2, (value, times) => {
    const [whole, often] = [text(value), count(times)];
    return whole.length * often > 32_767 ? errors.value : whole.repeat(often);
  }),
  FIND: each(2, 3, (wanted, within, from) => find(text(wanted), text(within), count(from), false)),
  SEARCH: each(2, 3, (wanted, within, from) => find(text(wanted), text(within), count(from), true)),
  SUBSTITUTE: each(3, 4, (whole, old, fresh, nth) =>
    substitute(text(whole), text(old), text(fresh), nth === undefined ? undefined : count(nth)),
  ),
  REPLACE: each(4, 4, (whole, from, size, fresh) => {
    const start = count(from);
    if (start < 1) return errors.value;
    return text(whole).slice(0, start - 1) + text(fresh) + text(whole).slice(start - 1 + count(size));
  }),
  CHAR: each(1, 1, (value) => {
    const code = count(value);
    return code < 1 || code > 255 ? errors.value : String.fromCharCode(code);
  }),
  CODE: each(1, 1, (value) => (text(value) === '' ? errors.value : text(value).charCodeAt(0))),
  VALUE: each(1, 1, (value) => toNumber(value === '' ? 'none' : (value ?? null))),
  T: each(1, 1, (value) => (typeof value === 'string' ? value : '')),
  TEXT: {
    least: 2,
    most: 2,
    each: ([value, format], { book }) => formatted(value!, text(format), book.date1904),
  },
  CONCATENATE: each(1, 255, (...values) => join(values.map(text))),
  CONCAT: { least: 1, most: 255, of: (args) => join(textsFrom(args, 0)) },
  TEXTJOIN: {
    least: 3,
    most: 255,
    of: (args) => {
      const skipsBlanks = booleanAt(args, 1);
      return join(
        textsFrom(args, 2).filter((one) => one !== '' || !skipsBlanks),
        textAt(args, 0),
      );
    },
  },
  HYPERLINK: { least: 1, most: 2, of: (args) => args.scalar(args.has(1) ? 1 : 0) },
};
