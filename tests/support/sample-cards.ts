import { cards } from '../../bot/cards/cards.ts';
import type { Message } from '../../shared/ports/messenger.ts';
import type { FirstDayTaskView } from '../../shared/views/first-day.ts';
import type { LeaveView } from '../../shared/views/leave.ts';

const place = { date: '2026-03-10', half: 'AM' } as const;

const register = (group: string, notes: string[] = []) => ({
  group,
  teacher: 'Dee Esk',
  room: 'R1',
  says: 'Not taken',
  notes,
});

const unmarked = (groups: readonly string[]) => ({
  ...place,
  post: '2026-03-10/unmarked/AM/9',
  year: '9',
  closes: '09:10',
  registers: groups.map((group) => register(group, group === '9B' ? ['Somebody is going: M Okafor, 09:12'] : [])),
  settled: [{ group: '9D', says: 'Taken 09:12, after it closed' }],
  seen: groups.map((group) => `${group}:0`).join(' '),
  repeated: false,
});

const counts = {
  year: '9',
  half: 'AM',
  whereabouts: 7,
  reasonWanted: 4,
  tried: 2,
  reached: 1,
  visits: 1,
  resolved: 3,
  open: 6,
} as const;

const task: FirstDayTaskView = {
  id: '2026-03-10/AM/P1',
  version: '1',
  half: 'AM',
  pupil: 'P1',
  name: 'Ashzqx, Robin',
  year: '9',
  form: '9A',
  kind: 'reason',
  tier: 1,
  contactBy: '09:40',
  state: 'tried',
  attempts: 1,
  attemptsSaid: ['No answer 09:21, P Quill'],
  outcome: null,
  contacts: [{ name: 'Pat Ashzqx', relationship: 'Mother', phone: '07700 900001' }],
};

const leave: LeaveView = {
  id: 'leave-1',
  version: '"1"',
  state: 'waiting',
  name: 'Ashzqx, Robin',
  year: '9',
  form: '9A',
  from: '2026-03-23',
  to: '2026-03-25',
  sessions: 6,
  reason: 'A wedding',
  askedBy: 'Pat Ashzqx',
  received: '2026-03-10T08:32:00Z',
  contactMade: 'Spoke on Monday',
  record: {
    possible: 224,
    attended: 206,
    authorised: 14,
    unauthorised: 4,
    attendance: '92.0',
    persistent: false,
    attendanceAfter: '89.8',
    persistentAfter: true,
    earlierRequests: ['3 November 2025: refused'],
  },
  law: ['Only a person authorised by the school may give leave. (SI 2024/208)'],
  consequences: ['6 sessions missed.'],
  sources: ['SI 2024/208, reg 11(1) (read 2026-11-24)'],
  decided: null,
  mayDecide: true,
};

const leaveCard = (view: LeaveView): Message =>
  cards.leave({ ...place, post: 'leave/leave-1/id-head', leave: view, tab: 'https://teams.example/tab' });

const list = (next: FirstDayTaskView | undefined): Message =>
  cards.firstDayList({
    ...place,
    post: '2026-03-10/list/AM/9/id',
    year: '9',
    next,
    left: next ? 3 : 0,
    done: 4,
    tab: 'https://teams.example/tab',
    said: { tone: 'good', says: 'Saved: No answer 09:21, P Quill' },
  });

const office = (release?: { job: 'nudge'; round: number }): Message =>
  cards.office({
    ...place,
    post: '2026-03-10/office/AM/stale/id',
    heading: 'Old data',
    says: 'It is old.',
    mend: 'Look.',
    release,
  });

const firstDay = (more: Partial<Parameters<typeof cards.firstDay>[0]> = {}): Message =>
  cards.firstDay({
    ...place,
    post: '2026-03-10/first-day/AM/9',
    year: '9',
    counts,
    notTaken: ['9B', '9C'],
    repeated: false,
    tab: 'https://teams.example/tab',
    ...more,
  });

