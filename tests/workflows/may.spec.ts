import { describe, expect, test } from 'vitest';
import { type Person, type Role, roles } from '../../shared/vocabulary/role.ts';
import { may, type Scope, type Verb, verbs } from '../../shared/workflows/may.ts';
import { pupilWith } from '../support/desk.ts';

/** Somebody with one role, of the year 9 team, who takes and tutors 9A, and decides nothing by name. */
const one = (role: Role): Person => ({
  id: 'id',
  name: 'Sam Example',
  email: 'sam@larkrise.example',
  roles: [role],
  years: role === 'head-of-year' ? ['9'] : [],
  forms: role === 'teacher' || role === 'tutor' ? ['9A'] : [],
  staffCode: 'SEX',
});

const ownPlace: Scope = { year: '9', group: '9A', pupil: pupilWith('P1', '9A') };
const otherPlace: Scope = { year: '8', group: '8A', pupil: pupilWith('P2', '8A') };
const deciders = { leaveDeciders: ['head', 'deputy-head'] as const };

/**
 * The access matrix of the attendance reference §11, a column a role: + everywhere, o in one's own year or form only,
 * - not at all.
 */
const matrix: Record<Verb, string> = {
  //                      teacher tutor HOY AtM PAO DHT HT DSL deputy-DSL governor
  'see-registers': '      o       o     o   +   +   +   +  +   +          -',
  'chase-register': '     -       -     o   +   +   -   -  -   -          -',
  'see-attendance': '     -       -     o   +   +   +   +  +   +          +',
  'see-first-day': '      -       -     o   +   +   +   +  +   +          -',
  'log-contact': '        -       -     o   +   +   -   -  -   -          -',
  'raise-concern': '      -       -     o   +   +   +   +  +   +          -',
  'acknowledge-concern': '-       -     -   -   -   -   +  +   +          -',
  'see-leave': '          -       -     -   +   +   +   +  +   +          -',
  'see-leave-dates': '    -       -     o   +   +   +   +  +   +          -',
  'enter-leave': '        -       -     -   +   +   -   -  -   -          -',
  'decide-leave': '       -       -     -   -   -   +   +  -   -          -',
  'see-tracker': '        -       -     o   +   +   +   +  +   +          -',
  'see-penalty': '        -       -     -   +   -   +   +  +   +          -',
  'accept-stage': '       -       -     o   +   -   +   -  -   -          -',
  'see-tier': '           -       -     o   +   +   +   +  +   +          -',
  'choose-stage': '       -       -     o   +   -   +   -  -   -          -',
  'hold-stage': '         -       -     o   +   -   +   -  -   -          -',
  'end-hold': '           -       -     o   +   -   +   -  -   -          -',
  'contact-family': '     -       -     o   +   +   -   -  -   -          -',
  'edit-tracker': '       -       -     o   +   -   +   -  -   -          -',
  'share-tracker-copy': ' -       -     -   +   -   +   -  -   -          -',
  'see-meeting': '        -       -     -   +   -   +   +  +   +          -',
  'hold-meeting': '       -       -     -   +   -   +   -  -   -          -',
  'release-held': '       -       -     -   +   -   +   +  -   -          -',
};

const cells = verbs.flatMap((verb) => {
  const row = matrix[verb].trim().split(/\s+/);
  return roles.map((role, at) => [role, verb, row[at]!] as const);
});

describe('who may do what (access matrix, §11)', () => {
  test('the table has a cell for every role and verb', () => {
    expect(cells).toHaveLength(roles.length * verbs.length);
    expect(cells.every(([, , cell]) => ['+', 'o', '-'].includes(cell))).toBe(true);
  });

  test.each(cells)('%s, %s: %s', (role, verb, cell) => {
    const person = one(role);
    expect(may(person, verb, { ...ownPlace, ...deciders })).toBe(cell !== '-');
    expect(may(person, verb, { ...otherPlace, ...deciders })).toBe(cell === '+');
    expect(may(person, verb, deciders)).toBe(cell !== '-');
  });

  test.each(verbs)('nobody may %s about their own child', (verb) => {
    const pupil = pupilWith('P1', '9A', { parentStaffCodes: ['SEX'] });
    const everything: Person = { ...one('head'), roles: [...roles], years: ['9'], forms: ['9A'] };
    expect(may(everything, verb, { year: '9', group: '9A', pupil, ...deciders })).toBe(false);
  });

  test('leave is decided by those whom the policy names and nobody else', () => {
    expect(may(one('deputy-head'), 'decide-leave', { leaveDeciders: ['head'] })).toBe(false);
    expect(may(one('head'), 'decide-leave')).toBe(false);
  });

  test('a place that is known in part is not one’s own: a whole year is no teacher’s, a group without its year no head’s', () => {
    expect(may(one('teacher'), 'see-registers', { year: '9' })).toBe(false);
    expect(may(one('head-of-year'), 'see-registers', { group: '9A' })).toBe(false);
  });

  test('a head of no year and a teacher of no class have nowhere to look', () => {
    expect(may({ ...one('head-of-year'), years: [] }, 'see-first-day')).toBe(false);
    expect(may({ ...one('teacher'), forms: [] }, 'see-registers')).toBe(false);
  });

  test('somebody without a role may nothing', () => {
    const nobody: Person = { ...one('teacher'), roles: [] };
    expect(verbs.filter((verb) => may(nobody, verb, { ...ownPlace, ...deciders }))).toEqual([]);
  });
});
