import type { IsoDate } from '../../vocabulary/session.ts';
import type { PupilCase } from '../history.ts';
import { attendanceReturn } from './attendance-return.ts';
import { deletionGround } from './deletion-ground.ts';
import { sicknessReturn } from './sickness-return.ts';

export interface ReturnsDue {
  readonly attendance: { readonly due: boolean; readonly tenthDay: IsoDate | null };
  /** `sessions` are the I sessions of the school year so far. */
  readonly sickness: { readonly due: boolean; readonly warn: boolean; readonly sessions: number };
  /** The 20-day run alone: it permits nothing by itself. */
  readonly deletionGround: { readonly met: boolean; readonly twentiethDay: IsoDate | null };
}

/** What is to be returned to the local authority about one pupil on a day (§8.1, §8.2, §8.5), as `desk explain` shows it. */
export const returnsDue = (pupil: PupilCase): ReturnsDue => {
  const attendance = attendanceReturn(pupil);
  const sickness = sicknessReturn(pupil);
  const ground = deletionGround(pupil);
  return {
    attendance: { due: attendance.due, tenthDay: attendance.tenthDay },
    sickness: { due: sickness.due, warn: sickness.warn, sessions: sickness.sessions.length },
    deletionGround: { met: ground.met, twentiethDay: ground.twentiethDay },
  };
};
