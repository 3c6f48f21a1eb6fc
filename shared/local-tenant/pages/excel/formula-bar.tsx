import { useEffect, useState } from 'react';
import { addressOf } from '../../../workbook/xlsx/address.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import { editText } from './edit-text.ts';

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
  /** What is being typed; null while nobody types. */
  const [draft, setDraft] = useState<string | null>(null);
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
        value={draft ?? text}
        onFocus={() => {
          workbook.isBeingEdited = true;
        }}
        onBlur={() => {
          workbook.isBeingEdited = false;
          setDraft(null);
        }}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={(event) => {
          const isDone = event.key === 'Enter' && (draft === null || draft === text || type(top, left, draft));
          if (isDone || event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {isStale && <span className="formula-stale">Recalculate in Excel</span>}
    </div>
  );
};
