import type { z } from 'zod';
import { DeskSaysNo, patienceMs, refusal } from '../../shared/views/desk-says-no.ts';
import {
  type FirstDayView,
  firstDayView,
  type LogContactRequest,
  type WriteAnswer,
  writeAnswer,
} from '../../shared/views/first-day.ts';
import {
  type DecideLeaveRequest,
  type EnterLeaveRequest,
  type LeaveListView,
  leaveListView,
} from '../../shared/views/leave.ts';
import { type MeView, meView } from '../../shared/views/me.ts';
import { type StagesView, stagesView } from '../../shared/views/stages.ts';
import { type TodayView, todayView } from '../../shared/views/today.ts';
import { type TrackerView, trackerView } from '../../shared/views/tracker.ts';

/** The desk's API as the tab uses it. Every answer is parsed; a read that has not changed answers with what was there. */
export interface DeskApi {
  me(): Promise<MeView>;
  today(): Promise<TodayView>;
  firstDay(year: string): Promise<FirstDayView>;
  leave(): Promise<LeaveListView>;
  tracker(): Promise<TrackerView>;
  /** Of one year group, or of every one that the reader may see. */
  stages(year?: string): Promise<StagesView>;
  logContact(request: LogContactRequest): Promise<WriteAnswer>;
  enterLeave(request: EnterLeaveRequest): Promise<WriteAnswer>;
  decideLeave(request: DecideLeaveRequest): Promise<WriteAnswer>;
}

/**
 * `base` is the desk's API as the page sees it (`../api/`); `token` proves who is asking, afresh each time; `school`
 * chooses among the schools of whoever asks, undefined the first.
 */
export const deskApi = (base: string, token: () => Promise<string>, school?: string): DeskApi => {
  const ofSchool = (path: string): string =>
    school === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}school=${encodeURIComponent(school)}`;

  const seen = new Map<string, { readonly tag: string; readonly view: unknown }>();

  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = { ...init.headers, Authorization: `Bearer ${await token()}` };
    const signal = AbortSignal.timeout(patienceMs);
    const response = await fetch(base + ofSchool(path), { ...init, headers, signal, cache: 'no-store' }).catch(
      (cause: unknown) => {
        throw new DeskSaysNo(0, 'The desk cannot be reached just now. This page goes on trying.', { cause });
      },
    );
    if (response.ok || response.status === 304) return response;
    const body = refusal.safeParse(await response.json().catch(() => undefined));
    throw new DeskSaysNo(
      response.status,
      body.success ? body.data.error.says : `The desk could not answer (${response.status}). Try again in a minute.`,
    );
  };

  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const before = seen.get(path);
    const response = await ask(path, { headers: before === undefined ? {} : { 'If-None-Match': before.tag } });
    if (response.status === 304 && before !== undefined) return before.view as T;
    const view = schema.parse(await response.json());
    const tag = response.headers.get('ETag');
    if (tag !== null) seen.set(path, { tag, view });
    return view;
  };

  const write = async (path: string, request: unknown): Promise<WriteAnswer> => {
    const response = await ask(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return writeAnswer.parse(await response.json());
  };

  return {
    me: () => read('me', meView),
    today: () => read('today', todayView),
    firstDay: (year) => read(`first-day?year=${encodeURIComponent(year)}`, firstDayView),
    leave: () => read('leave', leaveListView),
    tracker: () => read('tracker', trackerView),
    stages: (year) => read(year === undefined ? 'stages' : `stages?year=${encodeURIComponent(year)}`, stagesView),
    logContact: (request) => write('first-day/contact', request),
    enterLeave: (request) => write('leave', request),
    decideLeave: (request) => write('leave/decide', request),
  };
};
