import { type EditableField, editableFields } from '../views/stages.ts';

/** How a field's figure is written in a cell. */
export type FieldKind = 'identity' | 'percent' | 'points' | 'count' | 'flag' | 'band' | 'stage' | 'text' | 'date';

interface FieldRow {
  readonly kind: FieldKind;
  /** Headings in the plain words of `heading-words.ts`: no percent sign, no "number of", no "year to date". */
  readonly headings: readonly string[];
}

/** The columns of a tracking spreadsheet (attendance reference §9.1), by the headings schools give them. */
export const fields = {
  pupil: { kind: 'identity', headings: ['upn', 'pupil upn', 'unique pupil', 'unique pupil upn'] },
  admission: {
    kind: 'identity',
    headings: [
      'adm',
      'admno',
      'adno',
      'admission',
      'admissions',
      'admission adm',
      'school adm',
      'adm ref',
      'admission id',
    ],
  },
  name: {
    kind: 'identity',
    headings: [
      'name',
      'names',
      'pupil',
      'pupils',
      'pupil name',
      'name pupil',
      'full name',
      'pupil full name',
      'surname forename',
      'pupil surname forename',
      'name surname forename',
      'pupil name surname forename',
      'forename surname',
      'last name first name',
      'learner',
      'child',
      'child name',
      'legal name',
    ],
  },
  surname: {
    kind: 'identity',
    headings: ['surname', 'last name', 'family name', 'legal surname', 'pupil surname', 'last', 'sname'],
  },
  forename: {
    kind: 'identity',
    headings: [
      'forename',
      'forenames',
      'first name',
      'given name',
      'preferred name',
      'preferred forename',
      'known as',
      'legal forename',
      'pupil forename',
      'first',
      'fname',
      'chosen name',
    ],
  },
  year: { kind: 'identity', headings: ['year', 'year group', 'nc year', 'y', 'yg', 'year grp'] },
  form: {
    kind: 'identity',
    headings: [
      'form',
      'reg',
      'reg group',
      'reg grp',
      'reg form',
      'tutor group',
      'tutor grp',
      'tg',
      'class',
      'form group',
      'tutor',
    ],
  },

  attendance: {
    kind: 'percent',
    headings: ['att', 'att this year', 'this year', 'this year att', 'current att', 'att current'],
  },
  absence: { kind: 'percent', headings: ['abs', 'abs this year', 'all abs', 'abs all'] },
  possible: { kind: 'count', headings: ['possible', 'poss', 'possible att', 'poss att'] },
  attended: { kind: 'count', headings: ['attended', 'present', 'pres'] },
  authorised: { kind: 'count', headings: ['auth', 'auth abs', 'abs auth'] },
  unauthorised: { kind: 'count', headings: ['unauth', 'unauth abs', 'abs unauth'] },
  missing: { kind: 'count', headings: ['missing', 'missing att', 'unmarked', 'blanks', 'missing reg'] },
  attendanceHalfTerm: {
    kind: 'percent',
    headings: [
      'ht',
      'att ht',
      'ht att',
      'this ht',
      'att this ht',
      'this ht att',
      'current ht',
      'att current ht',
      'current ht att',
    ],
  },
  attendanceHT1: { kind: 'percent', headings: [] },
  attendanceHT2: { kind: 'percent', headings: [] },
  attendanceHT3: { kind: 'percent', headings: [] },
  attendanceHT4: { kind: 'percent', headings: [] },
  attendanceHT5: { kind: 'percent', headings: [] },
  attendanceHT6: { kind: 'percent', headings: [] },
  attendanceLast4Weeks: {
    kind: 'percent',
    headings: [
      'last 4 wk',
      'att last 4 wk',
      'last 4 wk att',
      '4 wk',
      'att 4 wk',
      '4 wk att',
      'l4w',
      'att l4w',
      'l4w att',
      'past 4 wk',
      'att past 4 wk',
      '4wk',
      'att 4wk',
      '4wk att',
      'last 4wk',
      'att last 4wk',
      'last 4wk att',
    ],
  },
  attendanceChange: {
    kind: 'points',
    headings: ['change', 'att change', 'change att', '+/-', 'att +/-', 'change ht', 'att change ht'],
  },
  late: { kind: 'count', headings: ['late', 'times late', 'all late', 'late all'] },
  lateBefore: {
    kind: 'count',
    headings: [
      'l',
      'late l',
      'l late',
      'late before',
      'late before reg',
      'late before reg close',
      'before reg close',
      'late before close',
      'l late before reg close',
    ],
  },
  lateAfter: {
    kind: 'count',
    headings: [
      'u',
      'late u',
      'u late',
      'late after',
      'late after reg',
      'late after reg close',
      'after reg close',
      'late after close',
      'u late after reg close',
    ],
  },
  minutesLate: { kind: 'count', headings: ['min late', 'late min', 'late min lost', 'min lost late'] },
  illnessSessions: {
    kind: 'count',
    headings: ['illness', 'ill', 'i', 'illness i', 'i illness', 'sickness', 'ill abs', 'illness abs'],
  },
  persistent: {
    kind: 'flag',
    headings: [
      'pa',
      'persistent',
      'persistent abs',
      'persistently abs',
      'persistent absentee',
      'pa pupil',
      'pa flag',
      'pa y n',
      'is pa',
      'pa yes no',
      'pa status',
      'pa absentee',
    ],
  },
  severe: {
    kind: 'flag',
    headings: ['sa', 'severe', 'severe abs', 'severely abs', 'sa flag', 'sa y n', 'is sa', 'severe absentee'],
  },
  band: { kind: 'band', headings: ['band', 'att band', 'abs band', 'band att'] },
  sessionsToPersistent: {
    kind: 'count',
    headings: [
      'to pa',
      'until pa',
      'before pa',
      'till pa',
      'left to pa',
      'left before pa',
      'left until pa',
      'from pa',
      'pa margin',
      'margin to pa',
      'margin',
      'away from pa',
    ],
  },
  sessionsToLeavePersistent: {
    kind: 'count',
    headings: [
      'to leave pa',
      'to get out pa',
      'to get off pa',
      'out pa',
      'to exit pa',
      'to come out pa',
      'to come off pa',
      'to clear pa',
      'to leave persistent abs',
      'needed to leave pa',
      'to get below pa',
    ],
  },
  openN: {
    kind: 'count',
    headings: [
      'n open',
      'open n',
      'ns open',
      'open ns',
      'unresolved n',
      'unresolved ns',
      'n outstanding',
      'unexplained',
      'n unresolved',
    ],
  },
  stageRecommended: {
    kind: 'stage',
    headings: ['rec stage', 'stage rec', 'desk stage', 'stage desk', 'rec stage desk', 'desk rec', 'desk rec stage'],
  },
  stageReason: {
    kind: 'text',
    headings: [
      'stage reason',
      'reason stage',
      'why stage',
      'stage why',
      'why this stage',
      'reason rec stage',
      'rec stage reason',
      'rec reason',
      'reason rec',
      'why rec',
      'why rec stage',
      'rec stage why',
      'rec why',
      'desk reason',
      'stage rec reason',
      'stage rec why',
    ],
  },
  stageDecided: {
    kind: 'stage',
    headings: [
      'stage',
      'current stage',
      'stage current',
      'stage decided',
      'decided stage',
      'stage agreed',
      'agreed stage',
      'stage now',
      'intervention stage',
    ],
  },
  stageSince: {
    kind: 'date',
    headings: [
      'stage since',
      'stage date',
      'date stage',
      'stage start',
      'stage from',
      'stage begun',
      'stage start date',
      'since',
    ],
  },
  reviewDue: {
    kind: 'date',
    headings: [
      'review',
      'review due',
      'review date',
      'review by',
      'next review',
      'stage review',
      'review due date',
      'due review',
    ],
  },
  dual: { kind: 'flag', headings: ['dual', 'dual reg', 'dual registered'] },
  alternativeProvision: {
    kind: 'flag',
    headings: ['ap', 'alt prov', 'alternative provision', 'alternative prov', 'alt provision'],
  },
  target: { kind: 'percent', headings: ['target', 'att target', 'target att'] },
  sessionsToReach: { kind: 'count', headings: ['to target', 'to reach target'] },
  bestPossible: {
    kind: 'percent',
    headings: ['best possible', 'best possible att', 'max possible att'],
  },
  affordableAbsences: { kind: 'count', headings: ['affordable abs', 'abs left'] },
  penaltyConfirmed: {
    kind: 'count',
    headings: ['pn', 'pn confirmed', 'pn counter', 'penalty notice', 'fpn'],
  },
  penaltyIncludingN: { kind: 'count', headings: ['pn incl n', 'pn including n', 'pn with n'] },
  letter: { kind: 'text', headings: ['letter', 'letters', 'last letter', 'letter sent'] },
  tier: { kind: 'text', headings: ['tier', 'first day tier'] },
  lastContact: { kind: 'date', headings: ['last contact', 'date last contact', 'last contact date'] },
  redContactThisWeek: {
    kind: 'flag',
    headings: ['red contact', 'red contact this wk', 'red contact wk'],
  },
  nextAction: { kind: 'text', headings: ['next action', 'next step', 'next steps'] },
  nextActionDue: { kind: 'date', headings: ['next action due', 'action due', 'next action date'] },
} as const satisfies Readonly<Record<string, FieldRow>>;

