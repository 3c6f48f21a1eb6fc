import { useCallback, useEffect, useReducer, useState } from 'react';
import { openXlsx } from '../../../workbook/xlsx/open.ts';
import { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import { typedContent } from '../../excel-host/typed-value.ts';
import { TenantError, tenant } from '../common/tenant-client.ts';

export interface UsedWorkbook {
  readonly name: string;
  readonly workbook: OpenWorkbook | null;
  /** Counts what has changed in the cells. */
  readonly changes: number;
  readonly state: 'opening' | 'saved' | 'changed' | 'saving';
  readonly problem: string | null;
  readonly dismiss: () => void;
  readonly save: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Puts typed text into every selected cell's first; false and a problem when it may not stand there. */
  readonly type: (row: number, column: number, text: string) => boolean;
}

/** The tracking workbook of the site, opened in this page and saved whole with the version that was opened. */
export const useWorkbook = (): UsedWorkbook => {
  const [file, setFile] = useState<{ name: string; version: string; workbook: OpenWorkbook } | null>(null);
  const [state, setState] = useState<UsedWorkbook['state']>('opening');
  const [problem, setProblem] = useState<string | null>(null);
  const [changes, changed] = useReducer((count: number) => count + 1, 0);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);

  const open = useCallback(async () => {
    setState('opening');
    setProblem(null);
    try {
      const { bytes, version, name } = await tenant.workbook();
      setFile({ name, version, workbook: new OpenWorkbook(openXlsx(bytes)) });
      setState('saved');
    } catch (error) {
      setProblem(said(error));
    }
  }, []);
  useEffect(() => {
    void open();
  }, [open]);

  const workbook = file?.workbook ?? null;
  useEffect(
    () =>
      workbook?.listen((event) => {
        if (event === 'cells') {
          changed();
          setState('changed');
        } else drawAgain();
      }),
    [workbook],
  );

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (state === 'changed') event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [state]);

  const save = async (): Promise<void> => {
    if (file === null || state !== 'changed') return;
    setState('saving');
    setProblem(null);
    try {
      const { eTag } = await tenant.saveWorkbook(file.workbook.xlsx.save(), file.version);
      setFile({ ...file, version: eTag });
      // What was typed while it was being saved is not in the file yet.
      setState((now) => (now === 'saving' ? 'saved' : now));
    } catch (error) {
      setState('changed');
      setProblem(
        error instanceof TenantError && error.status === 412
          ? 'Somebody else saved this workbook first. Open it again; what you changed here is not saved.'
          : said(error),
      );
    }
  };

  const type = (row: number, column: number, text: string): boolean => {
    if (file === null) return false;
    const { xlsx, activeSheet } = file.workbook;
    const cell = xlsx.sheet(activeSheet)!.cell(row, column);
    const before = cell.formula === null ? cell.value : `=${cell.formula}`;
    if (text === String(before ?? '')) return true;
    try {
      const content = typedContent(text, xlsx.styles.cells[cell.style]?.format ?? 'General', xlsx.date1904);
      if (content !== undefined) file.workbook.write(activeSheet, [{ row, column, ...content }]);
      setProblem(null);
      return true;
    } catch (error) {
      setProblem(said(error));
      return false;
    }
  };

  const dismiss = () => setProblem(null);
  return { name: file?.name ?? '', workbook, changes, state, problem, dismiss, save, open, type };
};

const said = (error: unknown): string => (error instanceof Error ? error.message : 'That could not be done');
