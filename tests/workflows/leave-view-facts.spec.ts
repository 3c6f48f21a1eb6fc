import { expect, test } from 'vitest';
import { spanTo } from '../../shared/rules/span.ts';
import { leaveViewFacts } from '../../shared/workflows/leave-view-facts.ts';
import { pupilWith, sessions } from '../support/marks.ts';
import { referenceCalendar } from '../support/reference-calendar.ts';

test('what a deputy sees beside a request for a week of leave: the record, the law, what would follow', () => {
  const facts = leaveViewFacts({
    marks: pupilWith(sessions({ I: 20, O: 4, '/': 200 })),
    calendar: referenceCalendar,
    span: spanTo(referenceCalendar, '2026-03-09'),
    from: '2026-03-23',
    to: '2026-03-27',
    earlierRequests: ['Three days in June 2025, refused'],
  });
  expect(facts.sessions).toBe(10);
  expect(facts.record).toEqual({
    possible: 224,
    attended: 200,
    authorised: 20,
    unauthorised: 4,
    attendance: '89.3',
    persistent: true,
    attendanceAfter: '86.5',
    persistentAfter: true,
    earlierRequests: ['Three days in June 2025, refused'],
  });
  expect(facts.law[0]).toBe('Only a person authorised by the school may give leave.');
  expect(facts.consequences).toHaveLength(4);
  expect(facts.sources[0]).toBe('SI 2024/208, reg 11(1); academies are expected to do the same (read 2026-11-24)');
  expect(new Set(facts.sources).size).toBe(facts.sources.length);
});
