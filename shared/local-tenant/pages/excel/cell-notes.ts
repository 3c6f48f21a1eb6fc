import { boxOf } from '../../../workbook/xlsx/address.ts';
import type { Sheet } from '../../../workbook/xlsx/types.ts';
import { child, childrenOf, readXml, type XmlElement } from '../../../workbook/xlsx/xml.ts';
import type { BookFace } from '../../excel-host/book/book-face.ts';

/** The notes of a sheet, by `row,column`. */
export const cellNotes = (xlsx: BookFace, sheet: Sheet): ReadonlyMap<string, string> => {
  const notes = new Map<string, string>();
  for (const { type, target } of xlsx.relationsOf(sheet.part).values()) {
    const text = /\/comments$/.test(type) ? xlsx.part(target) : undefined;
    const list = text === undefined ? undefined : child(readXml(text, target), 'commentList');
    for (const comment of childrenOf(list, 'comment')) {
      const box = boxOf(comment.attributes.get('ref') ?? '');
      if (box !== undefined) notes.set(`${box.top},${box.left}`, textOf(child(comment, 'text')));
    }
  }
  return notes;
};

const textOf = (element: XmlElement | undefined): string =>
  element === undefined ? '' : element.name === 't' ? element.text : element.children.map(textOf).join('');
