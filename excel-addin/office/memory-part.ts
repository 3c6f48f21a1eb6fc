import { memoryNamespace } from '../../shared/workbook/memory.ts';

/** The workbook's custom XML part of the desk. */
export interface MemoryPart {
  /** Known after the first sync. */
  readonly isThere: boolean;
  /** Asks for the text, which is there after the next sync. */
  ask(): void;
  /** Undefined: nothing is remembered yet. */
  readonly xml: string | undefined;
  /** Puts the text into the part, or makes the part; the next sync carries it out. */
  put(xml: string): void;
}

export const memoryPart = (context: Excel.RequestContext): MemoryPart => {
  const parts = context.workbook.customXmlParts.getByNamespace(memoryNamespace);
  parts.load('items/id');
  let text: OfficeExtension.ClientResult<string> | undefined;
  const first = (): Excel.CustomXmlPart | undefined => parts.items[0];
  return {
    get isThere() {
      return first() !== undefined;
    },
    ask: () => {
      text = first()?.getXml();
    },
    get xml() {
      return text?.value;
    },
    put: (xml) => {
      const part = first();
      if (part === undefined) context.workbook.customXmlParts.add(xml);
      else part.setXml(xml);
    },
  };
};