export type Field = keyof typeof fields;

/** Asked for every cell: a map answers quicker than an object of so many names. */
const kinds: ReadonlyMap<Field, FieldKind> = new Map(
  Object.entries(fields).map(([field, { kind }]) => [field as Field, kind]),
);

export const kindOf = (field: Field): FieldKind => kinds.get(field)!;

/** Fields that say who a row is: looked for, never written. */
export const isIdentity = (field: Field): boolean => kindOf(field) === 'identity';

/** What a person decided: the desk's record never takes back what stands in the sheet. */
export const isDecision = (field: Field): boolean =>
  field === 'stageDecided' || field === 'stageSince' || field === 'reviewDue';

/** Fields of which a person may type a value into the sheet; what is typed goes to the record. */
export const isEditable = (field: Field): field is EditableField =>
  (editableFields as readonly string[]).includes(field);

/** Fields that people write in a tracker of their own: what stands there before the desk knows it is never erased. */
export const isPersons = (field: Field): boolean =>
  isDecision(field) ||
  isEditable(field) ||
  field === 'letter' ||
  field === 'tier' ||
  field === 'lastContact' ||
  field === 'redContactThisWeek';

/** The tracking list of the attendance reference §9.1, without who a row is: offered where a sheet has no column for it. */
export const standardSet = [
  'tier',
  'band',
  'possible',
  'attended',
  'authorised',
  'unauthorised',
  'lateBefore',
  'lateAfter',
  'missing',
  'attendance',
  'attendanceHalfTerm',
  'attendanceLast4Weeks',
  'attendanceChange',
  'persistent',
  'sessionsToPersistent',
  'sessionsToLeavePersistent',
  'target',
  'stageRecommended',
  'stageDecided',
  'stageSince',
  'reviewDue',
  'lastContact',
  'redContactThisWeek',
  'nextAction',
  'nextActionDue',
  'penaltyConfirmed',
  'penaltyIncludingN',
  'openN',
  'alternativeProvision',
  'dual',
] as const satisfies readonly Field[];

export const fieldOfWords: ReadonlyMap<string, Field> = new Map(
  Object.entries(fields).flatMap(([field, { headings }]) =>
    headings.map((heading) => [heading, field as Field] as const),
  ),
);
