import { addressOf, boxOf } from './address.ts';
import { XlsxRefusal } from './refusal.ts';
import { escapeXml } from './xml.ts';

const quoted = (text: string): string => escapeXml(text).replaceAll('"', '&quot;');

/** A table's part with columns added at its right-hand end. Refuses a table that is filled from elsewhere. */
export const grownTable = (text: string, headings: readonly string[]): string => {
  if (/tableType\s*=\s*["'](?:queryTable|xml)["']/.test(text))
    throw new XlsxRefusal('the last column belongs to a table that is filled from elsewhere; add the column in Excel');
  const wider = (reference: string): string => {
    const box = boxOf(reference);
    if (box === undefined) throw new XlsxRefusal('the table of the last column cannot be read');
    return `${addressOf(box.top, box.left)}:${addressOf(box.bottom, box.right + headings.length)}`;
  };
  const ids = Array.from(text.matchAll(/<(?:[\w.-]+:)?tableColumn\s[^>]*?\bid\s*=\s*["'](\d+)["']/g), ([, id]) =>
    Number(id),
  );
  let next = Math.max(0, ...ids);
  return text
    .replace(
      /<((?:[\w.-]+:)?)(table|autoFilter)(\s[^>]*?\bref\s*=\s*["'])([^"']+)(["'])/g,
      (_all, prefix, name, before, ref, after) => `<${prefix}${name}${before}${wider(ref)}${after}`,
    )
    .replace(/(<(?:[\w.-]+:)?tableColumns\s[^>]*?\bcount\s*=\s*["'])\d+(["'])/, `$1${ids.length + headings.length}$2`)
    .replace(/<\/((?:[\w.-]+:)?)tableColumns>/, (end, prefix: string) => {
      const added = headings.map((heading) => {
        next += 1;
        return `<${prefix}tableColumn id="${next}" name="${quoted(heading)}"/>`;
      });
      return added.join('') + end;
    });
};
