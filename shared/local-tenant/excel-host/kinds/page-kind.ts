import type { Kind } from '../client-object.ts';
import type { PageSetup } from '../ops/op.ts';
import { rowsIn } from '../ops/sheet-settings.ts';
import { invalid, type SheetModel, sheetIn, word } from './models.ts';

const setPage = (model: SheetModel, setup: PageSetup): void => {
  sheetIn(model);
  model.workbook.perform({ kind: 'page', sheet: model.name, setup });
};

/** ECMA-376 part 1, 18.3.1.63: papers by number. */
const papers = { Letter: 1, A3: 8, A4: 9, A5: 11 } as const;

const whole = (name: string, value: unknown, most: number): number | undefined => {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) throw invalid(name);
  return value;
};

/** `{ horizontalFitToPages, verticalFitToPages }` or `{ scale }`. */
const zoomIn = (value: unknown): PageSetup => {
  if (typeof value !== 'object' || value === null) throw invalid('zoom');
  const { horizontalFitToPages, verticalFitToPages, scale, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) throw invalid('zoom');
  const [fitToWidth, fitToHeight] = [
    whole('horizontalFitToPages', horizontalFitToPages, 32_767),
    whole('verticalFitToPages', verticalFitToPages, 32_767),
  ];
  const percent = whole('scale', scale, 400);
  if (percent !== undefined && percent < 10) throw invalid('scale');
  const isFit = fitToWidth !== undefined || fitToHeight !== undefined;
  return {
    ...(isFit && { fitToWidth: fitToWidth ?? 0, fitToHeight: fitToHeight ?? 0 }),
    ...(percent !== undefined && { scale: percent }),
  };
};

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw invalid('header or footer');
  if (value.length > 255) throw invalid('header or footer: at most 255 characters');
  return value;
};

/** What each header and footer says: a sheet keeps what the same run set before. */
const texts = new WeakMap<object, Map<string, Record<string, string>>>();

const setText = (
  model: SheetModel,
  where: 'header' | 'footer',
  side: 'left' | 'centre' | 'right',
  value: unknown,
): void => {
  const sheets = texts.get(model.workbook) ?? new Map<string, Record<string, string>>();
  texts.set(model.workbook, sheets);
  const key = `${model.name.toLowerCase()} ${where}`;
  const parts = { ...sheets.get(key), [side]: text(value) };
  sheets.set(key, parts);
  setPage(model, { [where]: parts });
};

const headerFooter: Kind<SheetModel> = {
  name: 'HeaderFooter',
  settable: {
    centerFooter: (model, value) => setText(model, 'footer', 'centre', value),
    leftFooter: (model, value) => setText(model, 'footer', 'left', value),
    rightFooter: (model, value) => setText(model, 'footer', 'right', value),
  },
};

const headersFooters: Kind<SheetModel> = {
  name: 'HeaderFooterGroup',
  navigations: { defaultForAllPages: { kind: () => headerFooter as Kind<unknown>, of: (model) => model } },
};

export const pageLayout: Kind<SheetModel> = {
  name: 'PageLayout',
  settable: {
    orientation: (model, value) =>
      setPage(model, {
        orientation: word('orientation', value, { Portrait: 'portrait', Landscape: 'landscape' } as const),
      }),
    paperSize: (model, value) => setPage(model, { paperSize: word('paperSize', value, papers) }),
    zoom: (model, value) => setPage(model, zoomIn(value)),
    centerHorizontally: (model, value) => {
      if (typeof value !== 'boolean') throw invalid('centerHorizontally');
      setPage(model, { centredAcross: value });
    },
  },
  navigations: { headersFooters: { kind: () => headersFooters as Kind<unknown>, of: (model) => model } },
  methods: {
    setPrintTitleRows: (self, rows) =>
      self.requests.add(() => {
        const titleRows = typeof rows === 'string' ? rowsIn(rows) : undefined;
        if (titleRows === undefined) throw invalid('printTitleRows');
        setPage(self.found(), { titleRows });
      }),
  },
};

export const pageKinds = [pageLayout, headersFooters, headerFooter] as const;
