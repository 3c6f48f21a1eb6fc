import { useCallback, useEffect, useState } from 'react';
import type { MeetingView } from '../shared/views/meeting.ts';
import { meetingSheet, meetingSheetName } from './meeting-sheet.ts';
import { sendKeys } from './send-keys.ts';
import { useServices } from './services.ts';

export interface MeetingState {
  readonly view: MeetingView | undefined;
  readonly busy: string | undefined;
  readonly problem: string | undefined;
  /** What was done last, in words. */
  readonly says: string | undefined;
  /** A sheet of today's name is in the workbook. */
  readonly isThere: boolean;
}

/** The meeting pack: asked for when its page is opened, made into a sheet when she says so. */
export const useMeeting = (isOpen: boolean) => {
  const { desk, workbook, newKey } = useServices();
  const [state, setState] = useState<MeetingState>({
    view: undefined,
    busy: undefined,
    problem: undefined,
    says: undefined,
    isThere: false,
  });
  const [keys] = useState(() => sendKeys(newKey));
  const doing = useCallback(async (busy: string, work: () => Promise<Partial<MeetingState>>) => {
    setState((before) => ({ ...before, busy, problem: undefined, says: undefined }));
    try {
      const change = await work();
      setState((before) => ({ ...before, ...change, busy: undefined }));
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      setState((before) => ({ ...before, busy: undefined, problem }));
    }
  }, []);
  const look = useCallback(
    () =>
      doing('Asking the desk …', async () => {
        const view = await desk.meeting();
        return { view, isThere: await workbook.hasSheet(meetingSheetName(view.on)) };
      }),
    [doing, desk, workbook],
  );
  /** `seenOf`: the day whose sheet she has seen to be there, and makes anew; one that somebody else made stays. */
  const make = useCallback(
    (madeBy: string, seenOf: string | undefined) =>
      doing('Making the sheet …', async () => {
        const view = await desk.meeting();
        const draft = meetingSheet(view, madeBy);
        if (!(await workbook.make(draft, seenOf === view.on)))
          return { view, isThere: true, problem: `The sheet “${draft.name}” was made meanwhile, and stays as it is.` };
        return { view, isThere: true, says: `The sheet “${draft.name}” is ready to print on A4.` };
      }),
    [doing, desk, workbook],
  );
  const held = useCallback(
    (on: string) =>
      doing('Telling the desk …', async () => {
        const { state: kept, says, why } = await desk.heldMeeting({ key: keys.of(on), on });
        if (kept !== 'refused') return { says };
        keys.answered(on);
        return { problem: why === undefined ? says : `${says} ${why}` };
      }),
    [doing, desk, keys],
  );
  useEffect(() => {
    if (isOpen) void look();
  }, [isOpen, look]);
  return { state, look, make, held };
};
export type Meeting = ReturnType<typeof useMeeting>;
