import { child, childrenOf, isOn, readXml, type XmlElement } from './xml.ts';

export interface Font {
  readonly name: string;
  /** Points. */
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
  /** `#rrggbb`; undefined: automatic. */
  readonly colour: string | undefined;
}

export interface Edge {
  readonly style: string;
  readonly colour: string | undefined;
}
export interface Borders {
  readonly left?: Edge;
  readonly right?: Edge;
  readonly top?: Edge;
  readonly bottom?: Edge;
}

export interface Alignment {
  readonly horizontal: string | undefined;
  readonly vertical: string | undefined;
  readonly wrap: boolean;
  readonly indent: number;
  readonly rotation: number;
}

export interface CellStyle {
  /** The number format's code, `General` when there is none. */
  readonly format: string;
  readonly font: Font;
  /** The colour of a solid fill. */
  readonly fill: string | undefined;
  readonly borders: Borders;
  readonly alignment: Alignment;
  readonly locked: boolean;
}

/** What a conditional format changes: only what it names. */
export interface DifferentialStyle {
  readonly font: Partial<Font>;
  readonly fill: string | undefined;
  readonly borders: Borders;
}

export interface Styles {
  /** By a cell's style id. */
  readonly cells: readonly CellStyle[];
  /** By a conditional format's `dxfId`. */
  readonly differential: readonly DifferentialStyle[];
}

/** ECMA-376 part 1, 18.8.30: the formats every reader knows by number. 14 is the day in the reader's own order: ours. */
const builtIn: Readonly<Record<string, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'dd/mm/yyyy h:mm',
  37: '#,##0;-#,##0',
  38: '#,##0;-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;-#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

/** Excel's indexed palette: the eight basic colours twice, then 56 of its own. */
const indexed =
  '000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff 000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  );

const officeTheme = [
  'ffffff',
  '000000',
  'e7e6e6',
  '44546a',
  '4472c4',
  'ed7d31',
  'a5a5a5',
  'ffc000',
  '5b9bd5',
  '70ad47',
  '0563c1',
  '954f72',
];

/** The theme's colours in the order `theme="n"` counts them: light 1, dark 1, light 2, dark 2, accents, links. */
export const readThemeColours = (text: string | undefined): readonly string[] => {
  if (text === undefined) return officeTheme;
  const scheme = child(child(readXml(text, 'theme'), 'themeElements'), 'clrScheme');
  const found = [
    'lt1',
    'dk1',
    'lt2',
    'dk2',
    'accent1',
    'accent2',
    'accent3',
    'accent4',
    'accent5',
    'accent6',
    'hlink',
    'folHlink',
  ];
  return found.map((name, at) => {
    const colour = child(scheme, name)?.children[0]?.attributes;
    return (colour?.get('lastClr') ?? colour?.get('val') ?? officeTheme[at]!).toLowerCase();
  });
};

