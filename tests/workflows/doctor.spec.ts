import ExcelJS, { type Worksheet } from 'exceljs';
import { describe, expect, test } from 'vitest';
import { recordKinds } from '../../shared/records/all.ts';
import { posts } from '../../shared/records/post.ts';
import { doctor } from '../../shared/workflows/doctor/doctor.ts';
import { canary, staff, today } from '../support/desk.ts';
import { SoundSchool } from '../support/patient.ts';
import { policyWith } from '../support/policy.ts';

const days = 86_400_000;

/** What is done to a sound school, the line it must cause (check, about, why, how to mend it), and no other. */
type Line = readonly [check: string, about?: string | undefined, why?: string, mend?: string];
type Row = readonly [says: string, harm: (school: SoundSchool) => void, line: Line];

const rows: readonly Row[] = [
  [
    'a certificate that ends in 12 days',
    ({ host }) => {
      host.seen = { kind: 'certificate', until: host.clock + 12 * days };
    },
    ['credential', undefined, 'the certificate ends in 12 days', 'Certificates & secrets'],
  ],
  [
    'a certificate that has run out',
    ({ host }) => {
      host.seen = { kind: 'certificate', until: host.clock - 1 };
    },
    ['credential', undefined, 'has run out'],
  ],
  [
    'a permission that is needed and was not consented to',
    ({ tenant }) => {
      tenant.granted = tenant.granted!.filter((name) => name !== 'GroupMember.Read.All');
    },
    ['consent', 'GroupMember.Read.All', 'who holds which role', 'grant admin consent'],
  ],
  [
    'a permission that is wider than needed',
    ({ tenant }) => {
      tenant.granted = [...tenant.granted!, 'Sites.ReadWrite.All'];
    },
    ['consent', 'Sites.ReadWrite.All', 'held and not needed', 'remove it'],
  ],
  [
    'a site that may only be read',
    ({ tenant }) => {
      tenant.writable = false;
    },
    ['site', undefined, 'read and not written', '"roles": ["write"]'],
  ],
  [
    'a grant that is wider than “write”',
    ({ tenant }) => {
      tenant.seesGrants = true;
    },
    ['site', undefined, '“write” is enough', 'PATCH /sites/{site}/permissions'],
  ],
  [
    'another site that is open to the app',
    ({ tenant }) => {
      tenant.seesOtherSite = true;
    },
    ['site', undefined, 'other sites are open'],
  ],
  [
    'a clock that is five minutes off',
    ({ host, tenant }) => {
      tenant.time = host.clock - 300_000;
    },
    ['clock', undefined, '300 s from Graph’s', 'NTP'],
  ],
  [
    'a list deleted',
    ({ lists }) => {
      lists.kept.splice(lists.kept.indexOf(lists.list('Contact log')), 1);
    },
    ['lists', 'Contact log', 'recycle bin', 'desk provision'],
  ],
  [
    'a column deleted',
    ({ lists }) => {
      lists.list('Pupils').columns = lists.list('Pupils').columns.filter(({ name }) => name !== 'year');
    },
    ['lists', 'Pupils/year', 'is missing', 'desk provision'],
  ],
  [
    'a column retyped, with values in it',
    ({ lists }) => {
      lists.list('Pupils').items.set('1', { year: '9' });
      lists.column('Pupils', 'year').type = 'number';
    },
    ['lists', 'Pupils/year', 'number, not text', 'Single line of text'],
  ],
  [
    'a column renamed',
    ({ lists }) => {
      lists.column('Pupils', 'year').displayName = 'Year group';
    },
    ['lists', 'Pupils/year', 'nothing is lost'],
  ],
  [
    'an index lost',
    ({ lists }) => {
      lists.column('Pupils', 'form').indexed = false;
    },
    ['lists', 'Pupils/form', '5,000'],
  ],
  [
    'an item edited to nonsense',
    ({ tenant }) => {
      tenant.items.set('Contact log', { count: 9, unreadable: [{ item: '7', column: 'outcome' }] });
    },
    ['items', 'Contact log, item 7', 'column outcome', 'Version history'],
  ],
  [
    'a policy that is no policy',
    ({ files }) => {
      files.put('Desk/policy.json', '{ "version": "one"');
    },
    ['policy', 'Desk/policy.json', 'damaged', 'desk policy check'],
  ],
  [
    'a calendar that is damaged',
    ({ files }) => {
      files.put('Desk/calendar.json', 'terms: none');
    },
    ['calendar', 'Desk/calendar.json', 'damaged', 'last good version'],
  ],
  [
    'a mark book cut off in the middle',
    ({ files, ordinary }) => {
      files.put('Mark book/2025-26.txt', `# ${ordinary.policy.school}\n`);
    },
    ['mark book', 'Mark book/2025-26.txt', 'damaged', 'Version history'],
  ],
  [
    'an export that is an hour old while registers are taken',
    ({ ordinary, files }) => {
      ordinary.at('09:20');
      files.put('Inbox/marks.csv', 'x', `${today}T08:20:00Z`);
    },
    ['export', undefined, '60 minutes old', 'Inbox'],
  ],
  [
    'a pupil with marks who is not in the list of pupils',
    ({ ordinary }) => {
      ordinary.pupils.delete('P9A1');
    },
    ['roll', undefined, '1 pupil of the mark book', 'recycle bin'],
  ],
  [
    'a role group that is gone',
    ({ ordinary }) => {
      ordinary.policy = {
        ...ordinary.policy,
        roleGroups: [...ordinary.policy.roleGroups, { role: 'governor', group: 'gone', years: [] }],
      };
    },
    ['roles', 'group gone', 'the group of governor is gone', 'policy.json'],
  ],
  [
    'a role group that is empty',
    ({ ordinary }) => {
      ordinary.directory.leave('group-governor', staff.governor.id);
    },
    ['roles', 'group group-governor', 'nobody is in the group'],
  ],
  [
    'a decider whose account is closed',
    ({ ordinary }) => {
      ordinary.directory.put({ id: 'id-leaver', name: 'Otto Gone', email: 'og@larkrise.example', enabled: false });
      ordinary.directory.join('group-deputy-head', 'id-leaver');
    },
    ['roles', 'person id-leaver', 'the account is closed'],
  ],
  [
    'a teacher of today without an account',
    ({ ordinary }) => {
      ordinary.directory.put({
        id: staff.teacher9A.id,
        name: 'Carl Dunn',
        email: 'other@larkrise.example',
        enabled: true,
      });
    },
    ['teachers of today', 'staff T9A', 'nobody is nudged'],
  ],
  [
    'a channel deleted',
    ({ tenant }) => {
      tenant.teams.set('team-pastoral', [{ id: 'channel-8', name: 'Year 8' }]);
    },
    ['channels', 'channel channel-9', 'its cards reach nobody', 'within 30 days'],
  ],
  [
    'a team deleted',
    ({ tenant }) => {
      tenant.teams.clear();
    },
    ['channels', 'team team-pastoral', '2 channels is gone', 'Deleted groups'],
  ],
  [
    'a stranger in a channel',
    ({ ordinary }) => {
      ordinary.messenger.setMembers('channel-9', [staff.manager.id, 'id-nobody', 'id-pupil']);
    },
    ['channel members', 'channel channel-9', '2 members of the channel of Year 9', 'take out'],
  ],
  [
    'a team without the app',
    ({ tenant }) => {
      tenant.installed!.delete('team-pastoral');
    },
    ['app in teams', 'team team-pastoral', 'not installed', 'Manage team'],
  ],
  [
    'a person without the app',
    ({ tenant }) => {
      tenant.installed!.delete(staff.dsl.id);
    },
    ['app for people', `person ${staff.dsl.id}`, 'no card reaches'],
  ],
  [
    'an app that somebody blocked: Teams refused a card',
    ({ ordinary }) => {
      const at = `${today}T08:50:00Z`;
      const post = {
        kind: 'nudge',
        date: today,
        to: staff.teacher9A.id,
        toKind: 'person',
        state: 'refused',
        at,
      } as const;
      void ordinary.records.create(posts, { key: `${today}/nudge/AM/1/9A`, ...post });
    },
    ['cards of today', `person ${staff.teacher9A.id}`, 'Teams refused 1 card', 'unblock'],
  ],
  [
    'a door that lets in without a token',
    ({ host }) => {
      host.door = { ...host.door, status: 200 };
    },
    ['bot reachable', undefined, 'answers 200 without a token'],
  ],
  [
    'no desk where Teams looks for it',
    ({ host }) => {
      host.door = { ...host.door, status: undefined };
    },
    ['bot reachable', undefined, 'no desk answers', 'firewall'],
  ],
  [
    'a door without https',
    ({ host }) => {
      host.door = { address: 'http://desk.example/api/messages', status: 401 };
    },
    ['bot reachable', undefined, 'no https', 'certificate'],
  ],
  [
    'keys that do not answer',
    ({ host }) => {
      host.keys = [...host.keys, { address: 'https://other.example/keys', status: undefined }];
    },
    ['token keys', 'https://other.example/keys', 'does not answer', 'firewall'],
  ],
  [
    'a database that is gone',
    ({ host }) => {
      host.databaseSays = 'it does not answer';
    },
    ['database', undefined, 'it does not answer', 'rebuilt from the lists'],
  ],
  [
    'a disk with 150 MB left',
    ({ host }) => {
      host.free = 150 * 1024 * 1024;
    },
    ['disk', undefined, '150 MB free: presses are refused below 64 MB', 'Make room'],
  ],
  [
    'a disk that is full',
    ({ host }) => {
      host.free = 63 * 1024 * 1024;
    },
    ['disk', undefined, '63 MB free: presses are refused'],
  ],
  [
    'presses that wait',
    ({ host }) => {
      host.waiting = ['3 presses wait to be carried to their list'];
    },
    ['stuck work', undefined, '3 presses wait', 'Nothing is lost'],
  ],
  [
    'buttons that are not signed',
    ({ host }) => {
      host.key = false;
    },
    ['press key', undefined, 'not signed', 'DESK_PRESS_KEY'],
  ],
];

