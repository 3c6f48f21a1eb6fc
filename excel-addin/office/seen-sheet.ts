import type { SheetRead } from './read-sheet.ts';
import type { SeenSheet } from './workbook-door.ts';

export const seenOf = ({ name, values, memory }: SheetRead): SeenSheet => ({ name, values, memory: memory.xml });
