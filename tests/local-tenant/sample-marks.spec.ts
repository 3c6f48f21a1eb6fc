import { describe, expect, it } from 'vitest';
import type { SampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';
import { emptyMarkBook, withImport } from '../../shared/records/mark-book.ts';
import { figuresOf } from '../../shared/rules/figures/figures.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const figuresAt = (school: SampleSchool) => {
  const calendar = Calendar.parse(school.calendar);
  const { marks, pupils, registers } = readSample(school);
  const roll = pupils!.map(({ key, from, to }) => ({ pupil: key, from, to }));
  const { book } = withImport(emptyMarkBook(calendar), { marks, registers, roll, at: '', by: '', why: '' });
  return pupils!.map((pupil) => ({
    pupil,
    figures: figuresOf(book.marksOf(pupil.key)!, calendar, spanTo(calendar, '2026-03-09')),
  }));
};

const all = figuresAt(sampleSchool());

describe('a year that looks like England’s', () => {
  it.each([1, 2, 3])(
    'seed %i: absence from 6 to 8 in a hundred, persistent from 15 to 25, some of it severe',
    (seed) => {
      const pupils = figuresAt(sampleSchool(seed));
      const sum = (of: (figures: (typeof pupils)[number]['figures']) => number) =>
        pupils.reduce((total, { figures }) => total + of(figures), 0);
      const absence =
        sum(({ authorised, unauthorised }) => authorised + unauthorised) / sum(({ possible }) => possible);
      expect(absence).toBeGreaterThan(0.06);
      expect(absence).toBeLessThan(0.08);
      expect(sum(({ authorised }) => authorised)).toBeGreaterThan(sum(({ unauthorised }) => unauthorised));
      const persistent = sum((figures) => Number(figures.persistent)) / sum(({ possible }) => Number(possible > 0));
      expect(persistent).toBeGreaterThan(0.15);
      expect(persistent).toBeLessThan(0.25);
      expect(sum(({ severe }) => Number(severe))).toBeGreaterThanOrEqual(10);
      expect(sum(({ severe }) => Number(severe))).toBeLessThan(40);
    },
  );

  it('V3: a pupil with exactly 10 % absence shows 90.0 and is persistently absent', () => {
    const exact = all.filter(({ pupil }) => pupil.form === '8C').map(({ figures }) => figures);
    expect(exact).toContainEqual(
      expect.objectContaining({ possible: 220, attended: 198, attendance: '90.0', persistent: true }),
    );
  });

  it('V4: another shows 90.0 as well and is not', () => {
    const below = all.filter(({ pupil }) => pupil.form === '10D').map(({ figures }) => figures);
    expect(below).toContainEqual(
      expect.objectContaining({ possible: 221, attended: 199, attendance: '90.0', persistent: false }),
    );
  });

  it('has more absence on Mondays and Fridays than in the middle of the week', () => {
    const rateOn = (day: 'Mon' | 'Wed' | 'Fri') => {
      const days = all.map(({ figures }) => figures.weekdays[day]);
      return days.reduce((sum, { absent }) => sum + absent, 0) / days.reduce((sum, { possible }) => sum + possible, 0);
    };
    expect(rateOn('Mon')).toBeGreaterThan(rateOn('Wed') * 1.1);
    expect(rateOn('Fri')).toBeGreaterThan(rateOn('Wed') * 1.1);
  });

  it('holds every code that an ordinary year brings, and the snow day for everybody on roll (Y4)', () => {
    const codes = new Map<string, number>();
    for (const { figures } of all)
      for (const [code, count] of Object.entries(figures.codes)) codes.set(code, (codes.get(code) ?? 0) + count);
    for (const code of '/ \\ L U N O G I M C C1 C2 E R T J1 B D V P Y1 Y4'.split(' '))
      expect([code, (codes.get(code) ?? 0) > 0]).toEqual([code, true]);
    expect(codes.get('Y4')).toBeGreaterThan(2 * 1150);
  });

  it('keeps dual registration and alternative provision with the pupils who have a placement', () => {
    for (const { pupil, figures } of all) {
      if ((figures.codes.D ?? 0) > 0) expect(pupil.placement).toMatch(/^dual: /);
      if ((figures.codes.B ?? 0) > 0) expect(pupil.placement).toMatch(/^ap: /);
    }
  });

  it('has three registers that were never taken: their marks are missing, not absent (RA1)', () => {
    expect(all.reduce((sum, { figures }) => sum + figures.missing, 0)).toBeGreaterThan(50);
    expect(new Set(all.filter(({ figures }) => figures.missing > 0).map(({ pupil }) => pupil.form))).toEqual(
      new Set(['7J', '8D', '10E']),
    );
  });

  it('says how late every L and U was, the L within the half hour for which registers are open (RA12)', () => {
    const lates = readSample(sampleSchool()).marks.filter(({ code }) => code === 'L' || code === 'U');
    expect(lates.length).toBeGreaterThan(2000);
    for (const { code, minutesLate } of lates) {
      expect(minutesLate).toBeGreaterThan(code === 'L' ? 0 : 30);
      if (code === 'L') expect(minutesLate).toBeLessThanOrEqual(30);
    }
  });
});
