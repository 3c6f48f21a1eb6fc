import { type Citation, cite } from '../vocabulary/citation.ts';
import type { Role } from '../vocabulary/role.ts';

/**
 * How far a right reaches. `class`: the register groups one takes or tutors; `form`: those one tutors; `years`: those of
 * one's year team; `entries`: what one wrote oneself; `pupils`: what is about a pupil, not about a colleague; `school`:
 * everything.
 */
const reaches = ['class', 'form', 'years', 'entries', 'pupils', 'school'] as const;
export type Reach = (typeof reaches)[number];

/**
 * Who may read and write what. R reads, W writes, `agg` sees totals and no record, – nothing; `:years` says how far, else
 * the whole school. A row of the matrix whose cells name a part ("code only", "dates only", "outcome", "stage", "where
 * today", "tier only") is two rows here: the part, and the rest. What is not here is not permitted.
 */
const rows = {
  //                      teacher tutor    HOY        PAO        AtM        DHT        HT         DSL LGB
  pupil: '                R:class R:class  R:years    R          R          R          R          R   –',
  'pupil.details': '      –       –        R:years    R          R          R          R          R   –',
  'pupil.contacts': '     –       –        R:years    R          R          R          R          R   –',
  flags: '                –       –        R:years    –          R          R          R          RW  –',
  // The tier says how soon, not why.
  'flags.tier': '         –       –        R:years    R          R          R          R          RW  –',
  'flags.icon': '         –       R:form   R:years    –          R          R          R          R   –',
  attendance: '           R:class R:form   R:years    R          R          R          R          R   agg',
  'reasons.code': '       –       R:form   R:years    RW         RW         R          R          R   –',
  reasons: '              –       –        R:years    RW         RW         R          R          R   –',
  'contact-log': '        –       R:form   RW:years   RW         RW         R          R          R   –',
  // What a parent said may be about health.
  'contact-log.health': ' –       –        RW:years   RW         RW         R          R          R   –',
  'interventions.stage': '–       R:form   RW:years   R          RW         RW         R          R   –',
  interventions: '        –       –        RW:years   R          RW         RW         R          R   –',
  // Dispatch, appointments, what came back: the office does it, and decides nothing by it.
  'interventions.admin': '–       –        RW:years   RW         RW         RW         R          R   –',
  meetings: '             –       –        –          –          RW         RW         R          R   –',
  'home-visits.outcome': '–       –        R:years    –          RW         R          R          RW  –',
  'home-visits': '        –       –        –          –          RW         R          R          RW  –',
  'penalty-court': '      –       –        –          –          RW         RW         RW         R   agg',
  'leave.dates': '        –       –        R:years    RW         RW         R          R          R   agg',
  leave: '                –       –        –          RW         RW         R          R          R   agg',
  'leave.decision': '     –       –        –          R          R          RW         RW         R   agg',
  'placements.today': '   R:class R:form   R:years    RW         RW         R          R          R   agg',
  placements: '           –       R:form   R:years    RW         RW         R          R          R   agg',
  'placements.cost': '    –       –        –          –          RW         R          R          –   –',
  'register-state': '     R:class R:class  R:years    RW         RW         R          R          R   agg',
  'register-chase': '     R:class R:class  RW:years   RW         RW         R          R          R   agg',
  policy: '               –       R        R          R          R          RW         RW         R   R',
  'policy.calendar': '    –       R        R          R          RW         RW         RW         R   R',
  // Appended by the desk, written by nobody.
  audit: '                –       –        –          –          R:pupils   R          R          R   –',
  // Whoever may raise a concern sees that theirs arrived. The deputy and the head see others only as safeguarding leads.
  safeguarding: '         –       –        RW:entries RW:entries RW:entries RW:entries RW:entries RW  –',
  checks: '               –       –        –          –          RW         R          R          RW  –',
  staff: '                R       R        R          R          R          R          R          R   –',
  desk: '                 –       –        –          –          –          –          –          –   –',
} as const;
export type DataRow = keyof typeof rows;

/** What the matrix leaves open and the product decides, on the side of seeing less. */
const rulings: Partial<Readonly<Record<DataRow, string>>> = {
  pupil: 'whose figures one sees, one knows by name',
  'pupil.details': 'sex, date of birth, roll: for those who work on the record',
  'pupil.contacts': 'names and numbers of parents: for those who call or decide',
  'placements.cost': 'cost of a placement is restricted',
  meetings: 'the weekly meeting is the attendance manager’s and the deputy head’s',
  'register-chase': 'register state; the year team chases its own registers from its channel',
  checks: 'consultations and arrangements that would give a flag away',
  staff: 'who works here, for those who work here',
  desk: 'the desk alone: it keeps what it needs to send and to go on',
};

/** Where a row comes from, and the day it was read there. */
export const lawOf = (row: DataRow): Citation =>
  cite(
    rulings[row] === undefined ? 'Access matrix of the attendance reference' : 'Product rule',
    rulings[row] ?? row,
    '2026-11-25',
  );

/** Where each role stands in a row. A deputy safeguarding lead stands for the lead. */
const placeOf: Readonly<Record<Role, number>> = {
  teacher: 0,
  tutor: 1,
  'head-of-year': 2,
  'pastoral-administration-officer': 3,
  'attendance-manager': 4,
  'deputy-head': 5,
  head: 6,
  dsl: 7,
  'deputy-dsl': 7,
  governor: 8,
};

/** What one cell allows: how far one may read and write; neither for `agg`, whose holder sees totals alone. */
export interface Right {
  readonly read: Reach | undefined;
  readonly write: Reach | undefined;
  readonly totals: boolean;
}

const isReach = (text: string): text is Reach => (reaches as readonly string[]).includes(text);

const rightOf = (cell: string): Right => {
  const [does = '', reach = 'school'] = cell.split(':');
  if (!/^(R|RW|agg|–)$/.test(does) || !isReach(reach)) throw new TypeError(`${cell} is no cell of the access matrix`);
  const may = does.startsWith('R') ? reach : undefined;
  return { read: may, write: does === 'RW' ? reach : undefined, totals: does === 'agg' || may !== undefined };
};

const rights: ReadonlyMap<string, readonly Right[]> = new Map(
  Object.entries(rows).map(([row, cells]) => [row, cells.trim().split(/\s+/).map(rightOf)]),
);

/** Every row of the table. */
export const dataRows = Object.keys(rows) as readonly DataRow[];

/** What a role may of a row. */
export const rightTo = (row: DataRow, role: Role): Right => rights.get(row)![placeOf[role]]!;
