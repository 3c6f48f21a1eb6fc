import { boxOf } from './address.ts';
import { asksOfRows } from './filters.ts';
import type { Table } from './types.ts';
import { child, childrenOf, readXml } from './xml.ts';

export type Relations = ReadonlyMap<string, { readonly type: string; readonly target: string }>;

/** `xl/worksheets/../tables/table1.xml` of a part and its relationship's target. */
const resolve = (part: string, target: string): string => {
  const steps = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
};

/** The part that holds another part's relationships. */
export const relationsPart = (part: string): string => {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
};

export const readRelations = (part: string, text: string | undefined): Relations => {
  if (text === undefined) return new Map();
  return new Map(
    childrenOf(readXml(text, `relationships of ${part === '' ? 'the file' : part}`), 'Relationship').map(
      ({ attributes }) => {
        const target = attributes.get('Target') ?? '';
        const isOutside = attributes.get('TargetMode') === 'External';
        return [
          attributes.get('Id') ?? '',
          { type: attributes.get('Type') ?? '', target: isOutside ? target : resolve(part, target) },
        ];
      },
    ),
  );
};

/** A table's part; undefined when it says no range. */
export const readTable = (part: string, text: string | undefined): Table | undefined => {
  if (text === undefined) return undefined;
  const root = readXml(text, part);
  const { attributes } = root;
  const box = boxOf(attributes.get('ref') ?? '');
  if (box === undefined) return undefined;
  return {
    part,
    name: attributes.get('displayName') ?? attributes.get('name') ?? '',
    box,
    headerRows: Number(attributes.get('headerRowCount') ?? 1),
    totalsRows: Number(attributes.get('totalsRowCount') ?? 0),
    isFiltered: asksOfRows(child(root, 'autoFilter')),
  };
};
