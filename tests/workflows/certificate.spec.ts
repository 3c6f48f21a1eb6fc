import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../bot/cli/certificate.ts';
import { onDesk } from '../../bot/cli/record-work.ts';
import { auditEvents } from '../../shared/records/audit-event.ts';
import { certificates } from '../../shared/records/certificate.ts';
import { type ImportedMark, withImport } from '../../shared/records/mark-book.ts';
import type { Code } from '../../shared/vocabulary/mark.ts';
import { type CertificateView, checkCertificate, makeCertificate } from '../../shared/workflows/certificate.ts';
import { certificatesAfterImport } from '../../shared/workflows/certificates-after-import.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import { importInbox } from '../../shared/workflows/import-inbox.ts';
import { tellOfVoid } from '../../shared/workflows/tell-of-void.ts';
import { canary, OrdinaryDesk, staff, today } from '../support/desk.ts';
import { openImportDesk } from '../support/import-desk.ts';
import { InMemoryAuditLog } from '../support/in-memory/in-memory-audit-log.ts';
import { year2025to26 } from '../support/reference-calendar.ts';
import { everybody, marksCsv, studentsCsv, upnAt } from '../support/small-export.ts';

/** The first school week of March: ten sessions. */
const period = { from: '2026-03-02', to: '2026-03-06' };

let school: OrdinaryDesk;
const amended = (date: string, half: 'AM' | 'PM', code: Code | null, pupil = 'P9A1'): ImportedMark => ({
  pupil,
  date,
  half,
  code,
});

/** The MIS says something else about marks, and the import goes through. */
const imported = async (...marks: readonly ImportedMark[]): Promise<number> => {
  const before = school.book;
  const why = 'changed in the export of the MIS';
  school.book = withImport(before, { marks, at: '2026-03-10T09:00:00Z', by: 'MIS', why }).book;
  return await certificatesAfterImport(school.desk, before, school.book, today);
};
const made = async (pupil = 'P9A1'): Promise<CertificateView> => {
  const answer = await makeCertificate(school.desk, { pupil: school.pupils.get(pupil)!, ...period, by: staff.manager });
  if ('refused' in answer) throw new Error(answer.refused);
  return answer;
};
const stateOf = async ({ key }: CertificateView) => (await school.records.byKey(certificates, key))?.record.state;
const eventsOf = async (verb: string) =>
  (await school.records.find(auditEvents)).map(({ record }) => record).filter((event) => event.verb === verb);

beforeEach(async () => {
  school = new OrdinaryDesk();
  await imported(amended('2026-03-03', 'AM', 'L'), amended('2026-03-04', 'AM', 'O'), amended('2026-03-05', 'PM', null));
});

describe('a certificate of attendance (§10)', () => {
  test('says figures, every session with its code and what it means, the policy, who asked', async () => {
    const certificate = await made();
    expect(certificate).toMatchObject({
      ...period,
      pupil: 'P9A1',
      state: 'valid',
      possible: 9,
      attended: 8,
      authorised: 0,
      unauthorised: 1,
      missing: 1,
      policyVersion: 1,
      by: staff.manager.id,
      byName: 'Mercy Okafor',
    });
    expect(certificate.register).toHaveLength(10);
    expect(certificate.register.slice(2, 8).map(({ code, counts, means }) => [code, counts, means])).toEqual([
      ['L', 'present', 'Late, before the register closed'],
      ['\\', 'present', 'Present in the afternoon'],
      ['O', 'unauthorised', 'Absent, other or unknown reason'],
      ['\\', 'present', 'Present in the afternoon'],
      ['/', 'present', 'Present in the morning'],
      [null, null, 'No mark'],
    ]);
    expect(await eventsOf('make-certificate')).toMatchObject([{ pupil: 'P9A1', by: staff.manager.id }]);
  });

  test('its hash is of the marks as one text that anybody can write down again', async () => {
    const text = [
      'Attendance Desk certificate 1',
      'P9A1\t2026-03-02\t2026-03-06',
      ...['2026-03-02 AM\t/', '2026-03-02 PM\t\\', '2026-03-03 AM\tL', '2026-03-03 PM\t\\', '2026-03-04 AM\tO'],
      ...['2026-03-04 PM\t\\', '2026-03-05 AM\t/', '2026-03-06 AM\t/', '2026-03-06 PM\t\\', ''],
    ].join('\n');
    expect((await made()).hash).toBe(createHash('sha256').update(text).digest('hex'));
  });

  test('asked for again while it is valid it is the same certificate', async () => {
    const first = await made();
    expect(await made()).toEqual(first);
    expect(await school.records.find(certificates)).toHaveLength(1);
    expect(await eventsOf('make-certificate')).toHaveLength(1);
  });

  test.each([
    ['that ends before it begins', { from: '2026-03-06', to: '2026-03-02' }, 'ends before'],
    ['that is not over', { from: '2026-03-02', to: today }, 'must be over'],
    ['over two school years', { from: '2025-07-14', to: '2025-09-10' }, 'One school year'],
  ])('a period %s is refused', async (_what, dates, why) => {
    const answer = await makeCertificate(school.desk, {
      pupil: school.pupils.get('P9A1')!,
      ...dates,
      by: staff.manager,
    });
    expect(answer).toEqual({ refused: expect.stringContaining(why) });
  });
});

