import { Zip } from './zip.ts';

/** Columns side by side in one sheet, and how wide each is to be, in characters. */
export interface ColumnWidths {
  /** The part that holds the sheet. */
  readonly part: string;
  readonly from: number;
  readonly widths: readonly number[];
}

const numberIn = (tag: string, name: string): number | undefined => {
  const found = new RegExp(`\\s${name}\\s*=\\s*["'](\\d+)["']`).exec(tag)?.[1];
  return found === undefined ? undefined : Number(found);
};

const withEnds = (tag: string, min: number, max: number): string =>
  tag.replace(/(\smin\s*=\s*["'])\d+/, `$1${min}`).replace(/(\smax\s*=\s*["'])\d+/, `$1${max}`);

/**
 * A sheet's text in which these columns have their widths and can be seen. Where one `<col>` speaks of them and of others
 * it is cut, so that the others keep what it says; the style that it gives to whole columns stays.
 */
export const withWidths = (text: string, { from, widths }: Pick<ColumnWidths, 'from' | 'widths'>): string => {
  const prefix = /<([\w.-]+:)?worksheet[\s>]/.exec(text)?.[1] ?? '';
  const to = from + widths.length - 1;
  const before = text.search(new RegExp(`<${prefix}sheetData[\\s/>]`));
  const found = new RegExp(`<${prefix}cols\\s*>([^]*?)</${prefix}cols\\s*>|<${prefix}cols\\s*/>`).exec(
    text.slice(0, before),
  );
  const tags = found?.[1]?.match(new RegExp(`<${prefix}col\\s[^>]*>(?:\\s*</${prefix}col>)?`, 'g')) ?? [];
  const cols = tags.map((tag) => ({ tag, min: numberIn(tag, 'min') ?? 0, max: numberIn(tag, 'max') ?? 0 }));
  const fresh = widths.map((width, at) => {
    const column = from + at;
    const style = cols
      .find(({ min, max }) => min <= column && column <= max)
      ?.tag.match(/\sstyle\s*=\s*["']\d+["']/)?.[0];
    return `<${prefix}col min="${column}" max="${column}" width="${width}" customWidth="1"${style ?? ''}/>`;
  });
  const all = [
    ...cols.flatMap(({ tag, min, max }) => {
      if (max < from || min > to) return { tag, min };
      return [
        ...(min < from ? [{ tag: withEnds(tag, min, from - 1), min }] : []),
        ...(max > to ? [{ tag: withEnds(tag, to + 1, max), min: to + 1 }] : []),
      ];
    }),
    ...fresh.map((tag, at) => ({ tag, min: from + at })),
  ].sort((a, b) => a.min - b.min);
  const element = `<${prefix}cols>${all.map(({ tag }) => tag).join('')}</${prefix}cols>`;
  const [start, end] = found === null ? [before, before] : [found.index, found.index + found[0].length];
  return `${text.slice(0, start)}${element}${text.slice(end)}`;
};

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A finished file in which columns have their widths; every other part packed to the same bytes. */
export const fileWithWidths = (file: Uint8Array, sheets: readonly ColumnWidths[]): Uint8Array => {
  const zip = Zip.open(file);
  const parts = sheets.flatMap(({ part, ...columns }) => {
    const name = zip.names.find((one) => one.toLowerCase() === part.toLowerCase());
    const bytes = name === undefined ? undefined : zip.read(name);
    if (name === undefined || bytes === undefined || columns.widths.length === 0) return [];
    return [[name, new TextEncoder().encode(withWidths(decoder.decode(bytes), columns))] as const];
  });
  return parts.length === 0 ? file : zip.with(new Map(parts));
};
