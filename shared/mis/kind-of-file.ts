import type { Column, Field } from './headings.ts';
import type { ExportKind, Mapping } from './mapping.ts';

/** What an export is about: as the school's mapping names it, else by its headings, else by its name. */
export const kindOfFile = (
  name: string,
  columns: readonly Column[] | undefined,
  mapping: Mapping | undefined,
): ExportKind | undefined => mapped(name, mapping) ?? (columns && byHeadings(columns)) ?? byName(name);

const mapped = (name: string, mapping: Mapping | undefined): ExportKind | undefined => {
  for (const [kind, file] of Object.entries(mapping?.files ?? {}))
    if (file?.name !== undefined && patternOf(file.name).test(name)) return kind as ExportKind;
  return undefined;
};

/** `SESS*.csv`, compared without case; everything but `*` means itself. */
const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  );

const byHeadings = (columns: readonly Column[]): ExportKind | undefined => {
  const has = (...fields: readonly Field[]) => fields.some((field) => columns.some((column) => column.field === field));
  const names = has('upn', 'pupil', 'admission');
  if (has('register', 'form') && has('taken') && has('half')) return 'registers';
  if (names && (has('code') || (has('am') && has('pm')) || columns.some(({ session }) => session))) return 'marks';
  if (names && has('relationship', 'priority', 'responsibility')) return 'contacts';
  if (!names && has('staffCode') && has('email')) return 'staff';
  return names && has('surname', 'name') && has('form', 'year') ? 'students' : undefined;
};

const byName = (name: string): ExportKind | undefined =>
  /mark|attendance|late/i.test(name)
    ? 'marks'
    : /contact|parent/i.test(name)
      ? 'contacts'
      : /staff|employee|teacher/i.test(name)
        ? 'staff'
        : /register/i.test(name)
          ? 'registers'
          : /student|pupil/i.test(name)
            ? 'students'
            : undefined;