describe('a change to any code in the period makes it void', () => {
  test('a mark outside the period, or another pupil’s: it stays valid', async () => {
    const certificate = await made();
    expect(await imported(amended('2026-02-27', 'PM', 'I'), amended('2026-03-09', 'AM', 'I'))).toBe(0);
    expect(await imported(amended('2026-03-04', 'AM', 'I', 'P9A2'))).toBe(0);
    expect((await checkCertificate(school.desk, certificate.key))?.state).toBe('valid');
  });

  test('a mark inside it: void, with an event and when and why', async () => {
    const certificate = await made();
    expect(await imported(amended('2026-03-04', 'AM', 'M'))).toBe(1);
    expect((await school.records.byKey(certificates, certificate.key))?.record).toMatchObject({
      state: 'void',
      voidWhy: 'a mark in the period changed',
      voidAt: expect.stringMatching(/^2026-03-10T/),
    });
    expect(await eventsOf('void-certificate')).toMatchObject([{ pupil: 'P9A1', by: 'desk' }]);
  });

  test.each([
    ['a mark that comes late, where there was none', amended('2026-03-05', 'PM', 'I')],
    ['a mark taken back', amended('2026-03-02', 'AM', null)],
    ['a mark that was present and is late, where no figure moves', amended('2026-03-03', 'PM', 'L')],
  ])('%s: void', async (_what, change) => {
    const certificate = await made();
    await imported(change);
    expect(await stateOf(certificate)).toBe('void');
  });

  test('amended back it stays void; made again it is another one, valid, of the same marks', async () => {
    const first = await made();
    await imported(amended('2026-03-04', 'AM', 'M'));
    await imported(amended('2026-03-04', 'AM', 'O'));
    expect((await checkCertificate(school.desk, first.key))?.state).toBe('void');
    const second = await made();
    expect(second).toMatchObject({ state: 'valid', hash: first.hash });
    expect(second.key).not.toBe(first.key);
    expect(await stateOf(first)).toBe('void');
  });

  test('days on roll put right change no mark, but what was certified of them', async () => {
    const certificate = await made();
    school.pupilIs('P9A1', { from: '2026-03-04' });
    expect(await checkCertificate(school.desk, certificate.key)).toMatchObject({
      state: 'void',
      voidWhy: 'the calendar or the days on roll changed',
    });
  });

  test('when the desk died between the book and its certificates the first import of the next one finds it', async () => {
    const certificate = await made();
    school.book = withImport(school.book, {
      marks: [amended('2026-03-04', 'AM', 'M')],
      at: '2026-03-10T09:00:00Z',
      by: 'MIS',
      why: 'changed in the export of the MIS',
    }).book;
    // Another process: nothing of the first one is remembered.
    const next: Desk = { ...school.desk, files: openImportDesk(year2025to26).files };
    expect(await certificatesAfterImport(next, school.book, school.book, today)).toBe(1);
    expect(await stateOf(certificate)).toBe('void');
  });

  test('through the inbox, as the MIS does it; the report counts it', async () => {
    const site = openImportDesk(year2025to26);
    site.files.put('Desk/policy.json', JSON.stringify(school.policy));
    site.files.put('Inbox/students.csv', studentsCsv());
    const put = (marks: string) => site.files.put('Inbox/marks.csv', marks);
    put(marksCsv(...everybody('04/03/2026', 'AM', '/')));
    const auditLog = new InMemoryAuditLog(site.records);
    const desk: Desk = new Proxy(site.desk, {
      get: (target, name) => (name === 'auditLog' ? auditLog : Reflect.get(target, name)),
    });
    await importInbox(desk);
    const pupil = (await desk.data.pupils()).get(upnAt(3))!;
    const certificate = await makeCertificate(desk, { pupil, ...period, by: staff.manager });
    expect(certificate).toMatchObject({ state: 'valid', attended: 1 });
    put(marksCsv([4, '04/03/2026', 'AM', 'I']));
    expect(await importInbox(desk)).not.toHaveProperty('voided');
    put(marksCsv([3, '04/03/2026', 'AM', 'I']));
    expect(await importInbox(desk)).toMatchObject({ changed: 1, voided: 1 });
    expect(JSON.stringify(site.logged)).not.toMatch(/zqx|pebble/i);
  });
});

