import type { AnyKind } from '../../shared/records/all.ts';
import { type AuditEvent, auditEvents } from '../../shared/records/audit-event.ts';
import { exportRow } from '../../shared/workflows/export-row.ts';

const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');

/** Events as CSV for a spreadsheet: every cell quoted, and none that it would take for a formula (§11). */
export const auditCsv = (events: readonly AuditEvent[]): string => {
  const kind = auditEvents as unknown as AnyKind;
  const names = kind.columns.map(({ name }) => name);
  const rows = events.map((event) => {
    const fields = Object.fromEntries(names.map((name) => [name, event[name as keyof AuditEvent]]));
    return quoted(exportRow(kind, fields, '').row);
  });
  return `\ufeff${[quoted(names), ...rows].join('\r\n')}\r\n`;
};
