import { emptyMemory, memoryNamespace, memoryXml, readMemory, type WorkbookMemory } from './memory.ts';
import type { Xlsx } from './xlsx/types.ts';

/** What a workbook's file remembers, and the part that holds it. */
export interface FileMemory {
  readonly part: string;
  readonly memory: WorkbookMemory;
}

/**
 * Finds the part in which the pane keeps what was agreed. Undefined: there is none, or it is not ours to read (changed by
 * hand, of a later version); it stays as it is then.
 */
export const fileMemoryOf = (xlsx: Xlsx): FileMemory | undefined => {
  for (const part of xlsx.parts) {
    if (!/^customXml\/item\d*\.xml$/i.test(part)) continue;
    const text = xlsx.part(part);
    if (text === undefined || !text.includes(memoryNamespace)) continue;
    const memory = readMemory(text);
    if (memory !== undefined) return { part, memory };
  }
  return undefined;
};

/** Keeps the memory up to date in the file; a file without one gets none. */
export const keepFileMemory = (xlsx: Xlsx, { part, memory: before }: FileMemory, memory: WorkbookMemory): void => {
  if (JSON.stringify(before) !== JSON.stringify(memory)) xlsx.setPart(part, memoryXml({ ...emptyMemory, ...memory }));
};
