import { withImport } from '../../shared/records/mark-book.ts';
import { OrdinaryDesk } from './desk.ts';

/** The ordinary desk at 09:20; these pupils were ill for twelve sessions in six school weeks: stage 1 is recommended. */
export const deskWithIll = (...ids: readonly string[]): OrdinaryDesk => {
  const ordinary = new OrdinaryDesk();
  ordinary.at('09:20');
  const sessions = ordinary.calendar.sessions.filter(({ date }) => date >= '2026-02-24' && date < '2026-03-04');
  ordinary.book = withImport(ordinary.book, {
    marks: ids.flatMap((pupil) => sessions.map((session) => ({ ...session, pupil, code: 'I' as const }))),
    at: '2026-03-10T08:00:00Z',
    by: 'MIS',
    why: 'import',
  }).book;
  return ordinary;
};
