import { rowOn } from '../../../vocabulary/dated.ts';
import { codeOfByte } from '../../../vocabulary/mark.ts';
import { sessionName } from '../../../vocabulary/session.ts';
import { attendanceReturn, attendanceReturnRule } from '../../returns/attendance-return.ts';
import { sicknessReturn, sicknessReturnRule } from '../../returns/sickness-return.ts';
import { type Anomaly, type AnomalyCheck, always, anomaly } from './anomaly.ts';
import type { Look } from './look.ts';

const unauthorised = ({ pupil }: Look): readonly Anomaly[] => {
  const { calendar, marks } = pupil;
  const { due, sessions } = attendanceReturn(pupil);
  if (!due) return [];
  const last = calendar.sessions[sessions.at(-1)!]!;
  return [
    anomaly('RA15', {
      ...last,
      code: codeOfByte(marks.row[sessions.at(-1)!]!)!,
      why: 'attendance',
      numbers: { sessions: sessions.length },
      sessions: sessions.map((number) => sessionName(calendar.sessions[number]!)),
      mend: { do: 'record', what: 'attendance return', orCodes: [] },
      source: attendanceReturnRule[0].law,
    }),
  ];
};

const sickness = ({ pupil }: Look): readonly Anomaly[] => {
  const { calendar, on } = pupil;
  const { due, sessions } = sicknessReturn(pupil);
  const needed = (rowOn(sicknessReturnRule, on) ?? sicknessReturnRule[0]).sessions;
  // A return that is due by a forecast alone is due (§8.2), and is no anomaly of the register yet.
  if (!due || sessions.length < needed) return [];
  return [
    anomaly('RA15', {
      ...calendar.sessions[sessions[needed - 1]!]!,
      code: 'I',
      why: 'sickness',
      numbers: { sessions: sessions.length },
      sessions: sessions.map((number) => sessionName(calendar.sessions[number]!)),
      mend: { do: 'record', what: 'sickness return', orCodes: [] },
      source: sicknessReturnRule[0].law,
    }),
  ];
};

/**
 * RA15: ten days of unauthorised absence without an attendance return, dated at the tenth day; 30 sessions of illness
 * in the year without a sickness return, dated at the thirtieth (§3.5, §8.1, §8.2).
 */
export const returnsWanting: AnomalyCheck = {
  rule: 'RA15',
  isGiven: always,
  find: (look) => [...unauthorised(look), ...sickness(look)],
};
