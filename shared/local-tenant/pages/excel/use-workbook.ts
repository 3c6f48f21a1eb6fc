import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { openBook } from '../../excel-host/book/open-book.ts';
import { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import { typedContent } from '../../excel-host/typed-value.ts';
import type { BookPlace, JoinedBook } from '../../web/book-api.ts';
import type { PageClock, PagePerson } from '../../web/page-api.ts';
import { listen, TenantError, tenant } from '../common/tenant-client.ts';
import { books, hearBook } from './book-client.ts';
import { entered } from './edit-text.ts';
import { unkeptWords } from './unkept-words.ts';

export interface UsedWorkbook {
  readonly name: string;
  readonly workbook: OpenWorkbook | null;
  /** Counts what has changed in the cells. */
  readonly changes: number;
  readonly state: 'opening' | 'saved' | 'changed' | 'saving';
  /** Others who have it open, and where they are. */
  readonly others: readonly BookPlace[];
  readonly problem: string | null;
  readonly say: (problem: string | null) => void;
  readonly save: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Puts typed text into a cell; false and a problem when it may not stand there. */
  readonly type: (row: number, column: number, text: string) => boolean;
}

interface OpenFile {
  readonly joined: JoinedBook;
  readonly workbook: OpenWorkbook;
}

const saveAfter = 5000;

/** A workbook of the site's library, open here and for everybody else who has it open, saved whole by whoever saves. */
export const useWorkbook = (path: string, me: PagePerson | undefined): UsedWorkbook => {
  const [file, setFile] = useState<OpenFile | null>(null);
  const [saved, setSaved] = useState({ eTag: '', revision: 0 });
  const [isSaving, setSaving] = useState(false);
  const [others, setOthers] = useState<readonly BookPlace[]>([]);
  const [problem, say] = useState<string | null>(null);
  const [changes, changed] = useReducer((count: number) => count + 1, 0);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  const clock = useRef<PageClock>({ date: '2026-03-10', time: '09:00', frozen: true, playing: false });
  const myId = me?.id;
  const myName = me?.name ?? '';

  useEffect(() => {
    if (myId === undefined) return;
    return listen(
      myId,
      (event) => {
        clock.current = event.clock;
      },
      () => undefined,
    );
  }, [myId]);

  const open = useCallback(async () => {
    say(null);
    setFile(null);
    try {
      const joined = await books.join(path);
      const workbook = new OpenWorkbook(openBook(await books.file(joined.book)), {
        client: joined.client,
        by: myName,
        revision: 0,
        clock: () => ({ on: clock.current.date, time: clock.current.time }),
        send: (batch) => books.send(joined.book, batch),
        unkept: (unkept) => say(unkeptWords(unkept)),
        failed: (error) => say(`${said(error)} What you do here is kept on this page until it can be sent.`),
      });
      workbook.shared.take(joined.entries);
      setSaved(joined.saved);
      setFile({ joined, workbook });
    } catch (error) {
      say(said(error));
    }
  }, [path, myName]);
  useEffect(() => {
    if (myId !== undefined) void open();
  }, [open, myId]);

  const workbook = file?.workbook ?? null;
  useEffect(
    () =>
      workbook?.listen((event) => {
        if (event === 'cells') changed();
        else drawAgain();
      }),
    [workbook],
  );

  useEffect(() => {
    if (file === null || myId === undefined) return;
    const { book, client } = file.joined;
    const { shared } = file.workbook;
    return hearBook({ book, client, as: myId, since: shared.revision }, (event) => {
      if (event.what === 'entries') shared.take(event.entries);
      if (event.what === 'saved') setSaved(event.saved);
      if (event.what === 'people') setOthers(event.people.filter((one) => one.client !== client));
      if (event.what === 'over') say('Somebody else changed this workbook outside. Open it again.');
      changed();
    });
  }, [file, myId]);

  // Where one is, for the others; the last place of a moment is enough.
  const place = useRef('');
  useEffect(() => {
    if (file === null || others.length === 0) return;
    const { top: row, left: column } = file.workbook.selection;
    const here = { client: file.joined.client, name: myName, sheet: file.workbook.activeSheet, row, column };
    if (place.current === JSON.stringify(here)) return;
    const timer = setTimeout(() => {
      place.current = JSON.stringify(here);
      books.place(file.joined.book, here).catch(() => undefined);
    }, 150);
    return () => clearTimeout(timer);
  });

  const shared = workbook?.shared;
  const isChanged = shared !== undefined && (shared.waiting > 0 || shared.revision !== saved.revision);
  const state = file === null ? 'opening' : isSaving ? 'saving' : isChanged ? 'changed' : 'saved';

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isChanged) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isChanged]);

  const save = async (): Promise<void> => {
    if (file === null || !isChanged || isSaving) return;
    setSaving(true);
    say(null);
    try {
      file.workbook.shared.push();
      await file.workbook.shared.settled();
      const { revision } = file.workbook.shared;
      const bytes = file.workbook.xlsx.save();
      setSaved(await savedBy(file.joined, saved.eTag, revision, myId ?? '', bytes));
    } catch (error) {
      say(
        error instanceof TenantError && error.status === 412
          ? 'Somebody else saved this workbook first. Open it again; what you changed here is not saved.'
          : said(error),
      );
    } finally {
      setSaving(false);
    }
  };

  // With two people at it, it saves itself: whoever changed it last, when the hands are still.
  const saving = useRef(save);
  saving.current = save;
  const isShared = others.length > 0;
  useEffect(() => {
    if (!isChanged || !isShared || changes < 0) return;
    const timer = setTimeout(() => void saving.current(), saveAfter);
    return () => clearTimeout(timer);
  }, [isChanged, isShared, changes]);

  const type = (row: number, column: number, text: string): boolean => {
    if (file === null) return false;
    const { xlsx, activeSheet } = file.workbook;
    const sheet = xlsx.sheet(activeSheet)!;
    const cell = sheet.cell(row, column);
    const before = cell.formula === null ? cell.value : `=${cell.formula}`;
    if (text === String(before ?? '')) return true;
    try {
      const why = sheet.whyNot(row, column);
      if (why === 'part of an array formula' || why === 'part of a merged cell' || (sheet.isProtected && cell.locked))
        throw new Error(`This cell is not changed: it is ${why ?? 'locked on a protected sheet'}.`);
      const format = xlsx.styles.cells[cell.style]?.format ?? 'General';
      const content = typedContent(entered(text, format), format, xlsx.date1904);
      if (content !== undefined) file.workbook.write(activeSheet, [{ row, column, ...content }]);
      say(null);
      return true;
    } catch (error) {
      say(said(error));
      return false;
    }
  };

  const name = (file?.joined.path ?? path).split('/').at(-1)!;
  return { name, workbook, changes, state, others, problem, say, save, open, type };
};

/** A tenant that was started again knows nothing of what is open: the file is saved as it was opened, if it is still that. */
const savedBy = async (
  { book, path }: JoinedBook,
  eTag: string,
  revision: number,
  as: string,
  bytes: Uint8Array,
): Promise<{ eTag: string; revision: number }> => {
  try {
    return await books.save(book, revision, as, bytes);
  } catch (error) {
    if (!(error instanceof TenantError) || error.status !== 410) throw error;
    await tenant.saveFile(path, bytes, eTag);
    throw new TenantError(410, 'It is saved. The local tenant was started again: open the workbook again to go on.');
  }
};

const said = (error: unknown): string => (error instanceof Error ? error.message : 'That could not be done');
