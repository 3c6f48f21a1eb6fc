import type { Half, IsoDate } from './session.ts';

/** One register group on one session, as the MIS last told us. Times are school time, `HH:MM`. */
export interface Register {
  /** The register group: "9A". */
  readonly group: string;
  readonly year: string;
  readonly date: IsoDate;
  readonly half: Half;
  readonly teacher: string;
  /** The staff code of the teacher who takes it; the cover teacher's when the MIS says so. */
  readonly teacherCode: string;
  readonly room: string;
  readonly opened?: string | undefined;
  readonly taken?: string | undefined;
}
