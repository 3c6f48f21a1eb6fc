import type { EdgeName, Look } from '../book/looks.ts';
import type { Client, Kind } from '../client-object.ts';
import { ExcelError, notHere } from '../excel-error.ts';
import { denied, invalid, type RangeModel, sheetIn, word } from './models.ts';

const setLook = (model: RangeModel, look: Look): void => {
  const { workbook, name, box } = model;
  if (sheetIn(model).isProtected) throw denied();
  if ((box.bottom - box.top + 1) * (box.right - box.left + 1) > 1_000_000)
    throw notHere('The look of whole columns or rows');
  workbook.perform({ kind: 'look', sheet: name, box, look });
};

/** `#RRGGBB`; the HTML names are another reader's. */
const colour = (value: unknown): string => {
  if (typeof value !== 'string') throw invalid('color');
  if (/^[a-z]+$/i.test(value)) throw notHere(`The colour ${value} by its name`);
  if (!/^#?[0-9a-f]{6}$/i.test(value)) throw invalid(`color: ${value}`);
  return `#${value.replace('#', '').toLowerCase()}`;
};

const number = (name: string, value: unknown, least: number, most: number): number => {
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw invalid(name);
  return value;
};

const truth = (name: string, value: unknown): boolean => {
  if (typeof value !== 'boolean') throw invalid(name);
  return value;
};

const fill: Kind<RangeModel> = {
  name: 'RangeFill',
  settable: { color: (model, value) => setLook(model, { fill: value === '' ? null : colour(value) }) },
};

const font: Kind<RangeModel> = {
  name: 'RangeFont',
  settable: {
    bold: (model, value) => setLook(model, { bold: truth('bold', value) }),
    italic: (model, value) => setLook(model, { italic: truth('italic', value) }),
    color: (model, value) => setLook(model, { colour: colour(value) }),
    size: (model, value) => setLook(model, { size: number('size', value, 1, 409) }),
  },
};

interface EdgeModel extends RangeModel {
  readonly side: EdgeName;
}

/** The edge of the whole range, not of each of its cells. */
const alongEdge = (model: EdgeModel, change: { style?: string; colour?: string }): void => {
  const { box, side } = model;
  const own = {
    left: { ...box, right: box.left },
    right: { ...box, left: box.right },
    top: { ...box, bottom: box.top },
    bottom: { ...box, top: box.bottom },
  }[side];
  setLook({ ...model, box: own }, { edges: { [side]: change } });
};

const lines = {
  None: 'none',
  Continuous: 'thin',
  Dash: 'dashed',
  Dot: 'dotted',
  Double: 'double',
} as const;

const border: Kind<EdgeModel> = {
  name: 'RangeBorder',
  settable: {
    style: (model, value) => alongEdge(model, { style: word('style', value, lines) }),
    color: (model, value) => alongEdge(model, { colour: colour(value) }),
  },
};

const sides = { EdgeTop: 'top', EdgeBottom: 'bottom', EdgeLeft: 'left', EdgeRight: 'right' } as const;

const borders: Kind<RangeModel> = {
  name: 'RangeBorderCollection',
  methods: {
    getItem: (self: Client<RangeModel>, index) =>
      self.child(border, (model): EdgeModel => ({ ...model, side: word('index', index, sides) })).face,
  },
};

const across = {
  General: 'general',
  Left: 'left',
  Center: 'center',
  Right: 'right',
  Fill: 'fill',
  Justify: 'justify',
  CenterAcrossSelection: 'centerContinuous',
  Distributed: 'distributed',
} as const;

const down = {
  Top: 'top',
  Center: 'center',
  Bottom: 'bottom',
  Justify: 'justify',
  Distributed: 'distributed',
} as const;

/** Office.js counts a column's width in points; the file in characters of 7 pixels, beside 5 pixels of room. */
const charactersOf = (points: number): number => Math.max(0, Math.round((((points * 4) / 3 - 5) / 7) * 100) / 100);

const makeFit = (model: RangeModel): void => {
  const sheet = sheetIn(model);
  const used = sheet.usedRange;
  if (used === null) return;
  for (let column = model.box.left; column <= Math.min(model.box.right, used.right); column++) {
    let longest = 0;
    for (let row = Math.max(model.box.top, used.top); row <= Math.min(model.box.bottom, used.bottom); row++)
      for (const line of sheet.cell(row, column).shown.split('\n')) longest = Math.max(longest, line.length);
    if (longest > 0) resize(model, 'column', Math.min(255, longest + 1.7), column, column);
  }
};

const resize = (
  model: RangeModel,
  axis: 'row' | 'column',
  size: number,
  from = axis === 'row' ? model.box.top : model.box.left,
  to = axis === 'row' ? model.box.bottom : model.box.right,
): void => {
  if (sheetIn(model).isProtected) throw denied();
  if (axis === 'row' && to - from > 10_000) throw new ExcelError('InvalidOperation', 'Too many rows at one go');
  model.workbook.perform({ kind: 'size', sheet: model.name, axis, from, to, size });
};

export const rangeFormat: Kind<RangeModel> = {
  name: 'RangeFormat',
  settable: {
    columnWidth: (model, value) => resize(model, 'column', charactersOf(number('columnWidth', value, 0, 1790))),
    rowHeight: (model, value) => resize(model, 'row', number('rowHeight', value, 0, 409.5)),
    wrapText: (model, value) => setLook(model, { wrap: truth('wrapText', value) }),
    horizontalAlignment: (model, value) => setLook(model, { horizontal: word('horizontalAlignment', value, across) }),
    verticalAlignment: (model, value) => setLook(model, { vertical: word('verticalAlignment', value, down) }),
  },
  navigations: {
    fill: { kind: () => fill as Kind<unknown>, of: (model) => model },
    font: { kind: () => font as Kind<unknown>, of: (model) => model },
    borders: { kind: () => borders as Kind<unknown>, of: (model) => model },
  },
  methods: { autofitColumns: (self) => self.requests.add(() => makeFit(self.found())) },
};

export const formatKinds = [rangeFormat, fill, font, borders, border] as const;
