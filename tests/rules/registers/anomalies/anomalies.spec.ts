import { describe, expect, test } from 'vitest';
import { anomaliesOf } from '../../../../shared/rules/registers/anomalies.ts';
import { foundOf, pupilFrom, week } from '../../../support/anomalies.ts';
import { marks, pupilWith } from '../../../support/marks.ts';
import { caseOf } from '../../../support/pupil-case.ts';

describe('the anomalies of one pupil (§3.5)', () => {
  test('an ordinary week has none, and the checks whose facts nobody gave are listed as not made', () => {
    const { found, notChecked } = anomaliesOf(caseOf(pupilFrom(week), { on: '2026-03-13' }));
    expect(found).toEqual([]);
    expect(notChecked).toEqual(['RA6', 'RA8', 'RA9', 'RA10', 'RA11', 'RA12', 'RA13', 'RA14', 'RA16', 'RA17']);
  });

  test('with every fact given, an empty list too, every check is made', () => {
    const none = {
      othersMarked: [],
      natures: [],
      confirmations: [],
      dualTimetable: [],
      arrivals: [],
      lessons: [],
      amendments: [],
      rosters: [],
      approvedActivities: [],
    };
    const pupil = caseOf(pupilFrom(week), { on: '2026-03-13', history: { decisions: [] } });
    expect(anomaliesOf(pupil, none)).toEqual({ found: [], notChecked: [] });
  });

  test('they stand in order of date, session and rule', () => {
    const pupil = caseOf(pupilFrom(marks`/\ X/ /. B\ /\ `), { on: '2026-03-13' });
    const facts = { natures: [], approvedActivities: [], confirmations: [] };
    expect(anomaliesOf(pupil, facts).found.map(({ date, session, rule }) => `${date} ${session} ${rule}`)).toEqual([
      '2026-03-10 AM RA7',
      '2026-03-10 PM RA4',
      '2026-03-11 PM RA1',
      '2026-03-12 AM RA9',
      '2026-03-12 AM RA10',
      '2026-03-12 AM RA17',
    ]);
  });

  test('each carries its evidence: rule, source and session', () => {
    const [found] = foundOf('RA1', pupilFrom(marks`/. `), {}, { on: '2026-03-09' });
    expect(found).toEqual({
      rule: 'RA1',
      date: '2026-03-09',
      session: 'PM',
      code: null,
      mend: { do: 'ask for the mark' },
      reason: {
        rule: 'RA1',
        numbers: {},
        names: {},
        source: expect.stringContaining('SI 2024/208, reg 10(1)'),
        sessions: ['2026-03-09 PM'],
      },
    });
  });

  test('before the first school year nothing is known and nothing is odd', () => {
    const pupil = caseOf(pupilWith(marks`/. `), { on: '2024-01-01' });
    const others = [{ date: '2023-12-25', half: 'AM', code: '/' }] as const;
    expect(anomaliesOf(pupil, { others }).found).toEqual([]);
  });
});
