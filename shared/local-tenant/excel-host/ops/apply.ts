import type { Book } from '../book/book.ts';
import { changeAxis, whyNotAxis } from '../structure/change-axis.ts';
import { runsOf } from '../structure/runs.ts';
import { filterRows } from './filter-rows.ts';
import type { Op } from './op.ts';
import { putCells } from './put-cells.ts';
import { freezeRows, mergeCells, setLook, setPage, setSize } from './sheet-settings.ts';
import { addSheet, deleteSheet, setVisibility } from './sheets.ts';
import { sortRows } from './sort-rows.ts';
import { addTableColumn } from './table-column.ts';
import { putXmlPart } from './xml-parts.ts';

/** The workbook after an operation. What cannot be done there leaves it as it is: everybody's does the same. */
export const applied = (book: Book, op: Op): Book => {
  switch (op.kind) {
    case 'cells':
      return putCells(book, op);
    case 'insert':
      return whyNotAxis(book, op) === null ? changeAxis(book, op) : book;
    case 'delete':
      return runsOf(op.at).reduce((next, run) => {
        const change = { sheet: op.sheet, axis: op.axis, kind: 'delete', ...run } as const;
        return whyNotAxis(next, change) === null ? changeAxis(next, change) : next;
      }, book);
    case 'sort':
      return sortRows(book, op);
    case 'filter':
      return filterRows(book, op);
    case 'look':
      return setLook(book, op);
    case 'merge':
      return mergeCells(book, op);
    case 'size':
      return setSize(book, op);
    case 'freeze':
      return freezeRows(book, op);
    case 'page':
      return setPage(book, op);
    case 'add-sheet':
      return addSheet(book, op);
    case 'delete-sheet':
      return deleteSheet(book, op);
    case 'visibility':
      return setVisibility(book, op);
    case 'table-column':
      return addTableColumn(book, op);
    case 'xml-part':
      return putXmlPart(book, op);
  }
};
