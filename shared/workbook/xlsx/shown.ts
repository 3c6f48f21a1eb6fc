import { addDays } from '../../vocabulary/session.ts';
import { Temporal } from '../../vocabulary/temporal.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `2026-03-10` of a day number; undefined for what is no day. Excel's 1900 was a leap year: day 60 never was. */
export const isoOfDayNumber = (number: number, date1904 = false): string | undefined => {
  const days = Math.floor(number) + (date1904 ? 1462 : 0);
  if (days < 1 || days > 2_958_465) return undefined;
  return addDays(days < 61 ? '1899-12-31' : '1899-12-30', days);
};

/** The day number of `2026-03-10`. */
export const dayNumberOfIso = (date: string, date1904 = false): number =>
  Temporal.PlainDate.from('1899-12-30').until(date).days - (date1904 ? 1462 : 0);

/** A format without its colours, conditions, padding and quoted text: what is left says of what kind it is. */
const bare = (format: string): string => format.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');

interface FormatKind {
  readonly isDate: boolean;
  readonly isPercent: boolean;
}

/** A sheet has few formats and many cells: each is read once. */
const kinds = new Map<string, FormatKind>();
const mostKinds = 1000;

const kindOfFormat = (format: string): FormatKind => {
  const known = kinds.get(format);
  if (known !== undefined) return known;
  const plain = bare(format);
  const kind = { isDate: /[dmyhs]/i.test(plain) && !/general/i.test(format), isPercent: plain.includes('%') };
  if (kinds.size >= mostKinds) kinds.clear();
  kinds.set(format, kind);
  return kind;
};

/** True for formats that show a day number as a day or a time. */
export const isDateFormat = (format: string): boolean => kindOfFormat(format).isDate;

export const isPercentFormat = (format: string): boolean => kindOfFormat(format).isPercent;

/** Rounds the decimal that was written, not its binary neighbour: 1.005 to two places is 1.01. */
const fixed = (value: number, places: number): string => {
  const rounded = Math.round(Number(`${Number(Math.abs(value).toPrecision(15))}e${places}`));
  const text = Number.isFinite(rounded)
    ? Number(`${rounded}e-${places}`).toFixed(places)
    : Math.abs(value).toFixed(places);
  return value < 0 && Number(text) !== 0 ? `-${text}` : text;
};

const general = (value: number): string => {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e11 || size < 1e-9)
    return value
      .toExponential(5)
      .replace(/\.?0+e/, 'e')
      .replace(/e([+-])(\d)$/, 'E$10$2')
      .replace('e', 'E');
  return String(Number(value.toPrecision(10)));
};

const dateText = (value: number, format: string, date1904: boolean): string => {
  const iso = isoOfDayNumber(value, date1904) ?? (value >= 0 && value < 1 ? '1900-01-01' : undefined);
  if (iso === undefined) return '########';
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number];
  const seconds = Math.round((value - Math.floor(value)) * 86_400);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (number: number): string => String(number).padStart(2, '0');
  const half = /am\/pm|a\/p/i.test(format);
  let afterHour = false;
  return format
    .replace(/\[\$[^\]]*\]|\[[a-z]+\d*\](?<!\[h+\]|\[m+\])/gi, '')
    .replace(
      /"([^"]*)"|\\(.)|_.|\*.|am\/pm|a\/p|\[h+\]|y+|m+|d+|h+|s+(?:\.0+)?|@/gi,
      (token, quoted: string | undefined, escaped: string | undefined, at: number, whole: string) => {
        if (quoted !== undefined) return quoted;
        if (escaped !== undefined) return escaped;
        const lower = token.toLowerCase();
        if (lower === 'am/pm' || lower === 'a/p') return hours < 12 ? 'AM' : 'PM';
        if (lower.startsWith('[h')) return String(Math.floor(value) * 24 + hours);
        switch (lower[0]) {
          case 'y':
            return lower.length > 2 ? String(year) : two(year % 100);
          case 'd':
            if (lower.length > 2) {
              const name = weekdays[Temporal.PlainDate.from(iso).dayOfWeek % 7]!;
              return lower.length === 3 ? name.slice(0, 3) : name;
            }
            return lower.length === 2 ? two(day) : String(day);
          case 'h': {
            afterHour = true;
            const shown = half ? hours % 12 || 12 : hours;
            return lower.length > 1 ? two(shown) : String(shown);
          }
          case 's':
            return lower.length > 1 ? two(seconds % 60) : String(seconds % 60);
          case 'm': {
            if (lower.length < 3 && (afterHour || /^[^dmyh]*s/i.test(whole.slice(at + token.length)))) {
              afterHour = false;
              return lower.length === 2 ? two(minutes) : String(minutes);
            }
            if (lower.length === 5) return months[month - 1]!.slice(0, 1);
            if (lower.length > 2) return lower.length === 3 ? months[month - 1]!.slice(0, 3) : months[month - 1]!;
            return lower.length === 2 ? two(month) : String(month);
          }
          default:
            return '';
        }
      },
    )
    .trim();
};

const numberText = (value: number, section: string): string => {
  const pattern = section.replace(/\[[^\]]*\]/g, '');
  const digits = /[0#?][0#?,]*(?:\.[0#?]*)?(?:E[+-]0+)?/i.exec(
    pattern.replace(/"[^"]*"|\\./g, (text) => '\u0000'.repeat(text.length)),
  );
  const literal = (text: string): string =>
    text.replace(/"([^"]*)"|\\(.)|_.|\*./g, (_all, quoted, escaped) => quoted ?? escaped ?? '');
  if (digits === null) return literal(pattern);
  const places = /\.([0#?]*)/.exec(digits[0])?.[1] ?? '';
  const scaled = isPercentFormat(section) ? Number((value * 100).toPrecision(15)) : value;
  let text = fixed(scaled, places.length);
  for (let optional = places.length; optional > 0 && places[optional - 1] === '#' && text.endsWith('0'); optional--)
    text = text.slice(0, -1);
  text = text.replace(/\.$/, '');
  const whole = /^(-?)(\d+)(.*)$/.exec(text);
  if (whole !== null) {
    const least = (digits[0].split('.')[0]!.match(/0/g) ?? []).length;
    const padded = least === 0 && whole[2] === '0' && whole[3] !== '' ? '' : whole[2]!.padStart(least, '0');
    text = whole[1]! + (digits[0].includes(',') ? padded.replace(/\B(?=(\d{3})+$)/g, ',') : padded) + whole[3]!;
  }
  const before = literal(pattern.slice(0, digits.index));
  return (
    (text.startsWith('-') ? `-${before}${text.slice(1)}` : before + text) +
    literal(pattern.slice(digits.index + digits[0].length))
  );
};

/** A value as the sheet shows it, for the common number formats; scientific and fraction formats fall back to General. */
export const shownText = (value: string | number | boolean | null, format = 'General', date1904 = false): string => {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  const sections = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  if (typeof value === 'string') {
    const section = sections[3] ?? (sections.length === 1 && format.includes('@') ? format : '@');
    return section.replace(/"([^"]*)"|_.|\*.|@/g, (token, quoted) => (token === '@' ? value : (quoted ?? '')));
  }
  if (/^general$/i.test(format) || format === '@' || format === '') return general(value);
  if (isDateFormat(sections[0]!)) return dateText(value, sections[0]!, date1904);
  const at = value < 0 && sections.length > 1 ? 1 : value === 0 && sections.length > 2 ? 2 : 0;
  const section = sections[at]!;
  if (/general/i.test(section) || /E[+-]0|\?\//i.test(section)) return general(value);
  return numberText(at === 1 ? -value : value, section);
};