describe('each damage is one line, with its mending, and no other line changes', () => {
  test.each(rows)('%s', async (_says, harm, [check, about, why = '', mend = '']) => {
    const school = await SoundSchool.open();
    harm(school);
    const { ok, checks } = await doctor(school.patient);
    expect(ok).toBe(false);
    expect(checks.filter((line) => !line.ok)).toEqual([
      {
        check,
        ok: false,
        ...(about === undefined ? {} : { about }),
        why: expect.stringContaining(why),
        mend: expect.stringContaining(mend),
      },
    ]);
  });
});

describe('a sound school', () => {
  test('every line is well, and says what was seen', async () => {
    const { ok, silent, checks } = await doctor((await SoundSchool.open()).patient);
    expect(checks.filter((line) => !line.ok)).toEqual([]);
    expect([ok, silent]).toEqual([true, false]);
    expect(checks.map(({ check, why }) => `${check}: ${why}`)).toEqual([
      'credential: managed-identity',
      expect.stringContaining('consent: Sites.Selected, User.Read.All'),
      'site: it answers, may be written, and no other is open',
      'clock: 2 s from Graph’s',
      `lists: ${recordKinds.length} lists with their columns and indexes`,
      `items: ${3 * recordKinds.length} items can be read`,
      'policy: version 1 of 2025-09-01',
      'calendar: 2025/26',
      'mark book: Mark book/2025-26.txt',
      'export: the newest is 6 minutes old',
      'trackers: the policy names none',
      'roll: 30 pupils on roll',
      'roles: 10 groups, 14 holders',
      'teachers of today: 5 teachers',
      'channels: 2 channels in 1 team',
      'channel members: 2 channels, staff alone',
      'app in teams: 1 team',
      'app for people: 11 people who must be reached',
      'cards of today: 0 cards',
      'bot reachable: https://desk.example/api/messages answers 401',
      'token keys: 1 addresses answer',
      'database: it answers, its tables are there',
      'disk: 4768 MB free',
      'stuck work: nothing waits',
      'press key: buttons are signed',
    ]);
  });

  test('is not changed by being looked at', async () => {
    const school = await SoundSchool.open();
    const before = [school.lists.changes, school.files.writes, school.ordinary.records.writes];
    await doctor(school.patient);
    expect([school.lists.changes, school.files.writes, school.ordinary.records.writes]).toEqual(before);
    expect(school.ordinary.messenger.posts).toEqual([]);
  });
});

