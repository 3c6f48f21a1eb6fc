import { describe, expect, it } from 'vitest';
import { makeSampleSchool, type SampleEvent } from '../../shared/local-tenant/sample/sample-school.ts';
import { readExport } from '../../shared/mis/read-export.ts';
import { tierOf } from '../../shared/rules/first-day/tier.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { enterLeaveRequest } from '../../shared/views/leave.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const school = sampleSchool();
const calendar = Calendar.parse(school.calendar);
const policy = policySchema.parse(school.policy);
const roll = readSample(school).pupils!;
const facts = school.facts('2026-03-10', 'AM');
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const exportsOf = (events: readonly SampleEvent[]) => events.filter((event) => event.kind === 'export');
const at = (date: string, time: string) =>
  readExport(exportsOf(school.morning(date)).findLast((event) => event.time <= time)!.files, {
    calendar,
    today: date,
    roll,
  });

describe('Tuesday 10 March 2026', () => {
  const events = school.morning('2026-03-10');

  it('goes on in order, and no export falls into a minute in which the desk nudges or posts', () => {
    const times = events.map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
    for (const time of ['08:40', '08:50', '09:00', '09:10', '09:15', '13:30', '13:40', '13:50', '13:55'])
      expect(exportsOf(events).map((event) => event.time)).not.toContain(time);
  });

  it('never lets the export grow half an hour old while registers matter (the breaker would hold everything back)', () => {
    const times = exportsOf(events).map(({ time }) => minuteOf(time));
    times.slice(1).forEach((time, place) => {
      expect(time - times[place]!).toBeLessThanOrEqual(15);
    });
  });

  it('begins with everything up to Monday, and today’s registers of which none is taken', () => {
    const [first] = exportsOf(events);
    const read = readExport(first!.files, { calendar, today: '2026-03-10' });
    expect(read.refused).toEqual([]);
    const today = read.registers.filter(({ date }) => date === '2026-03-10');
    expect(today.filter(({ half }) => half === 'AM')).toHaveLength(50);
    expect(today.filter(({ half }) => half === 'PM')).toHaveLength(50);
    expect(today.every(({ taken }) => taken === undefined)).toBe(true);
    expect(read.marks.filter(({ date, code }) => date === '2026-03-10' && code !== null)).toEqual([]);
  });

  it('asks at 08:32, as the attendance manager, for a week’s holiday of a pupil near 10 %', () => {
    const asked = events.find((event) => event.kind === 'request')!;
    expect(asked).toMatchObject({ time: '08:32', method: 'POST', path: '/api/leave' });
    expect(school.people.find(({ id }) => id === asked.as)!.roles).toContain('attendance-manager');
    const request = enterLeaveRequest.parse(asked.body);
    expect(roll.map(({ key }) => key)).toContain(request.pupil);
    expect([request.from, request.to]).toEqual(['2026-03-23', '2026-03-27']);
  });

  it('has less than four in ten registers open at the first nudge, fewer at the second, four at close in three years', () => {
    const open = (time: string) => facts.registers.filter(({ taken }) => taken === undefined || taken >= time);
    expect(open('08:50').length).toBeGreaterThan(8);
    expect(open('08:50').length).toBeLessThanOrEqual(20);
    expect(open('09:00').length).toBeLessThan(open('08:50').length);
    expect(open('09:10').map(({ group }) => group)).toEqual(facts.late);
    expect(facts.late).toEqual(['7C', '9A', '9F', '10H']);
  });

  it('takes one register just before the first nudge, and its export is there before the nudge', () => {
    const known = at('2026-03-10', '08:49').registers.find(
      ({ group, date, half }) => group === '8B' && date === '2026-03-10' && half === 'AM',
    );
    expect(known!.taken).toBe('08:49');
    const before = at('2026-03-10', '08:48').registers.find(
      ({ group, date, half }) => group === '8B' && date === '2026-03-10' && half === 'AM',
    );
    expect(before!.taken).toBeUndefined();
  });

  it('has about 3 % of pupils without a reason and some without a mark, in every tier (§4.2)', () => {
    const { noReason, noMark } = facts.at('09:15');
    expect(noReason.length / roll.length).toBeGreaterThan(0.02);
    expect(noReason.length / roll.length).toBeLessThan(0.05);
    expect(noMark.length).toBeGreaterThanOrEqual(4);
    const pupils = new Map(roll.map((pupil) => [pupil.key, pupil]));
    const tiers = [...noReason, ...noMark].map((pupil) =>
      tierOf({ flags: pupils.get(pupil)!.flags }, policy.firstDay.tierFlags),
    );
    expect(new Set(tiers)).toEqual(new Set([1, 2, 3, 4]));
    const years = new Set(noReason.map((pupil) => pupils.get(pupil)!.year));
    expect(years).toEqual(new Set(['7', '8', '9', '10', '11']));
  });

  it('shows in the export just what the facts say', () => {
    const read = at('2026-03-10', '09:14');
    expect(read.refused).toEqual([]);
    const n = read.marks.filter(({ date, code }) => date === '2026-03-10' && code === 'N').map(({ pupil }) => pupil);
    expect(n.toSorted()).toEqual([...facts.at('09:14').noReason].toSorted());
  });

  it('goes on afterwards: late registers come in, reasons become known, yesterday’s N is corrected', () => {
    const taken = (time: string) =>
      at('2026-03-10', time)
        .registers.filter(({ date, half }) => date === '2026-03-10' && half === 'AM')
        .filter((register) => register.taken !== undefined).length;
    expect([taken('09:14'), taken('09:20'), taken('09:27'), taken('09:34'), taken('09:47')]).toEqual([
      46, 47, 48, 49, 50,
    ]);
    expect(facts.at('11:00').noReason.length).toBeLessThan(facts.at('09:30').noReason.length * 0.8);
    const evening = new Map(
      readSample(school).marks.map(({ pupil, date, half, code }) => [`${pupil} ${date} ${half}`, code]),
    );
    const corrected = at('2026-03-10', '09:27').marks.filter(
      ({ pupil, date, half, code }) =>
        date < '2026-03-10' && code !== 'N' && evening.get(`${pupil} ${date} ${half}`) === 'N',
    );
    expect(corrected.length).toBeGreaterThan(3);
  });

  it('has an afternoon too', () => {
    const pm = school.facts('2026-03-10', 'PM');
    expect(pm.registers.every(({ taken }) => taken !== undefined && taken >= '13:21')).toBe(true);
    const read = at('2026-03-10', '15:15');
    const marked = read.marks.filter(({ date, half, code }) => date === '2026-03-10' && half === 'PM' && code !== null);
    expect(marked.length).toBeGreaterThan(1150);
    expect(at('2026-03-10', '13:18').marks.some(({ date, half }) => date === '2026-03-10' && half === 'PM')).toBe(
      false,
    );
  });
});

