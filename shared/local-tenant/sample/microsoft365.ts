import type { Role } from '../../vocabulary/role.ts';
import { guidOf } from './random.ts';
import type { SampleChannel, SampleGroup, SampleTeam } from './sample-school.ts';
import { years } from './school.ts';
import type { StaffPlan } from './staff.ts';

/** A group of the directory that gives a role, with the years of a head of year. */
export interface RoleGroup extends SampleGroup {
  readonly role: Role;
  readonly years: readonly string[];
}

const groupNames: Readonly<Record<Exclude<Role, 'head-of-year'>, string>> = {
  teacher: 'Teachers',
  tutor: 'Tutors',
  'attendance-manager': 'Attendance Manager',
  'pastoral-administration-officer': 'Pastoral Administration',
  'deputy-head': 'Deputy Head',
  head: 'Headteacher',
  dsl: 'Designated Safeguarding Lead',
  'deputy-dsl': 'Deputy Safeguarding Leads',
  governor: 'Attendance Governors',
};

/** One group a role, and one for the head of each year. */
export const makeGroups = (seed: number, staff: readonly StaffPlan[]): RoleGroup[] => {
  const group = (role: Role, name: string, forYears: readonly string[], members: readonly StaffPlan[]): RoleGroup => ({
    id: guidOf(seed, 'group', name),
    name,
    role,
    years: forYears,
    members: members.map(({ id }) => id),
  });
  return [
    ...Object.entries(groupNames).map(([role, name]) =>
      group(
        role as Role,
        name,
        [],
        staff.filter(({ roles }) => roles.includes(role as Role)),
      ),
    ),
    ...years.map((year) =>
      group(
        'head-of-year',
        `Head of Year ${year}`,
        [year],
        staff.filter((person) => person.years.includes(year)),
      ),
    ),
  ];
};

/**
 * The Pastoral team: a channel a year for its head of year, the attendance office, the deputy head and the DSLs. The ids
 * of the channels begin with the prefix, so that two schools of a tenant have none in common.
 */
export const makeTeams = (seed: number, staff: readonly StaffPlan[], prefix = ''): SampleTeam[] => {
  const everywhere = staff.filter(({ roles }) =>
    roles.some((role) =>
      ['attendance-manager', 'pastoral-administration-officer', 'deputy-head', 'dsl', 'deputy-dsl'].includes(role),
    ),
  );
  const heads = staff.filter(({ roles }) => roles.includes('head-of-year'));
  const ids = (people: readonly StaffPlan[]) => people.map(({ id }) => id);
  const channels: SampleChannel[] = [
    {
      id: `19:${prefix}general@thread.tacv2`,
      name: 'General',
      year: undefined,
      members: ids([...everywhere, ...heads]),
    },
    ...years.map((year) => ({
      id: `19:${prefix}year${year}@thread.tacv2`,
      name: `Year ${year}`,
      year,
      members: ids([...heads.filter((head) => head.years.includes(year)), ...everywhere]),
    })),
  ];
  return [
    { id: guidOf(seed, 'team', 'Pastoral'), name: 'Pastoral', members: ids([...everywhere, ...heads]), channels },
  ];
};
