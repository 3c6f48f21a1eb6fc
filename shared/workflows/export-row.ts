import type { AnyKind } from '../records/all.ts';

/** Cells that a spreadsheet would take for a formula. The mark `-` is one of them, and a mark is written as it is. */
const looksLikeFormula = /^[=+\-@\t\r]/;
const markColumns: ReadonlySet<string> = new Set(['from', 'to', 'code', 'codeAgreed']);
const marks = /^[-#/\\]$/;

const cellOf = (name: string, value: unknown): string => {
  const text = value === undefined || value === null ? '' : Array.isArray(value) ? value.join('; ') : String(value);
  if (markColumns.has(name) && marks.test(text)) return text;
  return looksLikeFormula.test(text) ? `'${text}` : text;
};

/** One line of an export: the columns that the person may read, in the record's order, and who exported it when. */
export const exportRow = (kind: AnyKind, fields: Readonly<Record<string, unknown>>, footer: string) => {
  const names = [...kind.columns, ...(kind.derived ?? [])]
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(fields, name));
  return { headings: names, row: names.map((name) => cellOf(name, fields[name])), footer: `Exported for ${footer}` };
};
