import { type Field, fieldOfWords, kindOf } from './fields.ts';

/** A heading in plain words: what it says, and what it says about the measure. */
export interface HeadingWords {
  readonly words: readonly string[];
  readonly hasPercent: boolean;
  readonly hasSessions: boolean;
  /** "YTD", "year to date", "overall", this school year's own name. */
  readonly isYearToDate: boolean;
}

const same: Readonly<Record<string, string>> = {
  attend: 'att',
  attendance: 'att',
  attnd: 'att',
  attdance: 'att',
  absence: 'abs',
  absences: 'abs',
  absent: 'abs',
  abscence: 'abs',
  authorised: 'auth',
  authorized: 'auth',
  unauthorised: 'unauth',
  unauthorized: 'unauth',
  lates: 'late',
  lateness: 'late',
  halfterm: 'ht',
  wks: 'wk',
  week: 'wk',
  weeks: 'wk',
  four: '4',
  mins: 'min',
  minutes: 'min',
  minute: 'min',
  recommended: 'rec',
  recommendation: 'rec',
  suggested: 'rec',
  reccommended: 'rec',
  recomended: 'rec',
  registration: 'reg',
  register: 'reg',
  registers: 'reg',
  regs: 'reg',
  closes: 'close',
  closed: 'close',
  closing: 'close',
  yr: 'year',
  grp: 'group',
  student: 'pupil',
  students: 'pupil',
  autumn: 'aut',
  spring: 'spr',
  summer: 'sum',
  previous: 'past',
  prev: 'past',
  started: 'start',
  registered: 'reg',
};
const noise = new Set([
  'the',
  'of',
  'no',
  'number',
  'num',
  'count',
  'total',
  'mark',
  'marks',
  'code',
  'codes',
  'in',
  'for',
  'a',
  's',
  '#',
  '&',
  'and',
]);
const sessionWords = new Set(['sess', 'session', 'sessions']);

/** `schoolYear`: the year the view's figures begin in, 2025 for 2025/26. */
export const headingWords = (heading: string, schoolYear?: number): HeadingWords => {
  let text = heading
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\r\n\t]+/g, ' ')
    // What the desk added at her wish ends in its name.
    .replace(/\s*\(desk\)\s*$/, '');
  let isYearToDate = false;
  text = text.replace(/(?<!\d)(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)(?!\d)/g, (whole, from, to) => {
    if (schoolYear === undefined || Number(from) !== schoolYear % 100 || Number(to) !== (schoolYear + 1) % 100)
      return ` ${whole.replace(/\s/g, '')}? `;
    isYearToDate = true;
    return ' ';
  });
  text = text.replace(/\b(?:y\.?t\.?d|year[ -]to[ -]date|to[ -]date|so far|cumulative|overall)\b\.?/g, () => {
    isYearToDate = true;
    return ' ';
  });
  const hasPercent = /%|\bper ?cent(?:age)?\b|\bpct\b/.test(text);
  text = text
    .replace(/%|\bper ?cent(?:age)?\b|\bpct\b/g, ' ')
    .replace(/\+\s*\/\s*[-−–]/g, ' +/- ')
    .replace(/\bhalf[ -]terms?\b/g, 'ht')
    .replace(/\bun[ -]auth/g, 'unauth')
    .replace(/\bu\s*\/\s*a\b/g, 'unauth')
    .replace(/\bht\s*([1-6])\b/g, 'ht $1')
    .replace(/\b(aut|autumn|spr|spring|sum|summer)\s*([1-6])\b/g, '$1 $2')
    .replace(/(?<!\+)\/|[()[\]{}:;.,"'’‘?!_*|–—-](?!\/)/g, ' ')
    .replace(/\+ -|\+\/ /g, '+/- ');
  const all = text.split(/\s+/).filter((word) => word !== '' && word !== '-');
  const words = all.map((word) => same[word] ?? word).filter((word) => !noise.has(word) && !sessionWords.has(word));
  return { words, hasPercent, hasSessions: all.some((word) => sessionWords.has(word)), isYearToDate };
};

const seasons: Readonly<Record<string, number>> = { aut: 0, spr: 2, sum: 4 };

/** Half terms by number or by season: "Att HT2", "Autumn 2", "Spring HT1", "Summer half term 6". */
const halfTermOf = (words: readonly string[]): number | undefined => {
  const rest = words.filter((word) => word !== 'att');
  const season = rest.map((word) => seasons[word]).find((at) => at !== undefined);
  const left = rest.filter((word) => seasons[word] === undefined && (word !== 'term' || season === undefined));
  const number = Number(left.at(-1));
  const named = left.slice(0, -1);
  if (!Number.isInteger(number) || number < 1 || number > 6 || named.some((word) => word !== 'ht')) return undefined;
  if (season === undefined) return named.length === 1 ? number : undefined;
  if (number <= 2) return season + number;
  return number === season + 1 || number === season + 2 ? number : undefined;
};

export interface Meaning {
  readonly field: Field;
  /** What the heading says of the measure; undefined: its values decide. */
  readonly measure: 'percent' | 'count' | undefined;
}

/** What a heading means, by its words alone; undefined when it is not one of ours. */
export const meaningOf = (heading: HeadingWords): Meaning | undefined => {
  const { words, hasPercent, hasSessions, isYearToDate } = heading;
  const text = words.join(' ');
  const halfTerm = halfTermOf(words);
  if (halfTerm !== undefined)
    return hasSessions ? undefined : { field: `attendanceHT${halfTerm}` as Field, measure: 'percent' };
  if (text === '') return isYearToDate && !hasSessions ? { field: 'attendance', measure: 'percent' } : undefined;
  if (hasPercent && (text === 'present' || text === 'attended')) return { field: 'attendance', measure: 'percent' };
  const field = fieldOfWords.get(text);
  if (field === undefined) return undefined;
  const kind = kindOf(field);
  if (kind === 'percent' || kind === 'points') {
    if (hasSessions && field === 'attendance') return { field: 'attended', measure: 'count' };
    if (hasSessions && field !== 'absence') return undefined;
    return {
      field,
      measure: hasPercent ? 'percent' : hasSessions ? 'count' : field === 'absence' ? undefined : 'percent',
    };
  }
  if (kind === 'count') {
    const both = field === 'authorised' || field === 'unauthorised';
    if (hasPercent && !both) return undefined;
    return { field, measure: hasPercent ? 'percent' : hasSessions || !both ? 'count' : undefined };
  }
  // "% PA" above a summary is a share of pupils, not a pupil's flag.
  if (hasPercent || (isYearToDate && kind === 'identity')) return undefined;
  return { field, measure: undefined };
};
