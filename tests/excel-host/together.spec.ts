import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Book } from '../../shared/local-tenant/excel-host/book/book.ts';
import type { Op } from '../../shared/local-tenant/excel-host/ops/op.ts';
import type { Batch, Entry, Unkept } from '../../shared/local-tenant/excel-host/together/entry.ts';
import { OpLog } from '../../shared/local-tenant/excel-host/together/op-log.ts';
import { SharedBook } from '../../shared/local-tenant/excel-host/together/shared-book.ts';
import { face, shownRows, smallBook, wholeOf } from '../support/books.ts';

let start: Book;
beforeAll(async () => {
  start = await smallBook();
});

/** Pages at one workbook over a line that brings things when the test says so. */
class Room {
  readonly log = new OpLog();
  readonly pages: Page[];

  constructor(count: number) {
    this.pages = Array.from({ length: count }, (_, at) => new Page(`page ${at}`, this.log));
  }

  async settle(): Promise<void> {
    for (let again = true; again; ) {
      again = false;
      for (const page of this.pages) if (await page.deliver()) again = true;
    }
    for (const page of this.pages) page.shared.take(this.log.since(0));
  }
}

class Page {
  readonly unkept: Unkept[] = [];
  readonly shared: SharedBook;
  readonly #log: OpLog;
  #post: { batch: Batch; answer: (entries: readonly Entry[]) => void; lose: (error: Error) => void } | undefined;

