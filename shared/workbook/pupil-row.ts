import { isIdentity } from './fields.ts';
import type { SheetColumn } from './find-columns.ts';
import type { RowIdentity } from './pupil-finder.ts';
import type { CellValue, SheetValues } from './sheet-values.ts';

const summary =
  /^(?:grand |sub[- ]?|year |overall |whole[- ]school |form |cohort |school )*(?:totals?|average|averages|avg|mean|median|sum|count|max|maximum|min|minimum|target|national|whole school|cohort|overall|school)\b|\b(?:total|average|mean|median)s?:?$|^(?:number|no\.?|%|per cent|percentage) (?:of|pa|sa)\b|^(?:pa|sa|persistent|severe)\b.*(?:count|pupils|total|%)?$/i;
const section =
  /^(?:year|yr|y)\s*\d{1,2}\b|^(?:form|class|tutor|group|set|house|band|stage|key|keys|notes?|legend|leavers?|left|joiners?|starters?|new|watch ?list|concerns?|severe|boys|girls|updated|last updated|printed|source)\b|^\d{1,2}\s?[a-z]{0,3}(?:\b[^a-z]|$)/i;
const nameLike = /^\p{L}[\p{L}'’ -]+,\s*\p{L}|^\p{L}[\p{L}'’-]+(?:\s+\p{L}[\p{L}'’-]*){1,3}$/u;

const isBlank = (value: CellValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** Where forename and surname stand apart, one of them alone with neither year nor form is a label: "Worst three". */
const isHalfAName = (sheet: SheetValues, at: number, columns: readonly SheetColumn[]): boolean => {
  const isFilled = (field: SheetColumn['field']): boolean | undefined => {
    const column = columns.find((one) => one.field === field);
    return column === undefined ? undefined : !isBlank(sheet.values[at]?.[column.column - sheet.left]);
  };
  const [surname, forename] = [isFilled('surname'), isFilled('forename')];
  if (surname === undefined || forename === undefined || surname === forename) return false;
  return isFilled('year') !== true && isFilled('form') !== true;
};

/**
 * True for a row that says it is a pupil although none was found: it will be listed as unmatched. Totals, averages,
 * titles of sections, repeated headings, keys below the table and blank rows are not.
 */
export const isPupilRow = (
  sheet: SheetValues,
  at: number,
  { pupil, admission, name, surname, forename }: RowIdentity,
  columns: readonly SheetColumn[],
  namesHaveComma: boolean,
): boolean => {
  const { values, left, merges, top } = sheet;
  const cells = values[at] ?? [];
  const identities = [pupil, admission, name, surname, forename].filter((value) => !isBlank(value));
  if (identities.length === 0) return false;
  const texts = identities.map((value) => String(value).trim());
  // "Total" may stand in any column of identity, in the form column too.
  const words = columns.flatMap(({ field, column }) => {
    const value = cells[column - left];
    return field !== undefined && isIdentity(field) && typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : [];
  });
  if (words.some((word) => summary.test(word))) return false;
  const repeated = columns.filter(({ heading, column }) => {
    const value = cells[column - left];
    return (
      typeof value === 'string' &&
      value.trim() !== '' &&
      heading.toLowerCase().endsWith(value.trim().replace(/\s+/g, ' ').toLowerCase())
    );
  }).length;
  if (repeated >= 3) return false;
  const filled = cells.filter((value) => !isBlank(value)).length;
  const hasNumber = !isBlank(pupil) || !isBlank(admission);
  // "Below 90 %": nobody is called by a number.
  if (!hasNumber && texts.every((text) => /[\d%]/.test(text))) return false;
  if (!hasNumber && isHalfAName(sheet, at, columns)) return false;
  if (texts.every((text) => section.test(text)) && (filled <= 2 || !hasNumber)) return false;
  if (filled > 1) return true;
  // One cell alone in its row: a pupil only when it reads like one.
  const row = top + at;
  if (merges.some((box) => row >= box.top && row <= box.bottom && box.right - box.left >= 2)) return false;
  const [text] = texts;
  if (hasNumber) return /^[A-Z]?\d{4,}[A-Z]?$/i.test(text!);
  return nameLike.test(text!) && (!namesHaveComma || text!.includes(','));
};
