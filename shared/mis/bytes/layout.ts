import { maxBytes } from '../decode.ts';
import { idFields, marksShapeOf } from '../marks-shape.ts';
import { readTable } from '../table.ts';
import { lineFeed } from './cells.ts';

/** Where the cells of a long file stand that the reader of bytes may read. */
interface Layout {
  readonly delimiter: number;
  readonly columns: number;
  readonly idColumn: number;
  readonly idHeading: string;
  /** The session stands behind the date, and the mark behind the session. */
  readonly dateColumn: number;
  readonly minutesColumn: number | undefined;
  /** Where the first row begins. */
  readonly rowsBegin: number;
}

/** As many lines as the full reader looks at for headings, and one more. */
const linesForHeadings = 51;
const longestBeginning = 150_000;

/** Where the beginning ends: behind so many lines, or with the file. */
const beginningOf = (bytes: Uint8Array): Uint8Array => {
  let end = 0;
  for (let line = 0; line < linesForHeadings; line++) {
    const next = bytes.indexOf(lineFeed, end);
    if (next < 0) return bytes;
    end = next + 1;
  }
  return bytes.subarray(0, end);
};

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);
const utf8Mark = [0xef, 0xbb, 0xbf];

/**
 * Lets the full reader's own table look at the beginning of a file: headings in the first line, the columns in the order
 * that nearly every export has. Undefined for anything else.
 */
export const layoutOf = (bytes: Uint8Array): Layout | undefined => {
  if (bytes.length > maxBytes) return undefined;
  const beginning = beginningOf(bytes);
  const marked = utf8Mark.every((byte, at) => bytes[at] === byte);
  if (beginning.length > longestBeginning || (!marked && !isAscii(beginning))) return undefined;
  const lineEnd = bytes.indexOf(lineFeed);
  const headings = bytes.subarray(marked ? 3 : 0, lineEnd);
  if (lineEnd < 0 || !isAscii(headings)) return undefined;
  const carriageReturn = headings.indexOf(0x0d);
  if (carriageReturn >= 0 && carriageReturn !== headings.length - 1) return undefined;

  const table = readTable(beginning, idFields);
  if ('refused' in table || table.lines[0] !== 2) return undefined;
  const shape = marksShapeOf(table);
  if ('refused' in shape || shape.half === undefined || shape.date === undefined || shape.updated !== undefined)
    return undefined;
  const [id] = shape.ids;
  const [code] = shape.sessions;
  const isInOrder =
    shape.ids.every(({ at }) => at >= id!.at) &&
    id!.at < shape.date.at &&
    shape.half.at === shape.date.at + 1 &&
    code!.column.at === shape.half.at + 1;
  const minutesColumn = shape.minutes?.at;
  if (!isInOrder || (minutesColumn !== undefined && minutesColumn < shape.date.at)) return undefined;
  const delimiter = delimiterIn(headings, table.columns.length);
  return delimiter === undefined
    ? undefined
    : {
        delimiter,
        columns: table.columns.length,
        idColumn: id!.at,
        idHeading: id!.heading,
        dateColumn: shape.date.at,
        minutesColumn,
        rowsBegin: lineEnd + 1,
      };
};

/** The one delimiter that stands between so many headings; undefined when a heading holds any. */
const delimiterIn = (headings: Uint8Array, columns: number): number | undefined => {
  const found = [0x2c, 0x3b, 0x09].filter((byte) => headings.includes(byte));
  const [delimiter] = found;
  if (found.length !== 1 || headings.filter((byte) => byte === delimiter).length !== columns - 1) return undefined;
  return delimiter;
};
