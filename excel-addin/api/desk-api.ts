import { z } from 'zod';
import { DeskSaysNo, patienceMs, refusal } from '../../shared/views/desk-says-no.ts';
import { type WriteAnswer, writeAnswer } from '../../shared/views/first-day.ts';
import { type MeView, meView } from '../../shared/views/me.ts';
import { type HeldMeetingRequest, type MeetingView, meetingView } from '../../shared/views/meeting.ts';
import {
  type AcceptManyAnswer,
  type AcceptManyRequest,
  acceptManyAnswer,
  type ChooseStageRequest,
  type EndHoldRequest,
  type HoldStageRequest,
  type PupilContactRequest,
  type TrackerCopy,
  type TrackerCopyRequest,
  type TrackerEditsAnswer,
  type TrackerEditsRequest,
  trackerCopy,
  trackerEditsAnswer,
} from '../../shared/views/stages.ts';
import { type AcceptStageRequest, type TrackerView, trackerView } from '../../shared/views/tracker.ts';
import { type WhyView, whyView } from '../../shared/views/why.ts';

/** The desk's API as the pane uses it. Every answer is parsed. */
export interface DeskApi {
  me(): Promise<MeView>;
  tracker(): Promise<TrackerView>;
  /** What is behind one of a pupil's figures. */
  why(pupil: string, field: string): Promise<WhyView>;
  acceptStage(request: AcceptStageRequest): Promise<WriteAnswer>;
  chooseStage(request: ChooseStageRequest): Promise<WriteAnswer>;
  holdStage(request: HoldStageRequest): Promise<WriteAnswer>;
  endHold(request: EndHoldRequest): Promise<WriteAnswer>;
  acceptMany(request: AcceptManyRequest): Promise<AcceptManyAnswer>;
  logContact(request: PupilContactRequest): Promise<WriteAnswer>;
  /** What was typed in the sheet or in the pane, field by field. */
  edit(request: TrackerEditsRequest): Promise<TrackerEditsAnswer>;
  /** The copy kept of a sheet, the newest without a name; undefined when none is kept. */
  copy(sheet?: string): Promise<TrackerCopy | undefined>;
  /** Keeps a part of a sheet’s copy; throws when the desk would not. */
  keepCopy(request: TrackerCopyRequest): Promise<void>;
  meeting(): Promise<MeetingView>;
  heldMeeting(request: HeldMeetingRequest): Promise<WriteAnswer>;
}

const plainWords: Readonly<Record<number, string>> = {
  401: 'The desk does not accept this sign-in. Close the pane and open it again.',
  403: 'You may not see the tracker. Ask the head or the attendance manager.',
  503: 'The desk is busy. Try again in a minute.',
};

const isTooLate = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'TimeoutError';

const unanswered = (cause: unknown): DeskSaysNo =>
  new DeskSaysNo(
    0,
    isTooLate(cause)
      ? 'The desk is taking too long to answer. Try again: what was pressed counts once.'
      : 'The desk cannot be reached just now. Check the connection, then try again.',
    { cause },
  );

/**
 * `base` is the desk's API as the page sees it (`../api/`); `token` proves who is asking, afresh each time. An answer is
 * waited for so many milliseconds.
 */
export const deskApi = (base: string, token: () => Promise<string>, waitMs = patienceMs): DeskApi => {
  const ask = async <T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> => {
    const headers = { ...init.headers, Authorization: `Bearer ${await token()}` };
    const signal = AbortSignal.timeout(waitMs);
    const response = await fetch(base + path, { ...init, headers, signal, cache: 'no-store' }).catch(
      (cause: unknown) => {
        throw unanswered(cause);
      },
    );
    const body: unknown = await response.json().catch((cause: unknown) => {
      if (isTooLate(cause)) throw unanswered(cause);
      return undefined;
    });
    if (!response.ok) {
      const said = refusal.safeParse(body);
      throw new DeskSaysNo(
        response.status,
        said.success
          ? said.data.error.says
          : (plainWords[response.status] ?? `The desk could not answer (${response.status}). Try again in a minute.`),
      );
    }
    const parsed = schema.safeParse(body);
    if (!parsed.success)
      throw new DeskSaysNo(
        response.status,
        'The desk answered in a way this pane does not know. Close the pane and open it again.',
        { cause: parsed.error },
      );
    return parsed.data;
  };
  const send = <T>(path: string, schema: z.ZodType<T>, request: object, method = 'POST'): Promise<T> =>
    ask(path, schema, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
  return {
    me: () => ask('me', meView),
    tracker: () => ask('tracker', trackerView),
    why: (pupil, field) => ask(`why?${new URLSearchParams({ pupil, field })}`, whyView),
    acceptStage: (request) => send('interventions', writeAnswer, request),
    chooseStage: (request) => send('stages/choose', writeAnswer, request),
    holdStage: (request) => send('stages/hold', writeAnswer, request),
    endHold: (request) => send('stages/end-hold', writeAnswer, request),
    acceptMany: (request) => send('stages/accept-many', acceptManyAnswer, request),
    logContact: (request) => send('contact', writeAnswer, request),
    edit: (request) => send('tracker/edits', trackerEditsAnswer, request),
    copy: (sheet) =>
      ask(`tracker/copy${sheet === undefined ? '' : `?${new URLSearchParams({ sheet })}`}`, trackerCopy).catch(
        (error: unknown) => {
          if (error instanceof DeskSaysNo && error.status === 404) return undefined;
          throw error;
        },
      ),
    keepCopy: async (request) => {
      await send('tracker/copy', z.object({ state: z.literal('saved') }), request, 'PUT');
    },
    meeting: () => ask('meeting', meetingView),
    heldMeeting: (request) => send('meeting', writeAnswer, request),
  };
};