describe('what is worth knowing and no trouble', () => {
  const notesOf = async (harm: (school: SoundSchool) => void) => {
    const school = await SoundSchool.open();
    harm(school);
    const { ok, checks } = await doctor(school.patient);
    expect(ok).toBe(true);
    return checks.filter(({ mend }) => mend !== undefined);
  };

  test('a channel that is called something else now', async () => {
    const notes = await notesOf(({ tenant }) => {
      tenant.teams.set('team-pastoral', [
        { id: 'channel-8', name: 'Year 8' },
        { id: 'channel-9', name: 'Owls' },
      ]);
    });
    expect(notes).toMatchObject([
      { check: 'channels', about: 'channel channel-9', why: expect.stringContaining('Owls') },
    ]);
  });

  test.each([
    [3999, 0],
    [4000, 1],
  ])('a list of %i items', async (count, warned) => {
    const notes = await notesOf(({ tenant }) => tenant.items.set('Posts', { count, unreadable: [] }));
    expect(notes).toHaveLength(warned);
  });

  test('the app may not look where it is installed: said once, not for each person', async () => {
    const notes = await notesOf(({ tenant }) => {
      tenant.installed = undefined;
    });
    expect(notes.map(({ check }) => check)).toEqual(['app in teams', 'app for people']);
  });

  test('a client secret has an end that nobody can see from here', async () => {
    const notes = await notesOf(({ host }) => {
      host.seen = { kind: 'secret', until: undefined };
    });
    expect(notes).toMatchObject([{ check: 'credential' }]);
  });
});