describe('any other day', () => {
  it.each(['2025-09-03', '2026-01-08', '2026-02-23', '2026-06-12'])('%s can be played', (date) => {
    const events = exportsOf(school.morning(date));
    const known = readSample(school, 'arbor', date).pupils!;
    for (const event of [events[0]!, events[20]!, events.at(-1)!]) {
      const read = readExport(event.files, { calendar, today: date, roll: known });
      expect(read.refused).toEqual([]);
    }
    const years = new Set(school.facts(date, 'AM').late.map((group) => /^\d+/.exec(group)![0]));
    expect(years.size >= 3 || date === '2026-01-08').toBe(true);
  });

  it('is refused when there is no school', () => {
    expect(() => school.morning('2026-02-18')).toThrow('2026-02-18 is no school day');
    expect(() => school.morning('2026-03-14')).toThrow(RangeError);
  });
});

describe('a register put into the MIS by hand', () => {
  it('is in the next export and in every later one', () => {
    const own = makeSampleSchool({ seed: 1, canary: false });
    const pupil = roll.find(({ form }) => form === '9A')!.key;
    const entry = { date: '2026-03-10', half: 'AM', group: '9A', taken: '09:04', marks: { [pupil]: 'M' } } as const;
    const answers = [
      own.enter(entry, '2026-03-10', '09:04'),
      exportsOf(own.morning('2026-03-10')).find((event) => event.time === '09:12')!.files,
    ];
    for (const files of answers) {
      const read = readExport(files, { calendar, today: '2026-03-10', roll });
      expect(
        read.registers.find(({ group, date, half }) => group === '9A' && date === '2026-03-10' && half === 'AM'),
      ).toMatchObject({ taken: '09:04' });
      expect(read.marks.find((mark) => mark.pupil === pupil && mark.half === 'AM')).toMatchObject({ code: 'M' });
    }
    expect(own.facts('2026-03-10', 'AM').late).not.toContain('9A');
  });

  it('says what is wrong with it', () => {
    const own = makeSampleSchool({ seed: 1, canary: false });
    const base = { date: '2026-03-10', half: 'AM', marks: {} } as const;
    const enter = (change: object) => () => own.enter({ ...base, ...change }, '2026-03-10', '09:00');
    expect(enter({ group: '12A', taken: '09:00' })).toThrow('there is no register 12A');
    expect(enter({ date: '2026-02-18' })).toThrow('there is no school');
    expect(enter({ marks: { [roll[0]!.key]: 'H9' } })).toThrow('H9 is no attendance code');
    expect(enter({ marks: { X999000000000: '/' } })).toThrow('there is no pupil X999000000000');
  });
});
