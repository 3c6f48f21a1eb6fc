import type { Field } from './fields.ts';
import type { SheetColumn } from './find-columns.ts';
import type { SheetMemory } from './memory.ts';

/** A column as its heading and values read, or as she said it is. */
export interface KnownColumn extends SheetColumn {
  /** Which of the columns of the same heading it is; the first is 0. */
  readonly nth: number;
  /** She said what it holds. */
  readonly isConfirmed: boolean;
  /** The desk put it there at her wish. */
  readonly isAdded: boolean;
}

const asRead = ({ field, ...column }: SheetColumn, said: { readonly field: Field | null } | undefined): SheetColumn => {
  const now = said === undefined ? field : (said.field ?? undefined);
  return now === undefined ? column : { ...column, field: now };
};

/** The columns with what she said of them before; what she said goes before what a heading reads like. */
export const knownColumns = (columns: readonly SheetColumn[], memory: SheetMemory): readonly KnownColumn[] => {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const nth = seen.get(column.heading) ?? 0;
    seen.set(column.heading, nth + 1);
    const said = memory.columns.find((one) => one.heading === column.heading && one.nth === nth);
    return { ...asRead(column, said), nth, isConfirmed: said !== undefined, isAdded: said?.added === true };
  });
};
