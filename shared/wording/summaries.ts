/**
 * Everything Teams may show in a notification or preview, on a screen in front of a class: fixed sentences, without a
 * name, a number of pupils or a reason.
 */
export const summaries = {
  nudge: 'A register is waiting to be taken',
  nudgeReceipt: 'The register has been taken',
  unmarked: 'Registers to chase',
  firstDay: 'First-day contact',
  stages: 'Stages of support',
  firstDayList: 'Your first-day list',
  leave: 'A request is waiting for your decision',
  leaveReceipt: 'A request has been decided',
  office: 'Attendance Desk needs the office',
  concern: 'Attendance Desk needs you now',
  concernReceipt: 'Acknowledged',
} as const;
