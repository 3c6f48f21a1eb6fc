import { sessionsBefore, spanOfDates } from '../../shared/rules/span.ts';
import { codeOfByte } from '../../shared/vocabulary/mark.ts';
import { type BenchPupil, calendar } from './school.ts';

export const rowOrders = ['by pupil', 'by date', 'shuffled'] as const;
export type RowOrder = (typeof rowOrders)[number];

/** The same order in every run. */
const shuffle = (lines: string[]): string[] => {
  let seed = 20260310;
  for (let at = lines.length - 1; at > 0; at--) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const other = seed % (at + 1);
    [lines[at], lines[other]] = [lines[other]!, lines[at]!];
  }
  return lines;
};

/** A school's marks as an MIS exports them: UTF-8 with a byte order mark, CRLF, six columns, quoted, dd/mm/yyyy. */
export const exportFile = (school: readonly BenchPupil[], order: RowOrder): Uint8Array => {
  const lines: { readonly session: number; readonly line: string }[] = [];
  for (const { facts, name, marks } of school) {
    const from = sessionsBefore(calendar, marks.from!);
    const until = marks.to === undefined ? calendar.sessions.length : spanOfDates(calendar, marks.to, marks.to).until;
    for (let session = from; session < until; session++) {
      const { date, half } = calendar.sessions[session]!;
      const day = `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
      const cells = [facts.pupil, name, facts.form, day, half, codeOfByte(marks.row[session]!) ?? ''];
      lines.push({ session, line: `"${cells.join('","')}"\r\n` });
    }
  }
  if (order === 'by date') lines.sort((a, b) => a.session - b.session);
  const texts = lines.map(({ line }) => line);
  const rows = order === 'shuffled' ? shuffle(texts) : texts;
  return new TextEncoder().encode(`\ufeff"UPN","Name","Reg group","Date","Session","Mark"\r\n${rows.join('')}`);
};
