import type { Half } from '../vocabulary/session.ts';

const words = new Map<string, Half>([
  ['am', 'AM'],
  ['a', 'AM'],
  ['morning', 'AM'],
  ['am roll call', 'AM'],
  ['roll call am', 'AM'],
  ['am reg', 'AM'],
  ['am registration', 'AM'],
  ['pm', 'PM'],
  ['p', 'PM'],
  ['afternoon', 'PM'],
  ['pm roll call', 'PM'],
  ['roll call pm', 'PM'],
  ['pm reg', 'PM'],
  ['pm registration', 'PM'],
]);

/** `AM` or `PM` in the spellings of the exports; undefined for anything else. */
export const halfOf = (text: string): Half | undefined =>
  text === 'AM' || text === 'PM' ? text : words.get(text.trim().toLowerCase());

const written =
  '(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[/.-]\\d{1,2}[/.-](?:\\d{4}|\\d{2})|\\d{1,2}[ -][A-Za-z]{3,9}[ -]\\d{4})';
const dateFirst = new RegExp(`^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?${written}[ _:,-]*(am|pm)$`, 'i');
const halfFirst = new RegExp(`^(am|pm)[ _:,-]+${written}$`, 'i');

/** A session written whole, in a heading or a cell: `10/03/2026 AM`, `Tue 10/03/2026 AM`, `AM 2026-03-10`. */
export const sessionTextOf = (text: string): { readonly date: string; readonly half: Half } | undefined => {
  const plain = text.trim();
  const first = dateFirst.exec(plain);
  if (first) return { date: first[1]!, half: halfOf(first[2]!)! };
  const second = halfFirst.exec(plain);
  return second ? { date: second[2]!, half: halfOf(second[1]!)! } : undefined;
};
