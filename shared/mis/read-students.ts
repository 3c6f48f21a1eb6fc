import { type Pupil, type PupilFlag, pupilFlags } from '../records/pupil.ts';
import type { Calendar } from '../vocabulary/calendar.ts';
import { type FieldRow, fieldRows, isYes } from './field-rows.ts';
import { FileTally } from './file-tally.ts';
import type { Field } from './headings.ts';
import type { MarksFile } from './read-marks.ts';
import { faultOfUpn, looksLikeUpn } from './upn.ts';

/** `Year 9`, `Y9`, `09` are year group 9. */
export const yearOf = (text: string): string => text.replace(/^(year|yr|y)\s*/i, '').replace(/^0+(?=\d)/, '');

/** Columns that hold yes or no, each a flag. */
const yesFlags = [
  ['fsm', 'fsm'],
  ['pupilPremium', 'pupil-premium'],
  ['eal', 'eal'],
  ['lookedAfter', 'looked-after'],
] as const satisfies readonly (readonly [Field, PupilFlag])[];

/**
 * Reads the students file: one row a pupil. `knows` are the properties that its columns give. The key is the UPN, its check letter right; where a school's export has
 * none, the pupil id or the admission number.
 */
export const readStudents = (
  file: MarksFile,
  {
    calendar,
    headings,
  }: { readonly calendar: Calendar; readonly headings?: Readonly<Record<string, Field>> | undefined },
): { readonly pupils: Pupil[]; readonly knows: ReadonlySet<keyof Pupil>; readonly tally: FileTally } => {
  const tally = new FileTally(file.name, 'students');
  const ids = ['upn', 'pupil', 'admission'] as const;
  const read = fieldRows(
    file,
    tally,
    ids,
    [
      { oneOf: ids, says: 'the pupil (UPN or admission number)' },
      { oneOf: ['surname', 'name'], says: 'the surname' },
    ],
    headings,
  );
  if (read === undefined) return { pupils: [], knows: new Set(), tally };
  const byKey = new Map<string, { pupil: Pupil; json: string }>();
  const byAdmission = new Map<string, string>();
  if (!read.has('from'))
    tally.warn(null, null, null, 'no column for the admission date: pupils count as on roll since the year began');

  for (const row of read.rows) {
    const found = pupilOf(row, read.dates, calendar);
    if ('why' in found) {
      tally.refuse(row.line, row.heading(found.field), row.text(found.field), found.why);
      continue;
    }
    const { key, admission } = found;
    const json = JSON.stringify(found);
    const known = byKey.get(key);
    const holder = byAdmission.get(admission);
    if (known !== undefined && known.json !== json)
      tally.refuse(row.line, row.heading('upn') ?? row.heading('pupil'), key, 'this pupil stands in the file twice');
    else if (holder !== undefined && holder !== key)
      tally.refuse(row.line, row.heading('admission'), admission, 'another pupil has this admission number');
    else {
      tally.accept();
      byKey.set(key, { pupil: found, json });
      byAdmission.set(admission, key);
      for (const word of unknownFlags(row))
        tally.warn(row.line, row.heading('flags'), word, 'an unknown flag, left out');
    }
  }
  const knows = new Set<keyof Pupil>(['key', 'surname', 'forename']);
  for (const [property, fields] of sources) if (fields.some(read.has)) knows.add(property);
  return { pupils: [...byKey.values()].map(({ pupil }) => pupil), knows, tally };
};

/** Which columns a property comes from: one that no column gives stays as it was. */
const sources: readonly (readonly [keyof Pupil, readonly Field[]])[] = [
  ['admission', ['admission']],
  ['year', ['year', 'form']],
  ['form', ['form']],
  ['sex', ['sex']],
  ['born', ['born']],
  ['from', ['from']],
  ['to', ['to']],
  ['flags', ['flags', 'fsm', 'pupilPremium', 'sen', 'eal', 'lookedAfter']],
  ['placement', ['placement']],
  ['parentStaffCodes', ['parentStaff']],
];