describe('the office hears of it', () => {
  test('once, in person, by ids and never by name; nobody hears of a valid one', async () => {
    await made();
    await tellOfVoid(school.desk);
    expect(school.messenger.posts).toEqual([]);
    await imported(amended('2026-03-04', 'AM', 'M'));
    await tellOfVoid(school.desk);
    await tellOfVoid(school.desk);
    expect(school.messenger.posts).toHaveLength(1);
    const words = school.wordsTo('manager').join(' ');
    expect(words).toContain('P9A1/2026-03-02/2026-03-06/1');
    expect(words).toContain('no longer matches the register');
    expect(JSON.stringify(school.messenger.posts)).not.toContain(canary);
  });
});

describe('desk certificate', () => {
  const command = async (...args: readonly string[]) => {
    let [out, err] = ['', ''];
    const io = {
      out: (text: string) => {
        out += text;
      },
      err: (text: string) => {
        err += text;
      },
      cwd: '/',
      env: {},
    };
    return { status: await run(args, io, onDesk(school.desk)), out: () => out, err: () => err };
  };
  const asked = ['--pupil', 'P9A1', '--from', period.from, '--to', period.to];

  test('makes it, to read and to sign: no name, every session; checked it is valid, then void with exit 1', async () => {
    const { status, out } = await command(...asked);
    expect(status).toBe(0);
    expect(out()).toContain(
      'Possible sessions 9, attended 8, authorised absence 0, unauthorised absence 1; without a mark 1.',
    );
    expect(out()).toContain('2026-03-04 AM  O   Absent, other or unknown reason (unauthorised)');
    expect(out()).not.toContain(canary);
    const key = 'P9A1/2026-03-02/2026-03-06/1';
    expect((await command('--check', key)).status).toBe(0);
    school.book = withImport(school.book, {
      marks: [amended('2026-03-04', 'AM', 'M')],
      at: '2026-03-10T09:00:00Z',
      by: 'MIS',
      why: 'changed in the export of the MIS',
    }).book;
    const checked = await command('--check', key, '--json');
    expect(checked.status).toBe(1);
    expect(JSON.parse(checked.out())).toMatchObject({ key, state: 'void' });
  });

  test.each([
    ['an unknown pupil', ['--pupil', 'nobody', '--from', period.from, '--to', period.to], /knows no pupil/],
    ['an unknown key', ['--check', 'nothing'], /no certificate nothing/],
    ['a period that is not over', ['--pupil', 'P9A1', '--from', period.from, '--to', today], /must be over/],
  ])('%s: exit 1, and says so', async (_what, args, says) => {
    const { status, err } = await command(...args);
    expect(status).toBe(1);
    expect(err()).toMatch(says);
  });

  test('without a period it is wrong use', async () => {
    await expect(command('--pupil', 'P9A1')).rejects.toThrow('Missing: --from, --to.');
  });
});
