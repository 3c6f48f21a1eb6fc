import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { boys, girls, isInventedSurname } from '../../shared/local-tenant/sample/names.ts';
import { upnOf } from '../../shared/local-tenant/sample/pupils.ts';
import { makeSampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import { roles } from '../../shared/vocabulary/role.ts';
import { readSample, sampleSchool } from '../support/sample-school.ts';

const school = sampleSchool();
const read = readSample(school);
const pupils = read.pupils!;
const current = pupils.filter(({ to }) => to === undefined || to >= '2026-03-10');

describe('the sample school', () => {
  it('has about 1,200 pupils on roll in Years 7 to 11 and 50 forms of a size that a room holds', () => {
    expect(current.length).toBeGreaterThan(1150);
    expect(current.length).toBeLessThan(1250);
    const forms = new Map<string, number>();
    for (const { form } of current) forms.set(form, (forms.get(form) ?? 0) + 1);
    expect([...forms.keys()].toSorted()).toEqual(
      ['7', '8', '9', '10', '11'].flatMap((year) => [...'ABCDEFGHIJ'].map((letter) => year + letter)).toSorted(),
    );
    for (const size of forms.values()) expect(size).toBeGreaterThanOrEqual(19);
    for (const size of forms.values()) expect(size).toBeLessThanOrEqual(26);
  });

  it('has 80 members of staff, every role, and a tutor for each form', () => {
    expect(read.staff).toHaveLength(80);
    expect(new Set(read.staff.map(({ email }) => email)).size).toBe(80);
    expect(new Set(school.people.flatMap((person) => person.roles))).toEqual(new Set(roles));
    expect(read.staff.flatMap(({ tutorOf }) => tutorOf).toSorted()).toEqual([
      ...new Set(pupils.map(({ form }) => form).toSorted()),
    ]);
  });

  it('gives a policy and a calendar that the desk accepts: 190 days, 380 sessions, 40 school weeks (§0)', () => {
    const policy = policySchema.parse(school.policy);
    expect(policy.channels.map(({ year }) => year)).toEqual(['7', '8', '9', '10', '11']);
    expect(new Set(policy.roleGroups.map(({ group }) => group))).toEqual(new Set(school.groups.map(({ id }) => id)));
    const calendar = Calendar.parse(school.calendar);
    expect([calendar.days.length, calendar.sessions.length, calendar.weeks.length]).toEqual([190, 380, 40]);
  });

  it('has a head of year in her own channel, and the attendance office and the deputy head in every one', () => {
    const [team] = school.teams;
    const idsOf = (role: string) => school.people.filter((person) => person.roles.some((held) => held === role));
    for (const { year, members } of team!.channels.filter((channel) => channel.year !== undefined)) {
      const heads = idsOf('head-of-year').filter(({ id }) => members.includes(id));
      expect(heads.map(({ years }) => years)).toEqual([[year]]);
      for (const role of ['attendance-manager', 'pastoral-administration-officer', 'deputy-head'])
        expect(members).toContain(idsOf(role)[0]!.id);
      for (const id of members) expect(team!.members).toContain(id);
    }
    for (const { members } of school.groups)
      for (const id of members) expect(school.accounts.map((account) => account.id)).toContain(id);
  });

  it('has UPNs with a right check letter in an area that does not exist, and admission numbers with zeros in front', () => {
    for (const { key, admission } of pupils) {
      expect(key).toBe(upnOf(key.slice(1)));
      expect(key.slice(1, 4)).toBe('999');
      expect(admission).toMatch(/^00\d{4}$/);
    }
    expect(new Set(pupils.map(({ key }) => key)).size).toBe(pupils.length);
    expect(new Set(pupils.map(({ admission }) => admission)).size).toBe(pupils.length);
  });

  it('knows more than one contact for every pupil, on numbers that nobody has (Ofcom keeps them for drama)', () => {
    const counts = new Map<string, number>();
    for (const { pupil, phone, email } of read.contacts) {
      counts.set(pupil, (counts.get(pupil) ?? 0) + 1);
      expect(phone).toMatch(/^(07700 900|01632 960)\d{3}$/);
      expect(email).toMatch(/\.example$/);
    }
    expect(counts.size).toBe(pupils.length);
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(2);
  });

  it('hides a pupil from a parent who works here: one does', () => {
    const own = pupils.filter(({ parentStaffCodes }) => parentStaffCodes.length > 0);
    expect(own).toHaveLength(1);
    expect(read.staff.map(({ key }) => key)).toContain(own[0]!.parentStaffCodes[0]);
  });

  it('has brothers and sisters who share their parents', () => {
    const households = new Map<string, Set<string>>();
    for (const { pupil, email } of read.contacts)
      households.set(email!, (households.get(email!) ?? new Set<string>()).add(pupil));
    expect([...households.values()].filter((children) => children.size > 1).length).toBeGreaterThan(100);
  });

  it('invents every name from gardens, weather and baking', () => {
    const forenames = new Set([...girls, ...boys]);
    const surnames = [
      ...pupils.map(({ surname }) => surname),
      ...school.accounts.map(({ surname }) => surname),
      ...read.contacts.map(({ name }) => name.slice(name.indexOf(' ') + 1)),
    ];
    expect(surnames.filter((name) => !isInventedSurname(name))).toEqual([]);
    const given = [
      ...pupils.map(({ forename }) => forename),
      ...school.accounts.map(({ givenName }) => givenName),
      ...read.contacts.map(({ name }) => name.slice(0, name.indexOf(' '))),
    ];
    expect(given.filter((name) => !forenames.has(name))).toEqual([]);
  });

  it('writes Zqx into every name of a pupil or parent when asked, and changes nothing else', () => {
    const marked = readSample(sampleSchool(1, true));
    for (const { surname, forename } of marked.pupils!) {
      expect(surname).toContain('Zqx');
      expect(forename).toContain('Zqx');
    }
    for (const { name } of marked.contacts) expect(name.split(' ').every((part) => part.endsWith('Zqx'))).toBe(true);
    for (const { name } of marked.staff) expect(name).not.toContain('Zqx');
    const plain = (text: string) => text.replaceAll('Zqx', '');
    expect(JSON.parse(plain(JSON.stringify(marked)))).toEqual(JSON.parse(JSON.stringify(read)));
    expect(JSON.stringify(read)).not.toContain('Zqx');
  });

  it('is the same from the same seed, byte for byte, and another from another', () => {
    const hash = (seed: number) => {
      const made = makeSampleSchool({ seed, canary: false });
      const sum = createHash('sha256').update(JSON.stringify([made.accounts, made.groups, made.teams, made.site]));
      for (const { name, bytes } of [...made.exports.arbor(), ...made.exports.sims()]) sum.update(name).update(bytes);
      for (const event of made.morning('2026-03-10').slice(0, 30))
        if (event.kind === 'export') for (const { bytes } of event.files) sum.update(bytes);
      return sum.digest('hex');
    };
    expect(hash(1)).toBe(hash(1));
    expect(hash(2)).not.toBe(hash(1));
  });
});