const pupilOf = (
  row: FieldRow,
  dates: { read(text: string): string | undefined },
  calendar: Calendar,
): Pupil | { readonly field: Field; readonly why: string } => {
  const upn = row.text('upn').toUpperCase();
  const plain = row.text('pupil');
  const admission = row.text('admission');
  const key = upn || plain || admission;
  if (key === '') return { field: 'upn', why: 'no UPN and no admission number' };
  const fault = upn !== '' ? faultOfUpn(upn) : looksLikeUpn(plain) ? faultOfUpn(plain) : undefined;
  if (fault !== undefined) return { field: upn === '' ? 'pupil' : 'upn', why: fault };
  const [surname, forename] = namesOf(row);
  if (surname === '') return { field: 'surname', why: 'no surname' };
  const [born, from, to] = (['born', 'from', 'to'] as const).map((field) => dateOf(row, field, dates));
  for (const date of [born, from, to]) if (typeof date === 'object') return date;
  if (from !== undefined && to !== undefined && to < from) return { field: 'to', why: 'leaves before joining' };
  const form = row.text('form').replace(/\s+/g, '');
  const optional = {
    sex: sexOf(row.text('sex')),
    born: born as string | undefined,
    to: to as string | undefined,
    placement: row.text('placement') || undefined,
  };
  return {
    key,
    admission: admission || key,
    surname,
    forename,
    year: yearOf(row.text('year')) || (/^\d+/.exec(form)?.[0] ?? ''),
    form,
    from: (from as string | undefined) ?? calendar.years[0]!.terms[0]!.from,
    flags: flagsOf(row),
    parentStaffCodes: row
      .text('parentStaff')
      .split(/[;,\s]+/)
      .filter((code) => code !== ''),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
};

const namesOf = (row: FieldRow): readonly [surname: string, forename: string] => {
  if (row.text('surname') !== '') return [row.text('surname'), row.text('forename')];
  const name = row.text('name');
  const comma = name.indexOf(',');
  if (comma >= 0) return [name.slice(0, comma).trim(), name.slice(comma + 1).trim()];
  const space = name.lastIndexOf(' ');
  return space < 0 ? [name, ''] : [name.slice(space + 1), name.slice(0, space)];
};

/** `Female`, `f` and `F` are `F`; anything but F and M stays as written. */
const sexOf = (text: string): string | undefined =>
  /^(f|female)$/i.test(text) ? 'F' : /^(m|male)$/i.test(text) ? 'M' : text || undefined;

const dateOf = (row: FieldRow, field: 'born' | 'from' | 'to', dates: { read(text: string): string | undefined }) => {
  const text = row.text(field);
  if (text === '' || text === '-') return undefined;
  return dates.read(text) ?? { field, why: 'no date like 10/03/2026 or 2026-03-10' };
};

const flagWord = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
const isFlag = (word: string): word is PupilFlag => (pupilFlags as readonly string[]).includes(word);
const flagWords = (row: FieldRow): string[] =>
  row
    .text('flags')
    .split(/[;,|]/)
    .map(flagWord)
    .filter((word) => word !== '');
const unknownFlags = (row: FieldRow): string[] => flagWords(row).filter((word) => !isFlag(word));

/** SEN is a letter: K is SEN support, E an education, health and care plan. */
const flagsOf = (row: FieldRow): PupilFlag[] => {
  const flags = new Set<PupilFlag>(flagWords(row).filter(isFlag));
  for (const [field, flag] of yesFlags) if (isYes(row.text(field))) flags.add(flag);
  const sen = row.text('sen').toUpperCase();
  if (sen === 'E' || sen.startsWith('EHC') || sen.startsWith('EDUCATION, HEALTH')) flags.add('ehcp');
  else if (sen === 'K' || sen.startsWith('SEN SUPPORT')) flags.add('sen-support');
  return pupilFlags.filter((flag) => flags.has(flag));
};