const stages = (more: Partial<Parameters<typeof cards.stages>[0]> = {}): Message =>
  cards.stages({
    post: '2026-03-10/stages/9',
    date: place.date,
    year: '9',
    stages: [
      { stage: '1', name: 'Concern', begunToday: 2, begunThisWeek: 5, waiting: 3 },
      { stage: '2', name: 'Support', begunToday: 1, begunThisWeek: 1, waiting: 0 },
      { stage: '3', name: 'Persistent absence', begunToday: 0, begunThisWeek: 0, waiting: 0 },
    ],
    onHold: 2,
    heldToday: 0,
    repeated: false,
    tab: 'https://teams.example/tab',
    ...more,
  });

const nudge = { ...place, post: '2026-03-10/nudge/AM/1/9B', group: '9B', room: 'R1', opens: '08:40', closes: '09:10' };
const concern = { ...place, post: '2026-03-10/concern/c1/id', concern: 'c1' };

/** Every card in every shape that it takes. */
export const sampleCards: readonly { readonly name: string; readonly message: Message; readonly channel: boolean }[] = [
  { name: 'nudge', channel: false, message: cards.nudge({ ...nudge, round: 1 }) },
  { name: 'second nudge', channel: false, message: cards.nudge({ ...nudge, round: 2 }) },
  { name: 'nudge receipt', channel: false, message: cards.nudgeReceipt({ ...nudge, says: 'Taken 08:57' }) },
  {
    name: 'unmarked, ten registers',
    channel: true,
    message: cards.unmarked(unmarked(['9A', '9B', '9C', '9E', '9F', '9G', '9H', '9I', '9J', '9K'])),
  },
  { name: 'unmarked, one register', channel: true, message: cards.unmarked(unmarked(['9B'])) },
  {
    name: 'unmarked, none left',
    channel: true,
    message: cards.unmarked({ ...unmarked([]), repeated: true, said: { tone: 'attention', says: 'Refused' } }),
  },
  { name: 'first day', channel: true, message: firstDay() },
  {
    name: 'first day, all accounted for',
    channel: true,
    message: firstDay({ counts: { ...counts, open: 0, tried: 0 }, notTaken: [], repeated: true }),
  },
  { name: 'stages', channel: true, message: stages() },
  {
    name: 'stages, one on hold and nothing else',
    channel: true,
    message: stages({ stages: [], onHold: 1, heldToday: 1, repeated: true }),
  },
  { name: 'first-day list', channel: false, message: list(task) },
  {
    name: 'first-day list, nobody to ring',
    channel: false,
    message: list({ ...task, contacts: [], attemptsSaid: [], tier: 4 }),
  },
  { name: 'first-day list, nobody left', channel: false, message: list(undefined) },
  { name: 'leave', channel: false, message: leaveCard(leave) },
  {
    name: 'leave, with hostile text',
    channel: false,
    message: leaveCard({
      ...leave,
      reason: '[click](https://evil.example)\n**bold** \u202eevil',
      record: { ...leave.record, attendance: null, attendanceAfter: null },
    }),
  },
  {
    name: 'leave, refused',
    channel: false,
    message: leaveCard({
      ...leave,
      state: 'refused',
      mayDecide: false,
      decided: { by: 'Hugh Vane', at: '2026-03-10T09:31:00Z', reason: 'A holiday' },
    }),
  },
  { name: 'office', channel: false, message: office() },
  { name: 'office, asked', channel: false, message: office({ job: 'nudge', round: 1 }) },
  {
    name: 'concern',
    channel: false,
    message: cards.concern({
      ...concern,
      name: 'Ashzqx, Robin',
      form: '9A',
      raisedBy: 'Paul Quill',
      at: '09:21',
      text: 'Bruises',
      mayBeRepeat: true,
    }),
  },
  {
    name: 'concern receipt',
    channel: false,
    message: cards.concernReceipt({ ...concern, acknowledgedBy: 'S Lind', at: '09:25' }),
  },
];
