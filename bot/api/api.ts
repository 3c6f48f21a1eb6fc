import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { isOutside } from '../../shared/ports/outside-error.ts';
import { logContactRequest } from '../../shared/views/first-day.ts';
import { decideLeaveRequest, enterLeaveRequest } from '../../shared/views/leave.ts';
import { halves } from '../../shared/vocabulary/session.ts';
import { presses } from '../../shared/wording/presses.ts';
import { type AtSchool, atSchools, type Desks } from '../../shared/workflows/desks.ts';
import { firstDayView } from '../../shared/workflows/first-day-view.ts';
import { leaveListView } from '../../shared/workflows/leave-view.ts';
import { meView } from '../../shared/workflows/me-view.ts';
import { halfAt } from '../../shared/workflows/registers-now.ts';
import { todayView } from '../../shared/workflows/today-view.ts';
import { trustSummary } from '../../shared/workflows/trust-summary.ts';
import { isKnownField, whyView } from '../../shared/workflows/why-view.ts';
import { give, giveIfChanged, refuse } from './answer.ts';
import type { ApiSettings } from './api-settings.ts';
import { BadBody } from './read-json.ts';
import { forbid, present, type Route, write } from './route.ts';
import { trackerRoutes } from './tracker-routes.ts';
import { type WhoAsks, whoAsks } from './who-asks.ts';

const today: Route = async ({ desk, person, request, response }) => {
  const view = await todayView(desk, person);
  // The minute alone is no news: the page shows its own clock.
  const { time: _time, dataAgeMinutes: _age, ...rest } = view;
  giveIfChanged(request, response, view, rest);
};

const firstDayQuery = z.object({ year: z.string().max(10).optional(), half: z.enum(halves).optional() });

const firstDay: Route = async (asked) => {
  const { desk, person, response, query } = asked;
  const parsed = firstDayQuery.safeParse(Object.fromEntries(query));
  if (!parsed.success) return refuse(response, 400, 'Expected a year like 9, and half AM or PM.');
  const [policy, calendar] = [await desk.data.policy(), await desk.data.calendar()];
  const half = parsed.data.half ?? halfAt(policy, calendar.at(desk.clock.now()).time);
  const view = await firstDayView(desk, person, { half, year: parsed.data.year });
  return view ? give(response, view) : forbid(asked, 'first-day');
};

const leave: Route = async (asked) => {
  const view = await leaveListView(asked.desk, asked.person);
  return view ? give(asked.response, view) : forbid(asked, 'leave');
};

const whyQuery = z
  .object({ pupil: z.string().max(40).optional(), year: z.string().max(10).optional(), field: z.string().max(40) })
  .refine(({ pupil, year }) => pupil === undefined || year === undefined);

const why: Route = async (asked) => {
  const parsed = whyQuery.safeParse(Object.fromEntries(asked.query));
  if (!parsed.success || !isKnownField(parsed.data))
    return refuse(asked.response, 400, 'Expected the field of a figure, and the pupil or the year it is about.');
  const view = await whyView(asked.desk, asked.person, parsed.data);
  return view ? give(asked.response, view) : forbid(asked, 'why');
};

const me: Route = async ({ desk, person, schools, response }) => {
  const named = await Promise.all(
    schools.map(async (at) => ({ id: at.desk.school, name: (await at.desk.data.policy()).school })),
  );
  give(response, { ...(await meView(desk, person)), school: desk.school, schools: named });
};

const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/api/me': { GET: me },
  '/api/today': { GET: today },
  '/api/first-day': { GET: firstDay },
  '/api/first-day/contact': { POST: write(logContactRequest, 'log-contact', present) },
  '/api/leave': { GET: leave, POST: write(enterLeaveRequest, 'enter-leave', present) },
  '/api/leave/decide': { POST: write(decideLeaveRequest, 'decide-leave', present) },
  '/api/why': { GET: why },
  ...trackerRoutes,
};

/**
 * The schools of a person, the one that is asked first. `?school=` chooses among their own; undefined for another, which
 * is answered as a school that does not exist.
 */
const chosen = async (desks: Desks, id: string, asked: string | null): Promise<readonly AtSchool[] | undefined> => {
  const schools = await atSchools(desks, id);
  if (asked === null) return schools;
  const own = schools.find(({ desk }) => desk.school === asked);
  return own && [own, ...schools.filter((school) => school !== own)];
};

/**
 * Answers `/api/…` for the tab and the task pane. Who asks is proved by an Entra token, what they may is asked of the
 * directory now, and so is at which schools; errors are `{ error: { code, says } }`.
 */
export const apiHandler = (
  desks: Desks,
  settings: ApiSettings,
  who: WhoAsks = whoAsks(settings),
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://desk');
    if (pathname === '/api/pane-settings')
      return request.method === 'GET' ? give(response, settings.pane) : refuse(response, 405);
    const id = await who(request);
    if (id === undefined) return refuse(response, 401);
    if (pathname === '/api/trust') {
      if (request.method !== 'GET') return refuse(response, 405);
      const summary = settings.trust && (await trustSummary(desks, settings.trust, id));
      return summary ? give(response, summary) : refuse(response, 403, presses.notYours);
    }
    const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
    if (!route) return refuse(response, 404);
    const method = request.method ?? '';
    const verb = Object.hasOwn(route, method) ? route[method] : undefined;
    if (!verb) return refuse(response, 405);
    const schools = await chosen(desks, id, query.get('school'));
    if (!schools) return refuse(response, 403);
    const [first] = schools;
    if (!first) return refuse(response, 403, presses.unknownPerson);
    // The rest of the question is the route's, which knows no other field.
    query.delete('school');
    try {
      await verb({ ...first, schools, request, response, query });
    } catch (error) {
      if (!isOutside(error)) throw error;
      first.desk.log.warn('api answer failed', { school: first.desk.school, kind: error.kind });
      refuse(response, 503);
    }
  };
  return async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      if (error instanceof BadBody) return refuse(response, 400, error.message);
      if (!isOutside(error)) throw error;
      refuse(response, 503);
    }
  };
};
