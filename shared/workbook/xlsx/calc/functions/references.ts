import { boxOf } from '../../address.ts';
import { type Args, areaAt, booleanAt, type Functions, numberAt, textAt } from '../args.ts';
import { Area, errors, NotWorkedOut, type Value } from '../values.ts';

const cellAt = (area: Area, row: number, column: number): Value =>
  area.place === undefined
    ? area.at(row, column)
    : new Area(1, 1, () => [area.at(row, column)], {
        sheet: area.place.sheet,
        top: area.place.top + row,
        left: area.place.left + column,
      });

const index = (args: Args): Value => {
  const area = areaAt(args, 0);
  let row = Math.trunc(numberAt(args, 1, 0));
  let column = Math.trunc(numberAt(args, 2, 0));
  // Of a single row the one number counts across.
  if (args.count === 2 && area.height === 1) [row, column] = [1, row];
  if (row < 0 || column < 0) return errors.value;
  if (row > area.height || column > area.width) return errors.reference;
  if (row > 0 && (column > 0 || area.width === 1)) return cellAt(area, row - 1, Math.max(0, column - 1));
  if (column > 0 && area.height === 1) return cellAt(area, 0, column - 1);
  const [height, width] = [row === 0 ? area.height : 1, column === 0 ? area.width : 1];
  const [top, left] = [Math.max(0, row - 1), Math.max(0, column - 1)];
  return new Area(
    height,
    width,
    () => Array.from({ length: height * width }, (_, at) => area.at(top + Math.floor(at / width), left + (at % width))),
    area.place === undefined
      ? undefined
      : { sheet: area.place.sheet, top: area.place.top + top, left: area.place.left + left },
  );
};

const offset = (args: Args): Value => {
  const from = areaAt(args, 0);
  if (from.place === undefined) return errors.value;
  const top = from.place.top + Math.trunc(numberAt(args, 1));
  const left = from.place.left + Math.trunc(numberAt(args, 2));
  const [height, width] = [Math.trunc(numberAt(args, 3, from.height)), Math.trunc(numberAt(args, 4, from.width))];
  if (top < 1 || left < 1 || height < 1 || width < 1) return errors.reference;
  return args.here.book.area({
    sheet: from.place.sheet,
    box: { top, left, bottom: top + height - 1, right: left + width - 1 },
  });
};

const indirect = (args: Args): Value => {
  if (!booleanAt(args, 1, true)) throw new NotWorkedOut('INDIRECT with R1C1 references');
  const found = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([$A-Za-z0-9:]+)$/.exec(textAt(args, 0).trim());
  const name = (found?.[1]?.replaceAll("''", "'") ?? found?.[2])?.toLowerCase();
  const sheet = name === undefined ? args.here.sheet : args.here.book.sheetOf(name);
  const box = boxOf(found?.[3] ?? '');
  if (sheet === undefined || box === undefined) return errors.reference;
  return args.here.book.area({ sheet, box });
};

/** Where a reference lies; without one, the formula's own cell. */
const placeOf = (args: Args): { row: number; column: number; height: number; width: number } => {
  if (!args.has(0)) return { row: args.here.row, column: args.here.column, height: 1, width: 1 };
  const value = args.value(0);
  if (!(value instanceof Area) || value.place === undefined) throw errors.value;
  return { row: value.place.top, column: value.place.left, height: value.height, width: value.width };
};

/** Row or column numbers: of a range in an array formula all of them, else the first. */
const numbered = (args: Args, first: number, length: number, down: boolean): Value => {
  if (!args.here.isArray || length === 1) return first;
  const cells = Array.from({ length }, (_, at) => first + at);
  return down ? new Area(length, 1, () => cells) : new Area(1, length, () => cells);
};

const uncut = (area: Area): Area => {
  if (area.isCut) throw new NotWorkedOut('it measures a whole column');
  return area;
};

export const references: Functions = {
  INDEX: { least: 2, most: 3, of: index },
  OFFSET: { least: 3, most: 5, of: offset },
  INDIRECT: { least: 1, most: 2, of: indirect },
  ROW: {
    least: 0,
    most: 1,
    of: (args) => {
      const { row, height } = placeOf(args);
      return numbered(args, row, height, true);
    },
  },
  COLUMN: {
    least: 0,
    most: 1,
    of: (args) => {
      const { column, width } = placeOf(args);
      return numbered(args, column, width, false);
    },
  },
  ROWS: { least: 1, most: 1, of: (args) => uncut(areaAt(args, 0)).height },
  COLUMNS: { least: 1, most: 1, of: (args) => uncut(areaAt(args, 0)).width },
};
