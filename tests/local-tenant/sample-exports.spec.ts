import { describe, expect, it } from 'vitest';
import { makeSampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';
import type { ImportedMark } from '../../shared/records/mark-book.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const school = sampleSchool();
const textOf = (files: readonly { name: string; bytes: Uint8Array }[], name: string, encoding = 'utf-8') =>
  new TextDecoder(encoding, { ignoreBOM: true }).decode(files.find((file) => file.name === name)!.bytes);

describe('the same school out of two systems', () => {
  const arbor = readSample(school, 'arbor');
  const sims = readSample(school, 'sims');

  it('is read without a refusal or a warning, and told apart', () => {
    for (const [read, source] of [
      [arbor, 'arbor'],
      [sims, 'sims'],
    ] as const) {
      expect(read.refused).toEqual([]);
      expect(read.warnings).toEqual([]);
      expect(read.source).toBe(source);
      for (const { rows, accepted } of read.files) expect(accepted).toBe(rows);
    }
  });

  it('gives the same pupils, contacts, staff and registers', () => {
    expect(sims.pupils).toEqual(arbor.pupils);
    expect(sims.contacts).toEqual(arbor.contacts);
    expect(sims.staff).toEqual(arbor.staff);
    expect(sims.registers).toEqual(arbor.registers);
  });

  it('gives the same marks and the same minutes', () => {
    const lines = (marks: readonly ImportedMark[]) =>
      marks
        .filter(({ code }) => code !== null)
        .map(({ pupil, date, half, code, minutesLate }) => `${pupil} ${date} ${half} ${code} ${minutesLate ?? ''}`)
        .toSorted();
    const both = [lines(arbor.marks), lines(sims.marks)] as const;
    expect(both[0].length).toBeGreaterThan(250_000);
    expect(both[0].filter((line, at) => line !== both[1][at]).slice(0, 3)).toEqual([]);
    expect(both[1]).toHaveLength(both[0].length);
  });

  it('looks like Arbor: byte order mark, CRLF, quotes, dd/mm/yyyy, one mark a line', () => {
    const text = textOf(school.exports.arbor(), 'marks-autumn-1.csv');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [headings, first] = text.slice(1).split('\r\n');
    expect(headings).toBe('"UPN","Admission number","Date","Session","Mark","Minutes late","Comments"');
    expect(first).toMatch(/^"[A-Z]9\d{11}","00\d{4}","03\/09\/2025","AM","/);
  });

  it('looks like SIMS: a title, a column a session, a dash for no mark, accents in Windows-1252', () => {
    const files = school.exports.sims();
    const text = textOf(files, 'Session marks 4.csv', 'windows-1252');
    expect(text.startsWith('Saltmarsh Academy\r\nSession marks from 23 Feb 2026 to 09 Mar 2026\r\n')).toBe(true);
    expect(text).toContain('Adno,Surname,Forename,Reg,Mon 23 Feb 2026 AM,Mon 23 Feb 2026 PM,');
    expect(text.split('\r\n').filter((line) => line.includes(',8D,'))[0]).toContain(',-,');
    expect(textOf(files, 'Pupils.csv', 'windows-1252')).toContain('Éclair');
  });

  it('never holds a session twice in two files, and none of the morning itself', () => {
    const seen = new Set<string>();
    for (const { name, bytes } of school.exports.arbor().filter((file) => file.name.startsWith('marks-'))) {
      const dates = new Set(new TextDecoder().decode(bytes).match(/\d\d\/\d\d\/\d{4}/g));
      for (const date of dates) {
        expect([name, date, seen.has(date)]).toEqual([name, date, false]);
        seen.add(date);
      }
    }
    expect(seen).toContain('09/03/2026');
    expect(seen).not.toContain('10/03/2026');
  });

  it('knows on the evening of another day only what was known then: who left later had not left', () => {
    const earlier = readSample(school, 'arbor', '2025-11-17');
    expect(earlier.pupils!.every(({ to }) => to === undefined || to < '2025-11-17')).toBe(true);
    expect(earlier.marks.every(({ date }) => date < '2025-11-17')).toBe(true);
    const openThen = earlier.marks.filter(({ code }) => code === 'N');
    expect(openThen.length).toBeGreaterThan(20);
    const now = new Map(arbor.marks.map((mark) => [`${mark.pupil} ${mark.date} ${mark.half}`, mark.code]));
    for (const { pupil, date, half } of openThen) expect(now.get(`${pupil} ${date} ${half}`)).not.toBe('N');
  });

  it('is made, with both exports, in less than three seconds', () => {
    const before = performance.now();
    const made = makeSampleSchool({ seed: 7, canary: false });
    made.exports.arbor();
    made.exports.sims();
    expect(performance.now() - before).toBeLessThan(3000);
  });
});
