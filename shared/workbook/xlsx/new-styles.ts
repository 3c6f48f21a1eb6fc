import { XlsxRefusal } from './refusal.ts';
import { escapeXml } from './xml.ts';

/** Formats that every reader knows by number. */
const builtIn: Readonly<Record<string, number>> = { General: 0, '0': 1, '0.00': 2, '0%': 9, '0.00%': 10, '@': 49 };

const element = (name: string): RegExp =>
  new RegExp(`<((?:[\\w.-]+:)?)${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</\\1${name}>)`);

const counted = (attributes: string, count: number): string =>
  /\scount\s*=/.test(attributes)
    ? attributes.replace(/(\scount\s*=\s*)["'][^"']*["']/, `$1"${count}"`)
    : `${attributes} count="${count}"`;

/** The number of a format; one that is not there yet is added. */
const formatNumber = (text: string, format: string): { readonly number: number; readonly text: string } => {
  const known = builtIn[format];
  if (known !== undefined) return { number: known, text };
  const code = escapeXml(format).replaceAll('"', '&quot;');
  const found = element('numFmts').exec(text);
  // A conditional format has one of its own, which is no cell's.
  const numbers = Array.from((found?.[3] ?? '').matchAll(/<(?:[\w.-]+:)?numFmt\s([^>]*)>/g), ([, attributes]) => ({
    number: Number(/numFmtId\s*=\s*["'](\d+)["']/.exec(attributes!)?.[1] ?? 0),
    code: /formatCode\s*=\s*(?:"([^"]*)"|'([^']*)')/
      .exec(attributes!)
      ?.slice(1)
      .find((part) => part !== undefined),
  }));
  const same = numbers.find((one) => one.code === code);
  if (same !== undefined) return { number: same.number, text };
  const taken = Array.from(text.matchAll(/\snumFmtId\s*=\s*["'](\d+)["']/g), ([, id]) => Number(id));
  const number = taken.reduce((most, one) => Math.max(most, one), 163) + 1;
  if (found !== null) {
    const [whole, prefix, attributes, inside = ''] = found;
    const added = `<${prefix}numFmt numFmtId="${number}" formatCode="${code}"/>`;
    const fresh = `<${prefix}numFmts${counted(attributes!, numbers.length + 1)}>${inside}${added}</${prefix}numFmts>`;
    return { number, text: text.replace(whole, () => fresh) };
  }
  const root = /<((?:[\w.-]+:)?)styleSheet(?:\s[^>]*)?>/.exec(text);
  if (root === null) throw new XlsxRefusal('the styles of the workbook cannot be read');
  const [whole, prefix] = root;
  const added = `<${prefix}numFmts count="1"><${prefix}numFmt numFmtId="${number}" formatCode="${code}"/></${prefix}numFmts>`;
  return { number, text: text.replace(whole, () => `${whole}${added}`) };
};

/**
 * `styles.xml` with one more cell style: like another, with a number format of its own. Every style that was there keeps
 * its number. `style`: the number of the new one.
 */
export const withStyle = (
  styles: string,
  like: number,
  format: string,
): { readonly text: string; readonly style: number } => {
  const { number, text } = formatNumber(styles, format);
  const found = element('cellXfs').exec(text);
  if (found === null) throw new XlsxRefusal('the styles of the workbook cannot be read');
  const [whole, prefix, attributes, inside = ''] = found;
  const all = inside.match(new RegExp(`<${prefix}xf(?:\\s[^>]*?)?(?:/>|>[\\s\\S]*?</${prefix}xf>)`, 'g')) ?? [];
  const base = all[like] ?? all[0];
  if (base === undefined) throw new XlsxRefusal('the styles of the workbook cannot be read');
  const [opening] = /^<[^>]*>/.exec(base)!;
  const fresh = opening
    .replace(/\s(?:numFmtId|applyNumberFormat)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
    .replace(/^<[\w.:-]+/, (name) => `${name} numFmtId="${number}" applyNumberFormat="1"`);
  const added = fresh + base.slice(opening.length);
  const next = `<${prefix}cellXfs${counted(attributes!, all.length + 1)}>${inside}${added}</${prefix}cellXfs>`;
  return { text: text.replace(whole, () => next), style: all.length };
};
