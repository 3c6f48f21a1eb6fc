import { amendments } from './amendment.ts';
import { auditEvents } from './audit-event.ts';
import { certificates } from './certificate.ts';
import { contacts } from './contact.ts';
import { contactLog } from './contact-log.ts';
import { conversations } from './conversation.ts';
import { examSittings } from './exam-sitting.ts';
import { firstDayTasks } from './first-day-task.ts';
import { homeVisits } from './home-visit.ts';
import { interventions } from './intervention.ts';
import { leaveRequests } from './leave-request.ts';
import { letters } from './letter.ts';
import { meetings } from './meeting.ts';
import { meetingPacks } from './meeting-pack.ts';
import { noticesToImprove } from './notice-to-improve.ts';
import { partTimeAgreements } from './part-time-agreement.ts';
import { penaltyNotices } from './penalty-notice.ts';
import { placements } from './placement.ts';
import { placementConfirmations } from './placement-confirmation.ts';
import { policyVersions } from './policy-version.ts';
import { posts } from './post.ts';
import { pupils } from './pupil.ts';
import { pupilPlans } from './pupil-plan.ts';
import type { RecordKind } from './record.ts';
import { registerNotes } from './register-note.ts';
import { reintegrationPlans } from './reintegration-plan.ts';
import { reintegrationTasks } from './reintegration-task.ts';
import { safeguardingReferences } from './safeguarding-reference.ts';
import { staff } from './staff-member.ts';
import { stageHolds } from './stage-hold.ts';

/** Every record the desk keeps, and so every list of the site. */
export const recordKinds = [
  pupils,
  contacts,
  staff,
  firstDayTasks,
  amendments,
  contactLog,
  registerNotes,
  leaveRequests,
  interventions,
  stageHolds,
  pupilPlans,
  meetings,
  letters,
  homeVisits,
  placements,
  placementConfirmations,
  partTimeAgreements,
  examSittings,
  reintegrationPlans,
  reintegrationTasks,
  noticesToImprove,
  penaltyNotices,
  certificates,
  meetingPacks,
  safeguardingReferences,
  policyVersions,
  posts,
  conversations,
  auditEvents,
] as const;

/** A record of any kind, when only its columns matter. */
export type AnyKind = RecordKind<{ readonly key: string }>;

/** The same for those who go through all of them alike. */
export const anyKinds = recordKinds as unknown as readonly AnyKind[];