  constructor(client: string, log: OpLog) {
    this.#log = log;
    this.shared = new SharedBook({
      client,
      by: client,
      book: start,
      revision: 0,
      send: (batch) => new Promise((answer, lose) => (this.#post = { batch, answer, lose })),
      came: () => undefined,
      unkept: (one) => this.unkept.push(one),
      failed: () => undefined,
    });
  }

  /** Brings what this page has sent to the log and the answer back. */
  async deliver(): Promise<boolean> {
    this.shared.push();
    const post = this.#post;
    if (post === undefined) return false;
    this.#post = undefined;
    post.answer(this.#log.receive(post.batch));
    await heard();
    return true;
  }

  /** The log takes the batch, and its answer is lost on the way. */
  async loseAnswer(): Promise<void> {
    const post = this.#post;
    if (post === undefined) return;
    this.#post = undefined;
    this.#log.receive(post.batch);
    post.lose(new Error('lost'));
    await heard();
  }

  /** Some of the log arrives by the other way. */
  hear(upTo: number): void {
    this.shared.take(this.#log.since(0).slice(0, upTo));
  }
}

/** What was answered has reached the page. */
const heard = (): Promise<void> => new Promise((done) => setImmediate(done));

const type = (row: number, column: number, value: string): Op => ({
  kind: 'cells',
  sheet: 'Tracker',
  cells: [{ row, column, value }],
});

describe('two people at one workbook', () => {
  test('a value typed below a row that somebody put in meanwhile goes down with its row', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform({ kind: 'insert', sheet: 'Tracker', axis: 'row', at: 4, count: 2 });
    pages[1]!.shared.perform(type(5, 7, 'Rang twice'));
    await settle();
    for (const { shared } of pages) expect(face(shared.book).cell(7, 7).value).toBe('Rang twice');
  });

  test('a value typed for a pupil stays with the pupil when somebody sorted meanwhile', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform({ kind: 'sort', sheet: 'Tracker', rows: [5, 4], left: 1, right: 7 });
    pages[1]!.shared.perform(type(5, 7, 'Rang twice'));
    await settle();
    for (const { shared } of pages)
      expect(shownRows(shared.book)[3]!.slice(0, 7)).toEqual([
        'A2',
        'Thimble, Otto',
        '9B',
        '85.0%',
        'PA',
        '',
        'Rang twice',
      ]);
  });

  test('a row between those that somebody sorts meanwhile is not taken for one of them when rows go', async () => {
    const { pages, settle } = bound(new Room(2));
    const [she, he] = [pages[0]!.shared, pages[1]!.shared];
    for (const row of [6, 7]) she.perform(type(row, 1, `A${row}`));
    she.perform(type(5, 7, 'Rang twice'));
    await settle();
    he.perform({ kind: 'sort', sheet: 'Tracker', rows: [7, 4, 6], left: 1, right: 7 });
    await pages[1]!.deliver();
    she.perform({ kind: 'delete', sheet: 'Tracker', axis: 'row', at: [1, 4] });
    // As she has it, the row of A7.
    she.perform({ kind: 'delete', sheet: 'Tracker', axis: 'row', at: [5] });
    await settle();
    for (const { shared } of pages)
      expect(shownRows(shared.book).map(([first]) => first)).toEqual(['', 'UPN', 'A2', 'A6']);
    expect(face(she.book).cell(3, 7).value).toBe('Rang twice');
  });

  test('two sort at the same time: a value typed after one of them stays with its pupil', async () => {
    const { pages, settle } = bound(new Room(2));
    const [she, he] = [pages[0]!.shared, pages[1]!.shared];
    for (const row of [6, 7]) she.perform(type(row, 1, `A${row}`));
    await settle();
    he.perform({ kind: 'sort', sheet: 'Tracker', rows: [5, 4], left: 1, right: 7 });
    await pages[1]!.deliver();
    she.perform({ kind: 'sort', sheet: 'Tracker', rows: [7, 4, 6], left: 1, right: 7 });
    she.perform(type(4, 7, 'Of A7'));
    await settle();
    for (const { shared } of pages) expect(shownRows(shared.book).find((row) => row[6] === 'Of A7')?.[0]).toBe('A7');
  });

  test('a formula typed meanwhile points at the cells it meant', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform({ kind: 'insert', sheet: 'Tracker', axis: 'column', at: 2, count: 1 });
    const formula = { row: 7, column: 4, formula: 'AVERAGE(D4:D5)' };
    pages[1]!.shared.perform({ kind: 'cells', sheet: 'Tracker', cells: [formula] });
    await settle();
    expect(face(pages[0]!.shared.book).cell(7, 5).formula).toBe('AVERAGE(E4:E5)');
  });

  test('what was typed into a row that is gone is said to who typed it', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform({ kind: 'delete', sheet: 'Tracker', axis: 'row', at: [5] });
    pages[1]!.shared.perform(type(5, 7, 'Rang twice'));
    await settle();
    expect(pages[0]!.unkept).toEqual([]);
    expect(pages[1]!.unkept).toMatchObject([{ why: 'gone', cell: { row: 5, column: 7, value: 'Rang twice' } }]);
  });

  test('two values for one cell: the later stands, and the earlier is said to who typed it', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform(type(5, 7, 'Rang twice'));
    pages[1]!.shared.perform(type(5, 7, 'Letter sent'));
    await settle();
    for (const { shared } of pages) expect(face(shared.book).cell(5, 7).value).toBe('Letter sent');
    expect(pages[0]!.unkept).toMatchObject([{ why: 'written over', cell: { value: 'Rang twice' } }]);
    expect(pages[1]!.unkept).toEqual([]);
  });

  test('an answer that was lost makes nothing happen twice', async () => {
    const { pages, settle } = bound(new Room(2));
    pages[0]!.shared.perform({ kind: 'insert', sheet: 'Tracker', axis: 'row', at: 4, count: 1 });
    await pages[0]!.loseAnswer();
    pages[0]!.shared.perform(type(4, 1, 'A3'));
    await settle();
    expect(shownRows(pages[1]!.shared.book).map(([first]) => first)).toEqual([
      'Attendance 2025/26',
      '',
      'UPN',
      'A3',
      'A1',
      'A2',
    ]);
  });

  test('undoing finds its place although somebody put rows in above', async () => {
    const { pages, settle } = bound(new Room(2));
    const before = { row: 5, column: 7, value: null };
    pages[0]!.shared.perform(type(5, 7, 'Rang twice'), [{ kind: 'cells', sheet: 'Tracker', cells: [before] }]);
    await settle();
    pages[1]!.shared.perform({ kind: 'insert', sheet: 'Tracker', axis: 'row', at: 2, count: 1 });
    await settle();
    pages[0]!.shared.undo();
    await settle();
    expect(face(pages[1]!.shared.book).cell(6, 7).value).toBeNull();
  });
});

const bound = (room: Room) => ({ pages: room.pages, settle: () => room.settle() });

