import { child, childrenOf, readXml } from '../xml.ts';

/** A name of the workbook and what it stands for; `sheet` (from 0): known on that sheet alone. */
export interface DefinedName {
  readonly name: string;
  readonly formula: string;
  readonly sheet: number | undefined;
}

/** The names in a workbook's own part. */
export const definedNamesOf = (workbook: string): readonly DefinedName[] =>
  workbook.includes('definedName')
    ? childrenOf(child(readXml(workbook, 'the workbook'), 'definedNames'), 'definedName').map(
        ({ attributes, text }) => {
          const sheet = attributes.get('localSheetId');
          return {
            name: attributes.get('name') ?? '',
            formula: text,
            sheet: sheet === undefined ? undefined : Number(sheet),
          };
        },
      )
    : [];
