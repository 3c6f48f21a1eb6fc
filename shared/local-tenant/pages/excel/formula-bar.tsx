import { useEffect, useRef, useState } from 'react';
import { addressOf } from '../../../workbook/xlsx/address.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import { editText } from './edit-text.ts';

/** What is being typed, and into which cell: another may be selected before it is done. */
interface Draft {
  readonly row: number;
  readonly column: number;
  readonly before: string;
  readonly text: string;
}

/** The name box, which goes where one types, and what the active cell holds. */
export const FormulaBar = ({
  workbook,
  type,
  go,
}: {
  workbook: OpenWorkbook;
  type: (row: number, column: number, text: string) => boolean;
  go: (address: string) => boolean;
}) => {
  const { top, left } = workbook.selection;
  const address = addressOf(top, left);
  const text = editText(workbook, top, left);
  const [name, setName] = useState(address);
  /** Null while nobody types. */
  const [draft, showDraft] = useState<Draft | null>(null);
  // At hand at once: whoever clicks elsewhere leaves the field before it is drawn again.
  const typed = useRef<Draft | null>(null);
  const setDraft = (next: Draft | null): void => {
    typed.current = next;
    showDraft(next);
  };
  /** True when what was typed stands in its cell; nothing typed does. */
  const isTaken = (): boolean => {
    const last = typed.current;
    return last === null || last.text === last.before || type(last.row, last.column, last.text);
  };
  useEffect(() => setName(address), [address]);
  const { xlsx, activeSheet } = workbook;
  const isStale = text.startsWith('=') && xlsx.isStale(activeSheet, top, left);
  return (
    <div className="formula-bar">
      <input
        className="name-box"
        aria-label="Name box"
        value={name}
        onChange={({ target }) => setName(target.value)}
        onFocus={({ target }) => target.select()}
        onBlur={() => setName(address)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !go(name.trim())) setName(address);
        }}
      />
      <span className="fx" aria-hidden>
        fx
      </span>
      <input
        className="formula"
        aria-label={`What ${address} holds`}
        value={draft?.text ?? text}
        onFocus={() => {
          workbook.isBeingEdited = true;
        }}
        onBlur={() => {
          workbook.isBeingEdited = false;
          isTaken();
          setDraft(null);
        }}
        onChange={({ target }) => {
          const { row, column, before } = draft ?? { row: top, column: left, before: text };
          setDraft({ row, column, before, text: target.value });
        }}
        onKeyDown={(event) => {
          const isDone = event.key === 'Escape' || (event.key === 'Enter' && isTaken());
          if (!isDone) return;
          setDraft(null);
          event.currentTarget.blur();
        }}
      />
      {isStale && <span className="formula-stale">Recalculate in Excel</span>}
    </div>
  );
};
