import type { Role } from '../../vocabulary/role.ts';
import type { SchoolSize } from './mis.ts';
import { boys, girls, inventSurname, mailName } from './names.ts';
import { chanceOf, guidOf } from './random.ts';
import type { SampleAccount, SamplePerson } from './sample-school.ts';
import { domain, forms, years } from './school.ts';

/** A member of staff (or the governor, without a staff code) with account, roles and work. */
export interface StaffPlan extends SampleAccount, SamplePerson {
  readonly title: string;
  readonly room: string;
  /** Takes afternoon registers: everybody who teaches. */
  readonly teaches: boolean;
}

const subjects =
  'English Maths Science History Geography French Spanish Art Music Drama Computing Design RE PE Business'.split(' ');

interface Post {
  readonly jobTitle: string;
  readonly roles: readonly Role[];
  readonly years?: readonly string[];
  readonly teaches?: boolean;
  readonly staff?: false;
}

const leaders: readonly Post[] = [
  { jobTitle: 'Attendance Manager', roles: ['attendance-manager'] },
  { jobTitle: 'Pastoral Administration Officer', roles: ['pastoral-administration-officer'] },
  { jobTitle: 'Deputy Headteacher', roles: ['deputy-head'] },
  { jobTitle: 'Headteacher', roles: ['head'] },
  { jobTitle: 'Designated Safeguarding Lead', roles: ['dsl'] },
  { jobTitle: 'Deputy Designated Safeguarding Lead', roles: ['deputy-dsl', 'teacher'], teaches: true },
  ...years.map(
    (year): Post => ({
      jobTitle: `Head of Year ${year}`,
      roles: ['head-of-year', 'teacher'],
      years: [year],
      teaches: true,
    }),
  ),
];

const others: readonly Post[] = [
  ...Array.from({ length: 17 }, (): Post => ({ jobTitle: '', roles: ['teacher'], teaches: true })),
  { jobTitle: 'Cover Supervisor', roles: ['teacher'], teaches: true },
  { jobTitle: 'Cover Supervisor', roles: ['teacher'], teaches: true },
  { jobTitle: 'Link Governor for Attendance', roles: ['governor'], staff: false },
];

/**
 * 80 members of staff and a governor, in the order in which one would like to be them: the attendance office, the
 * leaders, the heads of year, 50 tutors (7A to 11J), other teachers. Nobody shares a name or a staff code.
 */
export const makeStaff = (seed: number, at: string = domain): StaffPlan[] => {
  const chance = chanceOf(seed, 'staff');
  const taken = new Set<string>();
  const unique = <T extends string>(invent: () => T): T => {
    for (;;) {
      const made = invent();
      if (taken.has(made)) continue;
      taken.add(made);
      return made;
    }
  };
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const plan = (post: Post, form?: string): StaffPlan => {
    const woman = chance.is(0.62);
    const givenName = unique(() => chance.pick(woman ? girls : boys));
    const surname = unique(() => inventSurname(chance));
    const staffCode =
      post.staff === false
        ? undefined
        : unique(() => {
            const usual = (surname.slice(0, 2) + mailName(givenName).slice(0, 1)).toUpperCase();
            return taken.has(usual) ? surname.slice(0, 2).toUpperCase() + chance.pick(letters) : usual;
          });
    const subject = chance.pick(subjects);
    const jobTitle = post.jobTitle || `Teacher of ${subject}`;
    return {
      id: guidOf(seed, 'account', givenName, surname),
      name: `${givenName} ${surname}`,
      givenName,
      surname,
      title: woman ? chance.pick(['Ms', 'Mrs', 'Miss']) : 'Mr',
      email: `${mailName(givenName).slice(0, 1)}.${mailName(surname)}@${at}`,
      jobTitle,
      staffCode,
      roles: post.roles,
      years: post.years ?? [],
      forms: form === undefined ? [] : [form],
      says: form === undefined ? jobTitle : `Tutor of ${form}, ${jobTitle.replace('Teacher of ', 'teaches ')}`,
      room: `${chance.pick(['A', 'B', 'G', 'H', 'M', 'S', 'T'])}${chance.whole(1, 28)}`,
      teaches: post.teaches === true,
    };
  };
  return [
    ...leaders.map((post) => plan(post)),
    ...forms.map(({ form }) => plan({ jobTitle: '', roles: ['teacher', 'tutor'], teaches: true }, form)),
    ...others.map((post) => plan(post)),
  ];
};

/** Of all those, whoever a small school needs: the leaders, the tutors of its forms, cover and the governor. */
export const staffOf = (all: readonly StaffPlan[], { forms: there }: SchoolSize): StaffPlan[] =>
  all.filter(({ forms: [form], roles, jobTitle }) =>
    form === undefined ? jobTitle === 'Cover Supervisor' || roles.join() !== 'teacher' : there.includes(form),
  );