/** What somebody may do at their page; places are of the sheet as it is there. */
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      row: fc.integer({ min: 1, max: 9 }),
      column: fc.integer({ min: 1, max: 8 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('insert' as const),
      axis: fc.constantFrom('row' as const, 'column' as const),
      at: fc.integer({ min: 1, max: 9 }),
      count: fc.integer({ min: 1, max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('delete' as const),
      axis: fc.constantFrom('row' as const, 'column' as const),
      at: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sort' as const),
      seed: fc.shuffledSubarray([3, 4, 5, 6, 7, 8], { minLength: 2 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('formula' as const),
      row: fc.integer({ min: 6, max: 9 }),
      column: fc.integer({ min: 1, max: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('refresh' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('filter' as const), column: fc.integer({ min: 1, max: 7 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('deliver' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear' as const), upTo: fc.integer({ min: 0, max: 60 }) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

describe('whatever people do at the same time', () => {
  test('all pages end in the same workbook, and nothing typed is lost without a word', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 3 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), deed), { minLength: 1, maxLength: 40 }),
        async (count, deeds) => {
          const room = new Room(count);
          const ledger = new Ledger();
          for (const [who, what] of deeds) await carryOut(room.pages[who % count]!, what, ledger);
          await room.settle();
          const [first, ...others] = room.pages;
          for (const page of others) expect(wholeOf(page.shared.book)).toEqual(wholeOf(first!.shared.book));
          expect(ledger.missing(room.pages)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Every value that was typed, and those that somebody saw when they wrote over them or took their row away. */
class Ledger {
  #typed: string[] = [];
  readonly #seen = new Set<string>();

  next(): string {
    const value = `v${this.#typed.length + 1}`;
    this.#typed.push(value);
    return value;
  }

  saw(book: Book, isIt: (row: number, column: number) => boolean): void {
    shownRows(book).forEach((row, r) => {
      row.forEach((text, c) => {
        if (isIt(r + 1, c + 1)) this.#seen.add(text);
      });
    });
  }

  missing(pages: readonly Page[]): string[] {
    const shown = new Set(shownRows(pages[0]!.shared.book).flat());
    const said = new Set(pages.flatMap(({ unkept }) => unkept.map(({ cell }) => String(cell.value))));
    return this.#typed.filter((value) => !shown.has(value) && !said.has(value) && !this.#seen.has(value));
  }
}

const carryOut = async (page: Page, what: Deed, ledger: Ledger): Promise<void> => {
  const { shared } = page;
  const sheet = 'Tracker';
  switch (what.do) {
    case 'type':
      ledger.saw(shared.book, (row, column) => row === what.row && column === what.column);
      return shared.perform(type(what.row, what.column, ledger.next()));
    case 'formula':
      ledger.saw(shared.book, (row, column) => row === what.row && column === what.column);
      return shared.perform({
        kind: 'cells',
        sheet,
        cells: [{ row: what.row, column: what.column, formula: 'SUM(D4:D5)+$A$2' }],
      });
    case 'refresh':
      // As the add-in does: every cell of a column at one go.
      ledger.saw(shared.book, (row, column) => (row === 4 || row === 5) && column === 4);
      return shared.perform({
        kind: 'cells',
        sheet,
        cells: [
          { row: 4, column: 4, value: 0.9 },
          { row: 5, column: 4, value: 0.8 },
        ],
      });
    case 'insert':
      return shared.perform({ kind: 'insert', sheet, axis: what.axis, at: what.at, count: what.count });
    case 'delete':
      ledger.saw(shared.book, (row, column) => what.at.includes(what.axis === 'row' ? row : column));
      return shared.perform({ kind: 'delete', sheet, axis: what.axis, at: what.at });
    case 'sort':
      return shared.perform({ kind: 'sort', sheet, rows: what.seed, left: 1, right: 40 });
    case 'filter':
      return shared.perform({
        kind: 'filter',
        sheet,
        column: what.column,
        values: ['v1', '9A', ''],
        box: { top: 3, left: 1, bottom: 8, right: 7 },
      });
    case 'deliver':
      await page.deliver();
      return;
    case 'lose':
      return page.loseAnswer();
    case 'hear':
      return page.hear(what.upTo);
  }
};
