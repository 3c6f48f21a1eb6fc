import { z } from 'zod';
import { leaveStates } from '../records/leave-request.ts';

/** A leave request with the pupil's record, the law in a line and what it would cost, as the decider sees it (§7). */
export const leaveView = z.object({
  id: z.string(),
  version: z.string(),
  state: z.enum(leaveStates),
  name: z.string(),
  year: z.string(),
  form: z.string(),
  from: z.string(),
  to: z.string(),
  sessions: z.number().int(),
  reason: z.string(),
  askedBy: z.string(),
  received: z.string(),
  contactMade: z.string().nullable(),
  record: z.object({
    possible: z.number().int(),
    attended: z.number().int(),
    authorised: z.number().int(),
    unauthorised: z.number().int(),
    attendance: z.string().nullable(),
    persistent: z.boolean().nullable(),
    /** If the leave is taken: attendance at its end, all else attended. */
    attendanceAfter: z.string().nullable(),
    persistentAfter: z.boolean().nullable(),
    earlierRequests: z.array(z.string()),
  }),
  law: z.array(z.string()),
  consequences: z.array(z.string()),
  /** Where the law and the consequences come from, each source once, with the day it was read. */
  sources: z.array(z.string()),
  decided: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  mayDecide: z.boolean(),
});
export type LeaveView = z.infer<typeof leaveView>;

/** For which dates leave was asked, for those who may know no more of it: a head of year, of their own years. */
export const leaveDates = z.object({
  id: z.string(),
  name: z.string(),
  year: z.string(),
  form: z.string(),
  from: z.string(),
  to: z.string(),
  sessions: z.number().int(),
});
export type LeaveDates = z.infer<typeof leaveDates>;

/** `GET /api/leave` */
export const leaveListView = z.object({ requests: z.array(leaveView), dates: z.array(leaveDates).default([]) });
export type LeaveListView = z.infer<typeof leaveListView>;

/** `POST /api/leave` */
export const enterLeaveRequest = z.object({
  key: z.string().min(8).max(100),
  pupil: z.string(),
  from: z.string(),
  to: z.string(),
  reason: z.string().min(1).max(2000),
  askedBy: z.string().min(1).max(200),
  contactMade: z.string().max(1000).optional(),
});
export type EnterLeaveRequest = z.infer<typeof enterLeaveRequest>;

/** `POST /api/leave/decide` */
export const decideLeaveRequest = z.object({
  key: z.string().min(8).max(100),
  id: z.string(),
  version: z.string(),
  decision: z.enum(['grant', 'refuse']),
  reason: z.string().min(1).max(2000),
});
export type DecideLeaveRequest = z.infer<typeof decideLeaveRequest>;
