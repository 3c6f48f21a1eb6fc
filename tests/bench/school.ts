import { eveningOf, SampleMis } from '../../shared/local-tenant/sample/mis.ts';
import { calendar } from '../../shared/local-tenant/sample/school.ts';
import { makeStaff } from '../../shared/local-tenant/sample/staff.ts';
import type { PupilFacts } from '../../shared/rules/figures/groups.ts';
import { byteOf, missingByte, type PupilMarks } from '../../shared/vocabulary/mark.ts';

export { calendar };

/** The last day of the sample school's year: everything of it counts. */
export const lastDay = calendar.days.at(-1)!;

export interface BenchPupil {
  readonly facts: PupilFacts;
  readonly name: string;
  readonly marks: PupilMarks;
  /** Whose marks of the sample school these are. */
  readonly base: number;
}

/** The sample school's year as its MIS knows it in the end: about 1,200 pupils, joiners and leavers among them. */
const oneSchool = (): BenchPupil[] => {
  const mis = new SampleMis(1, false, makeStaff(1));
  const end = eveningOf(lastDay);
  return mis.years.map((year, base) => {
    const { upn, form, sex, flags, surname, forename, from, to } = year.plan;
    const row = Uint8Array.from(calendar.sessions, (_, number) => {
      const { code } = mis.mark(year, number, end);
      return code === undefined ? missingByte : byteOf(code);
    });
    const sen = flags.includes('ehcp') ? 'EHCP' : flags.includes('sen-support') ? 'SEN support' : 'No SEN';
    const yes = (flag: (typeof flags)[number]) => (flags.includes(flag) ? 'Yes' : 'No');
    const facts = { pupil: upn, year: year.plan.year, form, sex, fsm: yes('fsm'), sen, eal: yes('eal'), from, to };
    return { facts, name: `${surname}, ${forename}`, marks: { pupil: upn, from, to, row }, base };
  });
};

/**
 * So many pupils: the sample school again and again, each time with ids and forms of its own, and with every mark moved
 * to the pupil some places further on, so that no school is the same bytes as the one before.
 */
export const benchSchool = (pupils: number): BenchPupil[] => {
  const base = oneSchool();
  return Array.from({ length: pupils }, (_, at) => {
    const school = Math.floor(at / base.length);
    const { facts, name, marks, base: of } = base[(at * (2 * school + 1)) % base.length]!;
    if (school === 0) return { facts, name, marks, base: of };
    const pupil = `${facts.pupil.slice(0, 1)}${String(school).padStart(3, '0')}${facts.pupil.slice(4, 5)}${String(at).padStart(8, '0')}`;
    return { facts: { ...facts, pupil, form: `${facts.form}/${school}` }, name, marks: { ...marks, pupil }, base: of };
  });
};