describe('the tracking spreadsheets that are filled before school', () => {
  const path = 'Trackers/Year 9.xlsx';
  const lookedAt = async (content?: Uint8Array) => {
    const school = await SoundSchool.open();
    school.ordinary.policy = policyWith({ ...school.ordinary.policy, trackers: { files: [path] } });
    if (content) await school.files.write(path, content, null);
    const { checks } = await doctor(school.patient);
    return checks.filter(({ check }) => check === 'trackers');
  };
  const book = async (change: (sheet: Worksheet) => void | Promise<void> = () => {}): Promise<Uint8Array> => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Tracker');
    sheet.addRow(['UPN', '% Att']);
    for (const at of [1, 2, 3]) sheet.addRow([`P9A${at}`, 91.5]);
    await change(sheet);
    return new Uint8Array(await workbook.xlsx.writeBuffer());
  };

  test('one that is there and understood', async () => {
    expect(await lookedAt(await book())).toEqual([
      { check: 'trackers', ok: true, why: '1 workbook with 3 rows of pupils' },
    ]);
  });

  test('rows of which it is not sure are counted, and are no trouble', async () => {
    const seen = await lookedAt(await book((sheet) => void sheet.addRow(['P9A77', 90])));
    expect(seen).toMatchObject([
      { ok: true },
      {
        ok: true,
        about: path,
        why: '1 row of it cannot be matched to a pupil for sure',
        mend: expect.stringContaining('--dry-run'),
      },
    ]);
  });

  test.each<[string, () => Promise<Uint8Array> | undefined, string, string, string]>([
    ['not in the library', () => undefined, path, 'no such file', 'policy.json'],
    [
      'no workbook',
      async () => new TextEncoder().encode('UPN,% Att'),
      path,
      'empty or cut short',
      'without a password',
    ],
    ['without a pupil column', () => book((sheet) => void sheet.spliceColumns(1, 1)), path, 'no sheet', 'Desk pane'],
    [
      'all locked',
      () => book(async (sheet) => await sheet.protect('', {})),
      `${path}, sheet Tracker`,
      'locked',
      'Unlock',
    ],
  ])('one that is %s: which one, why, and what to do', async (_says, content, about, why, mend) => {
    expect(await lookedAt(await content())).toMatchObject([
      { ok: false, about, why: expect.stringContaining(why), mend: expect.stringContaining(mend) },
    ]);
  });
});

describe('when Microsoft 365 is silent', () => {
  test('the report says so, and this machine is looked at all the same', async () => {
    const school = await SoundSchool.open();
    school.tenant.reachable = false;
    school.host.free = 1;
    const { ok, silent, checks } = await doctor(school.patient);
    expect([ok, silent]).toEqual([false, true]);
    expect(checks.find(({ check }) => check === 'site')).toMatchObject({
      ok: false,
      why: 'could not be looked at: GET /sites/s: no answer',
      mend: expect.stringContaining('Try again'),
    });
    expect(checks.find(({ check }) => check === 'disk')).toMatchObject({ ok: false });
  });
});

test('no report names a pupil, whatever is the matter', async () => {
  for (const [, harm] of rows) {
    const school = await SoundSchool.open();
    harm(school);
    expect(JSON.stringify(await doctor(school.patient))).not.toContain(canary);
  }
});

test('each morning only what may change is asked: no door is knocked at', async () => {
  const school = await SoundSchool.open();
  const { checks } = await doctor(school.patient, { daily: true });
  expect(checks.map(({ check }) => check)).not.toContain('bot reachable');
});
