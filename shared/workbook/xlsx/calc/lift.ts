import type { Here } from './here.ts';
import { Area, errors, NotWorkedOut, type Scalar, type Value } from './values.ts';

/** One value where one is wanted: of a range the cell in the formula's own row or column, as Excel has always done. */
export const single = (value: Value, here: Here): Scalar => {
  if (!(value instanceof Area)) return value;
  const { height, width, place } = value;
  if ((height === 1 && width === 1) || place === undefined) return value.at(0, 0);
  const [down, across] = [here.row - place.top, here.column - place.left];
  if (width === 1) return down >= 0 && down < height ? value.at(down, 0) : errors.value;
  if (height === 1) return across >= 0 && across < width ? value.at(0, across) : errors.value;
  return errors.value;
};

export const isMany = (value: Value): value is Area => value instanceof Area && value.height * value.width > 1;

/** Works a function of single values out cell by cell; what has one row or column is used again for each. */
export const lift = (values: readonly Value[], of: (scalars: readonly Scalar[]) => Scalar): Value => {
  const areas = values.filter(isMany);
  if (areas.length === 0) return of(values.map((value) => (value instanceof Area ? value.at(0, 0) : value)));
  const height = Math.max(...areas.map((area) => area.height));
  const width = Math.max(...areas.map((area) => area.width));
  if (height * width > 200_000) throw new NotWorkedOut('it works on too many cells at once');
  const at = (value: Value, row: number, column: number): Scalar => {
    if (!(value instanceof Area)) return value;
    const [down, across] = [value.height === 1 ? 0 : row, value.width === 1 ? 0 : column];
    return down < value.height && across < value.width ? value.at(down, across) : errors.notAvailable;
  };
  const cells: Scalar[] = [];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) cells.push(of(values.map((value) => at(value, row, column))));
  return new Area(height, width, () => cells);
};
