import type { MeView } from '../views/me.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';

/** `GET /api/me`: who the desk takes you for, and what you may open anywhere. */
export const meView = async (desk: Desk, person: Person): Promise<MeView> => {
  const { leaveDeciders } = await desk.data.policy();
  const decideLeave = may(person, 'decide-leave', { leaveDeciders });
  const seeLeave = may(person, 'see-leave') || decideLeave;
  return {
    id: person.id,
    name: person.name,
    roles: [...person.roles],
    years: [...person.years],
    may: {
      seeRegisters: may(person, 'see-registers'),
      seeFirstDay: may(person, 'see-first-day'),
      logContact: may(person, 'log-contact'),
      seeLeave,
      seeLeaveDates: !seeLeave && may(person, 'see-leave-dates'),
      enterLeave: may(person, 'enter-leave'),
      decideLeave,
      seeTracker: may(person, 'see-tracker'),
      acceptStage: may(person, 'accept-stage'),
    },
  };
};
