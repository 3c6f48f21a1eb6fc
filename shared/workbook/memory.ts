import { z } from 'zod';
import { type Field, fields } from './fields.ts';
import type { CellValue } from './sheet-values.ts';
import { escapeXml, unescapeXml } from './xlsx/xml.ts';

/** The namespace of the custom XML part in which a workbook keeps what was agreed about it. Nothing of hers refers to it. */
export const memoryNamespace = 'urn:attendance-desk:tracker:1';

const isField = (text: string): text is Field => Object.hasOwn(fields, text);
const field = z.string().refine(isField, { error: 'no field of the desk' });
const cellValue = z.union([z.string(), z.number(), z.boolean()]);

const sheetMemory = z.object({
  /**
   * What she said of a column: its heading, its number among columns of the same heading (0 is the first), and the field
   * that the desk fills there; null: it leaves the column alone. `added`: the desk put the column there at her wish.
   */
  columns: z
    .array(
      z.object({
        heading: z.string(),
        nth: z.number().int(),
        field: field.nullable(),
        added: z.boolean().optional(),
      }),
    )
    .default([]),
  /** What the desk last saw agree with its own figure: by field, then by pupil. */
  written: z.partialRecord(field, z.record(z.string(), cellValue)).default({}),
  /** Cells that she typed over: by field, the pupils. They are hers until she gives them back. */
  hers: z.partialRecord(field, z.array(z.string())).default({}),
});

const workbookMemory = z.object({ version: z.literal(1), sheets: z.record(z.string(), sheetMemory) });

export type SheetMemory = z.infer<typeof sheetMemory>;
/** What a workbook remembers, by the name of the sheet. */
export type WorkbookMemory = z.infer<typeof workbookMemory>;

export const nothingRemembered: SheetMemory = { columns: [], written: {}, hers: {} };
export const emptyMemory: WorkbookMemory = { version: 1, sheets: {} };

/** The memory as the custom XML part's text. */
export const memoryXml = (memory: WorkbookMemory): string =>
  `<tracker xmlns="${memoryNamespace}">${escapeXml(JSON.stringify(memory))}</tracker>`;

/**
 * Reads the part. Undefined: somebody changed it by hand or it is of a later version; the caller then goes on as with a
 * new workbook, in which nothing of hers is overwritten that reads like her own words.
 */
export const readMemory = (xml: string | undefined): WorkbookMemory | undefined => {
  const inside = /^(?:\s*<\?[^>]*\?>)?\s*<(?:\w+:)?tracker\b[^>]*>([\s\S]*)<\/(?:\w+:)?tracker>\s*$/.exec(
    xml ?? '',
  )?.[1];
  if (inside === undefined) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(unescapeXml(inside));
  } catch {
    return undefined;
  }
  const parsed = workbookMemory.safeParse(json);
  return parsed.success ? parsed.data : undefined;
};

export const isRemembered = (memory: WorkbookMemory | undefined, sheet: string): memory is WorkbookMemory =>
  memory !== undefined && Object.hasOwn(memory.sheets, sheet);

export const memoryOf = (memory: WorkbookMemory | undefined, sheet: string): SheetMemory =>
  isRemembered(memory, sheet) ? memory.sheets[sheet]! : nothingRemembered;

/** What is remembered of sheets that the workbook has no more: their tabs were taken away, or got another name. */
export const goneFrom = (memory: WorkbookMemory | undefined, sheets: readonly string[]): readonly SheetMemory[] => {
  const there = new Set(sheets.map((name) => name.toLowerCase()));
  return Object.entries(memory?.sheets ?? {}).flatMap(([name, of]) => (there.has(name.toLowerCase()) ? [] : of));
};

export const withSheet = (memory: WorkbookMemory | undefined, sheet: string, of: SheetMemory): WorkbookMemory => ({
  version: 1,
  sheets: { ...memory?.sheets, [sheet]: of },
});

/** What she says of a column from now on; the same heading and number before is replaced. */
export const withColumn = (memory: SheetMemory, column: SheetMemory['columns'][number]): SheetMemory => ({
  ...memory,
  columns: [...memory.columns.filter(({ heading, nth }) => heading !== column.heading || nth !== column.nth), column],
});

export const lastWritten = (memory: SheetMemory, field: Field, pupil: string): CellValue | undefined => {
  const of = memory.written[field];
  return of !== undefined && Object.hasOwn(of, pupil) ? of[pupil] : undefined;
};