/** Lightens (above 0) or darkens (below 0) in HSL's lightness, as ECMA-376 18.8.19 says. */
const tinted = (rgb: string, tint: number): string => {
  if (tint === 0) return rgb;
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const light = (most + least) / 2;
  const spread = most - least;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * light - 1));
  const hue =
    spread === 0
      ? 0
      : most === red
        ? ((green - blue) / spread + 6) % 6
        : most === green
          ? (blue - red) / spread + 2
          : (red - green) / spread + 4;
  const lightness = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
  const chroma = (1 - Math.abs(2 * lightness - 1)) * saturation;
  return [5, 3, 1]
    .map((shift) => {
      // One channel of an HSL colour: red, green and blue stand a third of the circle apart.
      const at = (hue + (shift === 5 ? 0 : shift === 3 ? 4 : 2)) % 6;
      const rise = Math.max(0, Math.min(1, Math.abs(at - 3) - 1));
      return lightness - chroma / 2 + chroma * rise;
    })
    .map((part) =>
      Math.round(Math.max(0, Math.min(1, part)) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('');
};

/** Reads `styles.xml`; without one every cell is plain. */
export const readStyles = (text: string | undefined, theme: readonly string[]): Styles => {
  const root = text === undefined ? undefined : readXml(text, 'styles');
  const colour = (element: XmlElement | undefined): string | undefined => {
    if (element === undefined || isOn(element.attributes.get('auto'))) return undefined;
    const { attributes } = element;
    const rgb = attributes.get('rgb');
    const numbered = attributes.get('indexed');
    const themed = attributes.get('theme');
    const base =
      rgb !== undefined
        ? rgb.slice(-6).toLowerCase()
        : themed !== undefined
          ? theme[Number(themed)]
          : indexed[Number(numbered)];
    if (base === undefined || !/^[0-9a-f]{6}$/.test(base)) return undefined;
    return `#${tinted(base, Number(attributes.get('tint') ?? 0))}`;
  };
  const on = (font: XmlElement, name: string): boolean => {
    const found = child(font, name);
    return found !== undefined && !['0', 'false', 'none'].includes(found.attributes.get('val') ?? '1');
  };
  const readFont = (font: XmlElement): Font => ({
    name: child(font, 'name')?.attributes.get('val') ?? 'Calibri',
    size: Number(child(font, 'sz')?.attributes.get('val') ?? 11),
    bold: on(font, 'b'),
    italic: on(font, 'i'),
    underline: on(font, 'u'),
    strike: on(font, 'strike'),
    colour: colour(child(font, 'color')),
  });
  const readFill = (fill: XmlElement, differential: boolean): string | undefined => {
    const pattern = child(fill, 'patternFill');
    const kind = pattern?.attributes.get('patternType');
    // A conditional format's solid fill keeps its colour in bgColor.
    if (differential) return colour(child(pattern, 'bgColor')) ?? colour(child(pattern, 'fgColor'));
    return kind === undefined || kind === 'none' ? undefined : colour(child(pattern, 'fgColor'));
  };
  const readBorders = (border: XmlElement | undefined): Borders => {
    const borders: { left?: Edge; right?: Edge; top?: Edge; bottom?: Edge } = {};
    for (const side of ['left', 'right', 'top', 'bottom'] as const) {
      const edge = child(border, side);
      const style = edge?.attributes.get('style');
      if (style !== undefined && style !== 'none') borders[side] = { style, colour: colour(child(edge, 'color')) };
    }
    return borders;
  };
  const formats = new Map(
    childrenOf(child(root, 'numFmts'), 'numFmt').map(({ attributes }) => [
      attributes.get('numFmtId') ?? '',
      attributes.get('formatCode') ?? 'General',
    ]),
  );
  const fonts = childrenOf(child(root, 'fonts'), 'font').map(readFont);
  const fills = childrenOf(child(root, 'fills'), 'fill').map((fill) => readFill(fill, false));
  const borders = childrenOf(child(root, 'borders'), 'border').map(readBorders);
  const plain: Font = {
    name: 'Calibri',
    size: 11,
    bold: false,
    italic: false,
    underline: false,
    strike: false,
    colour: undefined,
  };
  const readCell = (xf: XmlElement): CellStyle => {
    const { attributes } = xf;
    const format = attributes.get('numFmtId') ?? '0';
    const alignment = child(xf, 'alignment')?.attributes;
    return {
      format: formats.get(format) ?? builtIn[format] ?? 'General',
      font: fonts[Number(attributes.get('fontId') ?? 0)] ?? fonts[0] ?? plain,
      fill: fills[Number(attributes.get('fillId') ?? 0)],
      borders: borders[Number(attributes.get('borderId') ?? 0)] ?? {},
      alignment: {
        horizontal: alignment?.get('horizontal'),
        vertical: alignment?.get('vertical'),
        wrap: isOn(alignment?.get('wrapText')),
        indent: Number(alignment?.get('indent') ?? 0),
        rotation: Number(alignment?.get('textRotation') ?? 0),
      },
      locked: !['0', 'false'].includes(child(xf, 'protection')?.attributes.get('locked') ?? '1'),
    };
  };
  const cells = childrenOf(child(root, 'cellXfs'), 'xf').map(readCell);
  const none: XmlElement = { name: 'xf', attributes: new Map(), children: [], text: '' };
  return {
    cells: cells.length > 0 ? cells : [readCell(none)],
    differential: childrenOf(child(root, 'dxfs'), 'dxf').map((dxf) => {
      const font = child(dxf, 'font');
      const fill = child(dxf, 'fill');
      return {
        font:
          font === undefined
            ? {}
            : Object.fromEntries(
                Object.entries(readFont(font)).filter(([name, value]) =>
                  name === 'colour' ? value !== undefined : value === true,
                ),
              ),
        fill: fill === undefined ? undefined : readFill(fill, true),
        borders: readBorders(child(dxf, 'border')),
      };
    }),
  };
};
