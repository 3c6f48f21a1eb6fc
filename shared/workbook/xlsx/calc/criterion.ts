import { compare, FormulaError, numberOfText, type Scalar, toText } from './values.ts';

const operators = /^(<=|>=|<>|<|>|=)?(.*)$/s;

const special = /[.+^${}()|[\]\\]/g;

/** `*` and `?` stand for anything, `~` before one of them for itself. */
export const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(special, '\\$&')
      .replace(/~([*?~])|\*|\?/g, (found, meant) =>
        meant !== undefined ? `\\${meant}` : found === '*' ? '[\\s\\S]*' : '[\\s\\S]',
      )}$`,
    'i',
  );

/** What COUNTIF and its like ask of a cell: `"Y"`, `">=0.9"`, `"<>"`, `"9*"`, a number, another cell's value. */
export const criterionOf = (wanted: Scalar): ((cell: Scalar) => boolean) => {
  if (wanted instanceof FormulaError) return (cell) => cell === wanted;
  if (typeof wanted === 'boolean') return (cell) => cell === wanted;
  if (typeof wanted !== 'string') return equalTo(wanted ?? 0);
  const [, operator = '', rest = ''] = operators.exec(wanted)!;
  if (rest === '') {
    if (operator === '=') return (cell) => cell === null;
    if (operator === '<>') return (cell) => cell !== null;
    if (operator === '') return (cell) => cell === null || cell === '';
  }
  const upper = rest.trim().toUpperCase();
  const asBoolean = upper === 'TRUE' ? true : upper === 'FALSE' ? false : undefined;
  const asNumber = asBoolean ?? numberOfText(rest) ?? undefined;
  if (operator === '' || operator === '=' || operator === '<>') {
    const equal =
      asBoolean !== undefined
        ? (cell: Scalar): boolean => cell === asBoolean
        : typeof asNumber === 'number'
          ? equalTo(asNumber)
          : likeText(rest);
    return operator === '<>' ? (cell) => !equal(cell) : equal;
  }
  const against = asNumber ?? rest;
  return (cell) => {
    if (cell === null || typeof cell !== typeof against) return false;
    const order = compare(cell, against);
    return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
  };
};

const equalTo =
  (number: number) =>
  (cell: Scalar): boolean =>
    typeof cell === 'number' ? compare(cell, number) === 0 : typeof cell === 'string' && numberOfText(cell) === number;

const likeText = (text: string): ((cell: Scalar) => boolean) => {
  if (/[*?~]/.test(text)) {
    const pattern = wildcard(text);
    return (cell) => typeof cell === 'string' && pattern.test(cell);
  }
  const lower = text.toLowerCase();
  return (cell) =>
    typeof cell === 'string'
      ? cell.toLowerCase() === lower
      : cell instanceof FormulaError && String(toText(cell)) === text;
};
