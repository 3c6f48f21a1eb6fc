import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const packedAt = '2026-02-27T15:40:00';

type Part = string | Uint8Array;
const bytesOf = (part: Part): Uint8Array => (typeof part === 'string' ? strToU8(part) : part);

/** A workbook from its parts, packed with one time for all: the same parts give the same bytes. */
export const packed = (parts: Readonly<Record<string, Part>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, bytesOf(part)])), {
    mtime: packedAt,
    level: 6,
  });

/** A workbook that a library wrote, with what no library writes put into its parts by hand. */
export const withParts = (
  xlsx: Uint8Array,
  changes: Readonly<Record<string, (text: string) => string>>,
  added: Readonly<Record<string, Part>> = {},
): Uint8Array => {
  const parts: Record<string, Part> = unzipSync(xlsx);
  for (const [name, change] of Object.entries(changes)) {
    const part = parts[name];
    if (!(part instanceof Uint8Array)) throw new Error(`there is no ${name} in ${Object.keys(parts).join(', ')}`);
    const [before, after] = [strFromU8(part), change(strFromU8(part))];
    if (before === after) throw new Error(`${name} is as it was`);
    parts[name] = after;
  }
  return packed({ ...parts, ...added });
};

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export const xml = (text: string): string => head + text;
export const relations = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
      .map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="${type.includes('/') ? type : `${office}/${type}`}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`,
  );

/** The parts around sheets that are written by hand. */
export const partsAround = (sheetNames: readonly string[], styles: string, prefix = ''): Record<string, string> => {
  const p = prefix === '' ? '' : `${prefix}:`;
  const own = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return {
    '[Content_Types].xml': xml(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/>${sheetNames
        .map(
          (_, at) => `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${content}.worksheet+xml"/>`,
        )
        .join('')}</Types>`,
    ),
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': xml(
      `<${p}workbook ${own} xmlns:r="${office}"><${p}sheets>${sheetNames
        .map((name, at) => `<${p}sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</${p}sheets></${p}workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheetNames.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      [`rId${sheetNames.length + 1}`, 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  };
};
