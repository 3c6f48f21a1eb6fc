import { auditEvents } from './audit-event.ts';
import { contacts } from './contact.ts';
import { contactLog } from './contact-log.ts';
import { conversations } from './conversation.ts';
import { firstDayTasks } from './first-day-task.ts';
import { interventions } from './intervention.ts';
import { leaveRequests } from './leave-request.ts';
import { posts } from './post.ts';
import { pupils } from './pupil.ts';
import { registerNotes } from './register-note.ts';
import { staff } from './staff-member.ts';

/** Every record the desk keeps, and so every list of the site. */
export const recordKinds = [
  pupils,
  contacts,
  staff,
  firstDayTasks,
  contactLog,
  registerNotes,
  leaveRequests,
  interventions,
  posts,
  conversations,
  auditEvents,
] as const;
