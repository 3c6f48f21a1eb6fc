import type { SheetRead } from './read-sheet.ts';
import type { SeenSheet } from './workbook-door.ts';

export const seenOf = ({ name, sheets, values, memory }: SheetRead): SeenSheet => ({
  name,
  sheets,
  values,
  memory: memory.xml,
});
