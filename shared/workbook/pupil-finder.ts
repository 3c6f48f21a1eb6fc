import type { TrackerPupil } from '../views/tracker.ts';
import type { CellValue } from './sheet-values.ts';

/** Most names: nothing to take away. */
const plainName = /^[a-z ,-]*$/i;
/** Two names in letters alone, as nearly every pupil's: a comma may stand between them. */
const twoNames = /^[a-z]+,? [a-z]+$/;

const inOrder = (tokens: readonly string[]): string =>
  tokens
    .filter((token) => token !== '')
    .sort()
    .join(' ');

/** Letters only, without accents, apostrophes and case; bracketed names and marks like * left out. */
export const nameKey = (text: string): string => {
  if (plainName.test(text)) {
    const lower = text.toLowerCase();
    if (!twoNames.test(lower)) return inOrder(lower.split(/[ ,-]+/));
    const space = lower.indexOf(' ');
    const one = lower.slice(0, lower[space - 1] === ',' ? space - 1 : space);
    const other = lower.slice(space + 1);
    return one <= other ? `${one} ${other}` : `${other} ${one}`;
  }
  const tokens = text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’‘`´.]/g, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  return inOrder(tokens);
};

const withoutInitials = (key: string): string =>
  /(?:^| ).(?: |$)/.test(key)
    ? key
        .split(' ')
        .filter((token) => token.length > 1)
        .join(' ')
    : key;

const plainId = (value: CellValue): string =>
  typeof value === 'string' && /^[A-Z0-9]*$/.test(value)
    ? value
    : String(value).trim().replace(/\s+/g, '').toUpperCase();

/** Admission numbers lose their zeros in a spreadsheet: 000123 and 123 are the same. */
const plainAdmission = (value: CellValue): string => {
  const id = plainId(value);
  return /^[1-9A-Z][0-9A-Z]*$/.test(id) ? id : id.replace(/^0+(?=.)/, '').replace(/\.0$/, '');
};

const formKey = (value: string): string => value.toLowerCase().replace(/[^a-z0-9]/g, '');
const yearKey = (value: string): string =>
  value
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replace(/^(?:year|yr|y)0*/, '');

export interface RowIdentity {
  readonly pupil?: CellValue | undefined;
  readonly admission?: CellValue | undefined;
  readonly name?: CellValue | undefined;
  readonly surname?: CellValue | undefined;
  readonly forename?: CellValue | undefined;
  readonly year?: CellValue | undefined;
  readonly form?: CellValue | undefined;
}

export type Found = { readonly pupil: TrackerPupil } | { readonly why: string };

const add = (map: Map<string, TrackerPupil[]>, key: string, pupil: TrackerPupil): void => {
  if (key === '') return;
  const there = map.get(key);
  if (there === undefined) map.set(key, [pupil]);
  else if (!there.includes(pupil)) there.push(pupil);
};

/** Name and form to the letter; a row that says no form has none that speaks against it. */
const isCalled = ({ surname, forename, form }: TrackerPupil, row: RowIdentity): boolean =>
  (row.form === undefined || row.form === '' || row.form === form) &&
  (row.name !== undefined && row.name !== ''
    ? row.name === `${surname}, ${forename}`
    : row.surname === surname && row.forename === forename);

/** Finds a row's pupil by UPN, then admission number, then name with year and form. Never by a guess between two. */
export class PupilFinder {
  readonly #ids = new Map<string, TrackerPupil[]>();
  readonly #admissions = new Map<string, TrackerPupil[]>();
  /** By name: made when a row's number alone does not tell. */
  #names: ReadonlyMap<string, readonly TrackerPupil[]> | undefined;
  /** Names without initials, for those that are not found in full. */
  #shortNames: ReadonlyMap<string, readonly TrackerPupil[]> | undefined;

  readonly #pupils: readonly TrackerPupil[];

  constructor(pupils: readonly TrackerPupil[]) {
    this.#pupils = pupils;
    for (const pupil of pupils) {
      add(this.#ids, plainId(pupil.pupil), pupil);
      // A school without UPNs in its files goes by admission number.
      add(this.#admissions, plainAdmission(pupil.pupil), pupil);
      add(this.#admissions, plainAdmission(pupil.admission), pupil);
    }
  }

  hasId(value: CellValue): boolean {
    return this.#byId(value).length > 0;
  }

  hasAdmission(value: CellValue): boolean {
    return value !== '' && this.#admissions.has(plainAdmission(value));
  }

  #byId(value: CellValue | undefined): readonly TrackerPupil[] {
    if (value === undefined || value === '') return [];
    const there = this.#ids.get(plainId(value));
    if (there !== undefined) return there;
    const plain = plainAdmission(value);
    return (this.#admissions.get(plain) ?? []).filter((one) => plainAdmission(one.pupil) === plain);
  }

  hasName(text: string): boolean {
    return this.#byName(text).length > 0;
  }

  #byName(text: string): readonly TrackerPupil[] {
    const key = nameKey(text);
    if (key === '') return [];
    return this.#inFull().get(key) ?? this.#byShortName(withoutInitials(key));
  }

  #inFull(): ReadonlyMap<string, readonly TrackerPupil[]> {
    if (this.#names === undefined) {
      const names = new Map<string, TrackerPupil[]>();
      for (const pupil of this.#pupils) add(names, nameKey(`${pupil.surname} ${pupil.forename}`), pupil);
      this.#names = names;
    }
    return this.#names;
  }

  #byShortName(key: string): readonly TrackerPupil[] {
    if (this.#shortNames === undefined) {
      const short = new Map<string, TrackerPupil[]>();
      for (const [name, pupils] of this.#inFull()) for (const pupil of pupils) add(short, withoutInitials(name), pupil);
      this.#shortNames = short;
    }
    return this.#shortNames.get(key) ?? [];
  }

  find(row: RowIdentity): Found {
    const ids = this.#byId(row.pupil);
    const admitted =
      row.admission === undefined || row.admission === ''
        ? []
        : (this.#admissions.get(plainAdmission(row.admission)) ?? []);
    const sure = ids.length > 0 ? ids : admitted;
    if (ids.length === 1 && admitted.length === 1 && ids[0] !== admitted[0])
      return { why: 'the UPN and the admission number are two different pupils' };
    // Number, name and form agree to the letter: nobody else can be meant.
    if (sure.length === 1 && isCalled(sure[0]!, row)) return { pupil: sure[0]! };
    const name =
      row.name !== undefined && row.name !== '' ? String(row.name) : `${row.surname ?? ''} ${row.forename ?? ''}`;
    const named = this.#narrowed(this.#byName(name), row);
    if (sure.length === 1) {
      const [pupil] = sure;
      if (named.length > 0 && !named.includes(pupil!))
        return { why: 'the number and the name are two different pupils' };
      return { pupil: pupil! };
    }
    if (sure.length > 1) {
      const both = sure.filter((pupil) => named.includes(pupil));
      return both.length === 1 ? { pupil: both[0]! } : { why: 'two pupils match' };
    }
    if (row.pupil !== undefined && row.pupil !== '' && named.length > 0)
      return { why: 'no pupil has this UPN; the name alone is not enough beside it' };
    if (named.length === 1) return { pupil: named[0]! };
    if (named.length > 1) return { why: named.length === 2 ? 'two pupils match' : `${named.length} pupils match` };
    return { why: 'no pupil matches' };
  }

  #narrowed(candidates: readonly TrackerPupil[], { year, form }: RowIdentity): readonly TrackerPupil[] {
    if (candidates.length < 2) return candidates;
    for (const keep of [
      (pupil: TrackerPupil): boolean =>
        form !== undefined && form !== '' && formKey(pupil.form) === formKey(String(form)),
      (pupil: TrackerPupil): boolean =>
        year !== undefined && year !== '' && yearKey(pupil.year) === yearKey(String(year)),
      (pupil: TrackerPupil): boolean => pupil.current,
    ]) {
      const kept = candidates.filter(keep);
      if (kept.length === 1) return kept;
    }
    return candidates;
  }
}
