import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { migrate } from '../../bot/database/migrate.ts';
import { openPglite } from '../../bot/database/open-pglite.ts';
import { SchoolBook } from '../../bot/database/school-book.ts';
import { SlotBook } from '../../bot/database/slot-book.ts';
import { JobQueue } from '../../bot/jobs/job-queue.ts';
import { Scheduler } from '../../bot/jobs/scheduler.ts';
import { SchoolJobs, type Work } from '../../bot/jobs/school-jobs.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { policySchema } from '../../shared/rules/policy.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';
import type { SchoolData } from '../../shared/workflows/school-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-jobs-'));
const ordinary = { version: 1, date: '2025-09-01', school: 'Oakmoor' };
let policy = policySchema.parse(ordinary);
let calendar = Calendar.parse({ year: '2025/26', terms: [{ from: '2026-02-23', to: '2026-03-27' }] });
const closed = Calendar.parse({
  year: '2025/26',
  terms: [{ from: '2026-02-23', to: '2026-03-27' }],
  closures: [{ date: '2026-03-10', why: 'Burst pipe' }],
});
const open = calendar;
const data = { policy: async () => policy, calendar: async () => calendar } as unknown as SchoolData;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

let database: Database;
beforeAll(async () => {
  database = await openPglite(join(folder, 'desk'));
  await migrate(database, [{ id: 's', site: 's' }]);
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

let time = '08:45';
let date = '2026-03-10';
let checks = 0;
let did: string[] = [];
let work: Work;
let queue: JobQueue;
let scheduler: Scheduler;

const begin = async () => {
  const clock = { now: () => calendar.instantOf(date, time) };
  const slots = new SlotBook(database);
  queue = new JobQueue(database, quiet);
  const parts = { school: 's', clock, data, slots, log: quiet, queue, unsettled: async () => undefined };
  const jobs = new SchoolJobs(parts, {
    readInbox: async () => await work.readInbox(),
    post: async (slot) => await work.post(slot),
    postWaitingLeave: async () => undefined,
    keepVersions: async () => undefined,
    countRetention: async () => await work.countRetention(),
    refreshCards: async () => await work.refreshCards(),
    check: async () => void checks++,
    carryOut: async () => undefined,
    mirror: async () => 0,
  });
  const lookAgain = async () => undefined;
  scheduler = new Scheduler({ clock, slots, book: new SchoolBook(database), queue, log: quiet }, [{ jobs, lookAgain }]);
  await queue.start();
};
const at = async (now: string) => {
  time = now;
  did = [];
  await scheduler.tick(true);
  const { failed } = await queue.idle();
  return { did, failed };
};

beforeEach(async () => {
  date = '2026-03-10';
  checks = 0;
  await database.query('delete from desk_slot');
  calendar = open;
  policy = policySchema.parse(ordinary);
  work = {
    readInbox: async () => {
      did.push('inbox');
      return false;
    },
    post: async ({ key }) => void did.push(key.slice(11)),
    postWaitingLeave: async () => undefined,
    keepVersions: async () => undefined,
    countRetention: async () => void did.push('retention'),
    refreshCards: async () => void did.push('refresh'),
    carryOut: async () => undefined,
    mirror: async () => 0,
  };
  await begin();
});
afterEach(async () => await queue.stop());

describe('the morning by the clock', () => {
  test('each slot runs once on its minute, and the inbox is read once more right before it', async () => {
    expect((await at('08:45')).did).toEqual(['inbox']);
    expect((await at('08:50')).did).toEqual(['inbox', 'inbox', 'nudge/AM/1']);
    expect((await at('08:50')).did).toEqual(['inbox']);
    expect((await at('09:15')).did).toEqual(['inbox', 'inbox', 'unmarked/AM', 'inbox', 'first-day/AM']);
    expect((await at('09:16')).did).toEqual(['inbox']);
  });

  test('a restart repeats nothing and forgets nothing', async () => {
    await at('09:10');
    await queue.stop();
    await begin();
    expect((await at('09:20')).did).toEqual(['inbox', 'inbox', 'first-day/AM']);
  });

  test('an export that changed something brings the cards up to date', async () => {
    work = { ...work, readInbox: async () => true };
    expect((await at('08:46')).did).toEqual(['refresh']);
  });

  test('what has had its time is counted once a night, whenever the desk wakes in it', async () => {
    expect((await at('01:59')).did).not.toContain('retention');
    expect((await at('02:03')).did).toContain('retention');
    expect((await at('02:04')).did).not.toContain('retention');
    expect((await at('08:45')).did).not.toContain('retention');
    date = '2026-03-11';
    expect((await at('05:59')).did).toContain('retention');
  });

  test('a closure entered while the job waits stops what has not gone out', async () => {
    time = '08:50';
    await scheduler.tick();
    calendar = closed;
    did = [];
    await queue.idle();
    expect(did).not.toContain('nudge/AM/1');
  });
});

describe('tracking spreadsheets before school', () => {
  let inUse: string[] = [];
  beforeEach(() => {
    policy = policySchema.parse({ ...ordinary, trackers: { files: ['Attendance tracker.xlsx', 'Year 9.xlsx'] } });
    inUse = ['Year 9.xlsx'];
    work = {
      ...work,
      readInbox: async () => false,
      post: async ({ file = '' }) => {
        did.push(file);
        return inUse.includes(file) ? 'again' : undefined;
      },
    };
  });

  test('one that somebody has open is tried every quarter of an hour until it is filled, and the others are left', async () => {
    expect((await at('06:30')).did).toEqual(['Attendance tracker.xlsx', 'Year 9.xlsx']);
    expect((await at('06:44')).did).toEqual([]);
    expect((await at('06:45')).did).toEqual(['Year 9.xlsx']);
    inUse = [];
    expect((await at('07:00')).did).toEqual(['Year 9.xlsx']);
    expect((await at('07:15')).did).toEqual([]);
  });

  test('a restart goes on with the one that is left', async () => {
    await at('06:30');
    await queue.stop();
    await begin();
    expect((await at('06:44')).did).toEqual([]);
    expect((await at('07:50')).did).toEqual(['Year 9.xlsx']);
  });

  test('when registers open it is left until tomorrow', async () => {
    await at('06:30');
    expect((await at('08:40')).did).toEqual([]);
  });

  test('one that does not answer keeps nobody from the others', async () => {
    work = {
      ...work,
      post: async ({ file = '' }) => {
        if (file === 'Attendance tracker.xlsx') throw new TypeError('no such thing');
        did.push(file);
        return undefined;
      },
    };
    expect((await at('06:30')).did).toEqual(['Year 9.xlsx']);
  });
});

describe('when the outside fails', () => {
  test('a job that Graph was too busy for is tried again until it is done, and counts as done', async () => {
    let tries = 0;
    work = {
      ...work,
      post: async ({ key }) => {
        if (++tries < 2) throw new OutsideError('busy', 'POST /x: 429');
        did.push(key.slice(11));
      },
    };
    expect(await at('08:50')).toMatchObject({ did: expect.arrayContaining(['nudge/AM/1']), failed: [] });
    expect(tries).toBe(2);
  }, 20_000);

  test('a mistake of ours is not repeated in circles; it is named, and due again', async () => {
    let tries = 0;
    work = {
      ...work,
      post: async () => {
        tries++;
        throw new TypeError('no such thing');
      },
    };
    expect((await at('08:50')).failed).toEqual(['2026-03-10/nudge/AM/1']);
    expect(tries).toBe(1);
    await scheduler.tick();
    await queue.work();
    expect(tries).toBe(1);
    time = '08:51';
    await scheduler.tick();
    await queue.work();
    expect(tries).toBe(2);
  });

  test('one broken thing breaks one thing: the other slot is posted', async () => {
    work = {
      ...work,
      post: async ({ job, key }) => {
        if (job === 'unmarked') throw new TypeError('no such thing');
        did.push(key.slice(11));
      },
    };
    expect((await at('09:15')).did).toContain('first-day/AM');
  });
});

test('a job that died with its process is taken up again', async () => {
  await queue.send('send', { school: 's', name: '2026-03-10/unmarked/AM' });
  const schema = 'desk_jobs';
  await database.query(
    `update ${schema}.job set state = 'active', started_on = now() where name = 'send' and state = 'created'`,
  );
  await queue.stop();
  await begin();
  time = '09:12';
  did = [];
  await queue.idle();
  expect(did).toEqual(['inbox', 'unmarked/AM']);
}, 20_000);

describe('what the desk stands on is looked at', () => {
  const checksAt = async (now: string, day = '2026-03-10') => {
    checks = 0;
    date = day;
    await at(now);
    return checks;
  };

  test('at the start, and each morning at 07:30 once', async () => {
    expect(await checksAt('06:00')).toBe(1);
    expect(await checksAt('07:29')).toBe(0);
    expect(await checksAt('07:30')).toBe(1);
    expect(await checksAt('07:31')).toBe(0);
    expect(await checksAt('09:00')).toBe(0);
    expect(await checksAt('07:29', '2026-03-11')).toBe(0);
    expect(await checksAt('07:30', '2026-03-11')).toBe(1);
  });

  test('a start after 07:30 is the look of that day; a restart looks again', async () => {
    expect(await checksAt('08:45')).toBe(1);
    expect(await checksAt('09:00')).toBe(0);
    await queue.stop();
    await begin();
    expect(await checksAt('09:01')).toBe(1);
    expect(await checksAt('09:02')).toBe(0);
  });
});
