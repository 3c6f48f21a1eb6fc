import type { Role } from '../../shared/vocabulary/role.ts';

/**
 * The access matrix as it stands in the attendance reference §11, written out by hand for every field of every record:
 * this is what the desk is held to, and nothing in it is computed from the desk's own table.
 *
 * A cell a role, in the order of §11: teacher, tutor, head of year, pastoral officer, attendance manager, deputy head,
 * head, safeguarding lead, governor. `.` nothing; `c` own class, `f` own form, `y` own year team, `a` everybody, `e` own
 * entries, `p` what is about a pupil. A capital letter also writes.
 */
export const columnOf: Readonly<Record<Role, number>> = {
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

type Fields = string;
type Cells = string;

const nobody = '. . . . . . . . .';
const theLaw = '. . . . A A A a .';
const administration = '. . Y A A A a a .';
const interventions = '. . Y a A A a a .';
const visits = '. . . . A a a A .';
const own = '. . E E E E E A .';
const today = 'c f y A A a a a .';
const placement = '. f y A A a a a .';
const served = 'servedBy servedAt servedByName serviceWitness deemedOn returnedOn';

export const expected: Readonly<Record<string, readonly (readonly [Fields, Cells])[]>> = {
  pupil: [
    ['admission surname forename year form', 'c c y a a a a a .'],
    ['sex born from to', '. . y a a a a a .'],
    ['flags', '. . y . a a a A .'],
    ['needToKnow', '. f y . a a a a .'],
    ['placement', today],
    ['parentStaffCodes', nobody],
  ],
  contact: [
    ['priority name relationship phone email parentalResponsibility address livesWith language', '. . y a a a a a .'],
    ['born responsibilityProof', theLaw],
  ],
  'staff-member': [['name email jobTitle tutorOf', 'a a a a a a a a .']],
  // "Reason codes": the code for a tutor, the rest from the head of year on; amendments carry both.
  amendment: [
    ['date half from to', '. f y A A a a a .'],
    ['fromAt fromBy why evidence at by byName role source batch', '. . y A A a a a .'],
  ],
  'first-day-task': [
    ['date half year form kind state attempts lastBy lastAt', '. f Y A A a a a .'],
    ['tier', '. . y a a a a A .'],
    ['outcome', '. . Y A A a a a .'],
  ],
  'contact-log': [
    [
      'date time by byName channel direction outcome personSpokenTo relationship childSeen followUpDue visitNeeded sessions task',
      '. f Y A A a a a .',
    ],
    ['reasonGiven evidenceRequested evidenceReceived codeAgreed', '. . Y A A a a a .'],
    ['concern', own],
  ],
  'register-note': [['date half group year action by byName at why', 'c c Y A A a a a .']],
  'leave-request': [
    ['from to sessions returnedOn', '. . y A A a a a .'],
    [
      'reason evidence askedBy livesWithAsker received enteredBy contactMade letterSent letterBy letterProof',
      '. . . A A a a a .',
    ],
    ['state decidedBy decidedByName decidedAt decisionReason code shown', '. . . a a A A a .'],
  ],
  intervention: [
    ['stage openedOn reviewDue', '. f Y a A A a a .'],
    [
      'type openedBy openedByName owner target recommended chosenWhy reviewSetByName reviewSetAt baselinePossible baselineAttended baselineFrom baselineTo reviewedOn outcome afterPossible afterAttended afterFrom afterTo nextStep discussedOn',
      interventions,
    ],
    ['actions parentResponse', administration],
  ],
  'stage-hold': [
    ['stage reason heldOn until by byName endedOn endedBy endedByName', interventions],
    ['endedPress', nobody],
  ],
  'pupil-plan': [
    [
      'nextAction nextActionBy nextActionByName nextActionAt nextActionDue nextActionDueBy nextActionDueByName nextActionDueAt target targetBy targetByName targetAt',
      interventions,
    ],
  ],
  // Who may see nothing of the whole school's interventions sees nothing of the meeting about them.
  meeting: [['date at by byName', '. . . . A A a a .']],
  letter: [
    ['kind madeOn', '. f Y a A A a a .'],
    ['intervention household parent parentName by byName approvedByName figures file', interventions],
    [`state ${served}`, administration],
  ],
  'penalty-notice': [
    [
      `parent parentName state offence early full sessions windowFrom windowTo grounds earlierCheckedOn improvement leaveRequest signedOffBy signedOffByName signedOffOn requestedOn reference issuedOn paidOn paid withdrawnOn closedOn ${served}`,
      theLaw,
    ],
  ],
  certificate: [
    [
      'from to possible attended authorised unauthorised missing policyVersion hash at by byName state voidAt voidWhy',
      theLaw,
    ],
  ],
  'notice-to-improve': [
    [
      `parent parentName from to figures sessions supportGiven supportOffered sufficient earlyGrounds by byName outcome outcomeOn closedOn ${served}`,
      theLaw,
    ],
  ],
  'home-visit': [
    ['date state outcome', '. . y . A a a A .'],
    [
      'plannedFrom plannedTo arrivedAt leftAt checkedOutAt purpose address by byName secondName riskAssessment travel insuredUntil answeredBy relationship childSeen spokenToAlone facts reasonGiven actions cardLeft signedOn',
      visits,
    ],
    ['concern concernAt', own],
  ],
  placement: [
    ['kind provider sessions from to', today],
    ['address contact transport purpose targets reviewDue checkedOn plan', placement],
    ['cost', '. . . . A a a . .'],
  ],
  'placement-confirmation': [
    ['placement date half attended confirmedBy confirmedAt by byName', placement],
    ['code', '. f y A A a a a .'],
    ['reasonGiven', '. . y A A a a a .'],
  ],
  'part-time-agreement': [
    ['from to sessions endedOn', today],
    ['reviewDates reviewsHeld reviewDue by byName authorityToldOn', placement],
    ['reason', '. . y A A a a a .'],
    ['parent', interventions],
    ['parentSignedOn', administration],
    ['offSiteCheckedOn socialWorkerAskedOn caseworkerAskedOn', visits],
  ],
  'exam-sitting': [
    ['date half exam subject kind startsAt state arrivedAt clash', today],
    ['callerName transport', '. f Y A A a a a .'],
    ['arrangement', visits],
  ],
  'reintegration-plan': [
    [
      'reason absentFrom absentTo returnOn meetsName timetable timetableUntil partTime safeSpace day1 day3 day10 reviewDue reviewedOn result by byName',
      interventions,
    ],
    ['homeWork contactPattern', administration],
  ],
  'reintegration-task': [
    ['plan subject what teacher due by byName', interventions],
    ['doneOn', administration],
  ],
  'meeting-pack': [['kind date pupils by byName madeAt file hash policyVersion', theLaw]],
  'safeguarding-reference': [['by raisedAt acknowledgedBy acknowledgedAt', own]],
  'policy-version': [
    ['policy', '. a a a a A A a a'],
    ['number from by byName why hash calendar', '. a a a A A A a a'],
  ],
  'audit-event': [['number at by byName verb record detail previous hash', '. . . . p a a a .']],
  post: [['kind date to toKind state conversation activity at', nobody]],
  conversation: [['kind serviceUrl conversation member tenant', nobody]],
};

/** What comes with any other field: the action's key, and whom it is about. */
export const comesAlong = ['key', 'pupil'];
