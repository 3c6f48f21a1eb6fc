import { describe, expect, test } from 'vitest';
import { dayNumberOfIso, isoOfDayNumber, shownText } from '../../shared/workbook/xlsx/shown.ts';

describe('a value is shown as its number format says', () => {
  test.each<[string | number | boolean | null, string, string]>([
    [0.909, '0.0%', '90.9%'],
    [0.9095, '0%', '91%'],
    [0.1 + 0.2, 'General', '0.3'],
    [1.005, '0.00', '1.01'],
    [1234567.5, '#,##0.00', '1,234,567.50'],
    [1234, '#,##0', '1,234'],
    [-3, '0;(0)', '(3)'],
    [0, '0;-0;"none"', 'none'],
    [5, '0 "sessions"', '5 sessions'],
    [7, '000', '007'],
    [46_091, 'dd/mm/yyyy', '10/03/2026'],
    [46_091, 'd mmm yy', '10 Mar 26'],
    [46_091, 'dddd d mmmm yyyy', 'Tuesday 10 March 2026'],
    [0.375, 'hh:mm', '09:00'],
    [46_091.5, 'dd/mm/yyyy h:mm AM/PM', '10/03/2026 12:00 PM'],
    [true, 'General', 'TRUE'],
    ['text', '@', 'text'],
    [null, '0.0%', ''],
    [1e15, 'General', '1E+15'],
  ])('%s as %s is %s', (value, format, shown) => {
    expect(shownText(value, format)).toBe(shown);
  });
});

describe("Excel's day numbers", () => {
  test.each([
    ['2026-03-10', false, 46_091],
    ['2026-03-10', true, 44_629],
  ])('%s (1904: %s) is %d and back', (date, date1904, number) => {
    expect(dayNumberOfIso(date, date1904)).toBe(number);
    expect(isoOfDayNumber(number, date1904)).toBe(date);
  });
  test('a day before March 1900 counts from the other side of the leap day that never was', () => {
    expect(isoOfDayNumber(1)).toBe('1900-01-01');
    expect(isoOfDayNumber(61)).toBe('1900-03-01');
  });
});
