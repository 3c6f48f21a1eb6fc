import { beforeEach, describe, expect, test } from 'vitest';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { policyVersions } from '../../shared/records/policy-version.ts';
import { keepVersions } from '../../shared/workflows/keep-versions.ts';
import { OrdinaryDesk } from '../support/desk.ts';

describe('every version of the policy and the calendar is kept (architecture §5)', () => {
  let ordinary: OrdinaryDesk;
  const write = async (path: string, text: string): Promise<void> => {
    const there = await ordinary.desk.files.read(path);
    await ordinary.desk.files.write(path, new TextEncoder().encode(text), there?.version ?? null);
  };
  const kept = async () =>
    (await ordinary.desk.records.find(policyVersions)).map(({ record: { key, from, policy, calendar } }) => ({
      key,
      from,
      text: policy ?? calendar,
    }));

  beforeEach(async () => {
    ordinary = new OrdinaryDesk();
    await write('Desk/policy.json', '{ "version": 1 }');
    await write('Desk/calendar.json', '{ "year": "2025/26" }');
    await keepVersions(ordinary.desk);
  });

  test('as it stood and since when; looked at again, nothing is written', async () => {
    expect(await kept()).toEqual([
      { key: 'policy/1', from: '2026-03-10', text: '{ "version": 1 }' },
      { key: 'calendar/1', from: '2026-03-10', text: '{ "year": "2025/26" }' },
    ]);
    expect(await keepVersions(ordinary.desk)).toBe(0);
    expect(await kept()).toHaveLength(2);
  });

  test('a change is another version, with an event; the one before stays as it was', async () => {
    await write('Desk/policy.json', '{ "version": 2 }');
    ordinary.at('2026-03-11T08:30');
    expect(await keepVersions(ordinary.desk)).toBe(1);
    expect((await kept()).filter(({ key }) => key.startsWith('policy'))).toEqual([
      { key: 'policy/1', from: '2026-03-10', text: '{ "version": 1 }' },
      { key: 'policy/2', from: '2026-03-11', text: '{ "version": 2 }' },
    ]);
    const verbs = (await ordinary.desk.records.find(auditEvents)).map(({ record }) => record.verb);
    expect(verbs).toEqual(['policy-version', 'calendar-version', 'policy-version']);
  });

  test('a file written anew with the same words is no new version', async () => {
    await write('Desk/policy.json', '{ "version": 1 }');
    expect(await keepVersions(ordinary.desk)).toBe(0);
  });
});
