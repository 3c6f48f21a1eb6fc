import type { PagePerson } from '../../web/page-api.ts';

/** The order in which people are offered, and what their group is called. A person stands in the first that fits. */
const groups: readonly (readonly [role: string, heading: string])[] = [
  ['attendance-manager', 'Attendance manager'],
  ['pastoral-administration-officer', 'Pastoral administration officer'],
  ['head', 'Headteacher'],
  ['deputy-head', 'Deputy headteachers'],
  ['dsl', 'Designated safeguarding lead'],
  ['deputy-dsl', 'Deputy safeguarding leads'],
  ['head-of-year', 'Heads of year'],
  ['governor', 'Governors'],
  ['tutor', 'Tutors'],
  ['teacher', 'Teachers'],
];

export interface PeopleGroup {
  readonly heading: string;
  readonly people: readonly PagePerson[];
}

/** People by what they do, those to start with first; only those whose name or post contains `wanted`. */
export const grouped = (people: readonly PagePerson[], wanted = ''): readonly PeopleGroup[] => {
  const needle = wanted.trim().toLocaleLowerCase('en-GB');
  const found = people.filter(({ name, jobTitle }) =>
    `${name} ${jobTitle}`.toLocaleLowerCase('en-GB').includes(needle),
  );
  const suggested = found.filter((person) => person.suggested);
  const others = found.filter((person) => !person.suggested);
  const groupOf = (person: PagePerson) => groups.find(([role]) => person.roles.includes(role))?.[1] ?? 'Other staff';
  return [
    { heading: 'Start with one of these', people: suggested },
    ...[...groups.map(([, heading]) => heading), 'Other staff'].map((heading) => ({
      heading,
      people: others
        .filter((person) => groupOf(person) === heading)
        .sort((a, b) => a.name.localeCompare(b.name, 'en-GB')),
    })),
  ].filter((group) => group.people.length > 0);
};
