import type { z } from 'zod';
import { DeskSaysNo, refusal } from '../../shared/views/desk-says-no.ts';
import { type WriteAnswer, writeAnswer } from '../../shared/views/first-day.ts';
import { type MeView, meView } from '../../shared/views/me.ts';
import { type AcceptStageRequest, type TrackerView, trackerView } from '../../shared/views/tracker.ts';

import { type WhyView, whyView } from '../../shared/views/why.ts';

/** The desk's API as the pane uses it. Every answer is parsed. */
export interface DeskApi {
  me(): Promise<MeView>;
  tracker(): Promise<TrackerView>;
  /** What is behind one of a pupil's figures. */
  why(pupil: string, field: string): Promise<WhyView>;
  acceptStage(request: AcceptStageRequest): Promise<WriteAnswer>;
}

const plainWords: Readonly<Record<number, string>> = {
  401: 'The desk does not accept this sign-in. Close the pane and open it again.',
  403: 'You may not see the tracker. Ask the head or the attendance manager.',
  503: 'The desk is busy. Try again in a minute.',
};

/** `base` is the desk's API as the page sees it (`../api/`); `token` proves who is asking, afresh each time. */
export const deskApi = (base: string, token: () => Promise<string>): DeskApi => {
  const ask = async <T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> => {
    const headers = { ...init.headers, Authorization: `Bearer ${await token()}` };
    const response = await fetch(base + path, { ...init, headers, cache: 'no-store' }).catch((cause: unknown) => {
      throw new DeskSaysNo(0, 'The desk cannot be reached just now. Check the connection, then try again.', { cause });
    });
    const body: unknown = await response.json().catch(() => undefined);
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
  return {
    me: () => ask('me', meView),
    tracker: () => ask('tracker', trackerView),
    why: (pupil, field) => ask(`why?${new URLSearchParams({ pupil, field })}`, whyView),
    acceptStage: (request) =>
      ask('interventions', writeAnswer, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(request),
      }),
  };
};
