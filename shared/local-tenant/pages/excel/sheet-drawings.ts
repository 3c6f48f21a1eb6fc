import type { Sheet } from '../../../workbook/xlsx/types.ts';
import { child, childrenOf, readXml, type XmlElement } from '../../../workbook/xlsx/xml.ts';
import type { BookFace } from '../../excel-host/book/book-face.ts';
import type { Layout } from './sheet-layout.ts';

/** Something that lies over the cells of a sheet, in CSS pixels from the sheet's own corner. */
export interface Drawing {
  readonly kind: string;
  readonly name: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Charts, pictures and shapes of a sheet: where they lie, so that one sees that they are there. */
export const drawingsOf = (xlsx: BookFace, sheet: Sheet, layout: Layout): readonly Drawing[] =>
  [...xlsx.relationsOf(sheet.part).values()]
    .filter(({ type }) => type.endsWith('/drawing'))
    .flatMap(({ target }) => {
      const text = xlsx.part(target);
      return text === undefined ? [] : readXml(text, target).children;
    })
    .flatMap((anchor) => drawingAt(anchor, layout) ?? []);

const kinds: Readonly<Record<string, string>> = { pic: 'Picture', graphicFrame: 'Chart', sp: 'Shape', grpSp: 'Group' };

const drawingAt = (anchor: XmlElement, layout: Layout): Drawing | undefined => {
  const from = cornerOf(child(anchor, 'from'), layout);
  if (from === undefined) return undefined;
  const size = child(anchor, 'ext')?.attributes;
  const to = cornerOf(child(anchor, 'to'), layout) ?? {
    left: from.left + pixels(size?.get('cx')),
    top: from.top + pixels(size?.get('cy')),
  };
  // What newer programs draw stands in an envelope for the older ones.
  const held = [...anchor.children, ...childrenOf(child(anchor, 'AlternateContent'), 'Choice').flatMap(insideOf)];
  const what = held.find(({ name }) => Object.hasOwn(kinds, name));
  return {
    kind: kinds[what?.name ?? ''] ?? 'Drawing',
    name: nameOf(what) ?? '',
    ...from,
    width: to.left - from.left,
    height: to.top - from.top,
  };
};

const insideOf = ({ children }: XmlElement): readonly XmlElement[] => children;

/** Rows and columns are counted from 0; the rest is how far the corner lies inside of its cell. */
const cornerOf = (corner: XmlElement | undefined, layout: Layout): { left: number; top: number } | undefined => {
  if (corner === undefined) return undefined;
  const number = (name: string): number => Number(child(corner, name)?.text ?? 0);
  return {
    left: layout.left(number('col') + 1) + pixels(child(corner, 'colOff')?.text),
    top: layout.top(number('row') + 1) + pixels(child(corner, 'rowOff')?.text),
  };
};

/** English Metric Units: 9,525 to a CSS pixel. */
const pixels = (units: string | undefined): number => Math.round(Number(units ?? 0) / 9525);

/** What Excel calls it: `Chart 3`. */
const nameOf = (element: XmlElement | undefined): string | undefined =>
  element?.children.map((one) => child(one, 'cNvPr')?.attributes.get('name')).find((name) => name !== undefined);
