import { type Anomaly, type AnomalyFacts, anomaliesOf } from '../../shared/rules/registers/anomalies.ts';
import type { PupilMarks } from '../../shared/vocabulary/mark.ts';
import { marks, pupilWith, times } from './marks.ts';
import { caseOf } from './pupil-case.ts';

/** The Monday on which the weeks of these tests begin. */
export const monday = '2026-03-09';

/** Everything of the year before that Monday marked present, then these marks; nobody asks what came before. */
export const pupilFrom = (row: Uint8Array, more: Partial<PupilMarks> = {}): PupilMarks => ({
  ...pupilWith(row, { starting: monday }),
  from: monday,
  ...more,
});

type Asked = Omit<Parameters<typeof caseOf>[1], 'on'> & { readonly on?: string };

/** The anomalies of one rule, in full. */
export const foundOf = (
  rule: Anomaly['rule'],
  pupil: PupilMarks,
  facts: AnomalyFacts = {},
  { on = '2026-03-13', ...asked }: Asked = {},
): readonly Anomaly[] => anomaliesOf(caseOf(pupil, { on, ...asked }), facts).found.filter((one) => one.rule === rule);

/** The anomalies of one rule in a line each: `2026-03-10 AM L other-code`. */
export const linesOf = (...asked: Parameters<typeof foundOf>): readonly string[] =>
  foundOf(...asked).map(({ date, session, code, reason }) =>
    [date, session, code ?? '(none)', ...(reason.names?.why === undefined ? [] : [reason.names.why])].join(' '),
  );

/** Whether a check was made with these facts. */
export const isChecked = (
  rule: Anomaly['rule'],
  pupil: PupilMarks,
  facts: AnomalyFacts = {},
  { on = '2026-03-13', ...asked }: Asked = {},
): boolean => !anomaliesOf(caseOf(pupil, { on, ...asked }), facts).notChecked.includes(rule);

/** An ordinary week: present in every session. */
export const week = times(5, marks`/\ `);
