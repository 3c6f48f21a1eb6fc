import { describe, expect, test } from 'vitest';
import { peopleWith, strangersAmong, whoIs } from '../../shared/workflows/who-is.ts';
import { OrdinaryDesk, staff } from '../support/desk.ts';

describe('who is asking', () => {
  test('roles come from the directory, staff code and forms from the MIS', async () => {
    const { desk } = new OrdinaryDesk();
    expect(await whoIs(desk, staff.teacher9A.id)).toEqual({
      id: staff.teacher9A.id,
      name: 'Carl Dunn',
      email: 't9a@larkrise.example',
      roles: ['teacher', 'tutor'],
      years: [],
      forms: ['9A'],
      tutorOf: ['9A'],
      staffCode: 'T9A',
    });
    expect(await whoIs(desk, staff.headOfYear9.id)).toMatchObject({ roles: ['head-of-year'], years: ['9'] });
  });

  test('a stranger, a pupil, and a member of staff who has left are nobody', async () => {
    const ordinary = new OrdinaryDesk();
    const { desk, directory } = ordinary;
    directory.put({ id: 'id-pupil', name: 'A Pupil', email: 'pupil@larkrise.example', enabled: true });
    directory.put({ id: staff.officer.id, name: 'Paul Quill', email: 'pqu@larkrise.example', enabled: false });
    expect(await whoIs(desk, 'id-unknown')).toBeUndefined();
    expect(await whoIs(desk, 'id-pupil')).toBeUndefined();
    expect(await whoIs(desk, staff.officer.id)).toBeUndefined();
  });

  test('a role that was taken away is gone five minutes later at most', async () => {
    const ordinary = new OrdinaryDesk();
    const { desk, directory } = ordinary;
    expect((await whoIs(desk, staff.manager.id))?.roles).toEqual(['attendance-manager']);
    const asked = directory.asked;
    directory.leave('group-attendance-manager', staff.manager.id);
    ordinary.at('08:34');
    expect((await whoIs(desk, staff.manager.id))?.roles).toEqual(['attendance-manager']);
    expect(directory.asked).toBe(asked);
    ordinary.at('08:35');
    expect(await whoIs(desk, staff.manager.id)).toBeUndefined();
  });

  test('a group that is gone takes away its own role alone', async () => {
    const ordinary = new OrdinaryDesk();
    ordinary.policy = {
      ...ordinary.policy,
      roleGroups: [...ordinary.policy.roleGroups, { role: 'head', group: 'group-deleted', years: [] }],
    };
    expect((await peopleWith(ordinary.desk, 'head')).map(({ id }) => id)).toEqual([staff.head.id]);
    expect(ordinary.logged.map(({ event }) => event)).toContain('role group not found');
  });

  test('a guest in a channel is a stranger, staff are not', async () => {
    const { desk, directory } = new OrdinaryDesk();
    directory.put({ id: 'id-guest', name: 'A Guest', email: 'guest@elsewhere.example', enabled: true });
    expect(await strangersAmong(desk, [staff.teacher8A.id, 'id-guest', 'id-gone'])).toEqual(['id-guest', 'id-gone']);
  });
});
