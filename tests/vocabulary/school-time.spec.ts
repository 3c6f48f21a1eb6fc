import { expect, test } from 'vitest';
import { minuteOf, minutesLater } from '../../shared/vocabulary/school-time.ts';

test.each([
  ['08:40', 30, '09:10'],
  ['13:50', 0, '13:50'],
  ['09:59', 1, '10:00'],
  ['23:50', 30, '23:59'],
])('%s and %i minutes is %s', (time, minutes, later) => expect(minutesLater(time, minutes)).toBe(later));

test('a school time in minutes of the day', () => expect(minuteOf('13:20')).toBe(800));
