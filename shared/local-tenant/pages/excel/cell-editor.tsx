import type { CSSProperties } from 'react';

export interface CellEditorProps {
  /** The cell's address. */
  readonly name: string;
  readonly text: string;
  readonly style: CSSProperties;
  readonly onType: (text: string) => void;
  /** The typing ends, and the selection goes on. */
  readonly onFinish: (move: 'down' | 'right' | 'stay') => void;
  readonly onGiveUp: () => void;
}

/** The box in which a cell is typed, over the cell. */
export const CellEditor = ({ name, text, style, onType, onFinish, onGiveUp }: CellEditorProps) => (
  <input
    className="cell-editor"
    aria-label={name}
    // biome-ignore lint/a11y/noAutofocus: typing in a cell goes on in the cell
    autoFocus
    value={text}
    onChange={({ target }) => onType(target.value)}
    onBlur={() => onFinish('stay')}
    onKeyDown={(event) => {
      event.stopPropagation();
      if (event.key === 'Escape') onGiveUp();
      else if (event.key === 'Enter') onFinish('down');
      else if (event.key === 'Tab') {
        event.preventDefault();
        onFinish('right');
      }
    }}
    style={style}
  />
);
