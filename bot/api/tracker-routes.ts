import { heldMeetingRequest } from '../../shared/views/meeting.ts';
import {
  acceptManyRequest,
  chooseStageRequest,
  endHoldRequest,
  holdStageRequest,
  pupilContactRequest,
  trackerCopyRequest,
  trackerEditsRequest,
} from '../../shared/views/stages.ts';
import { acceptStageRequest } from '../../shared/views/tracker.ts';
import { meetingView } from '../../shared/workflows/meeting-view.ts';
import { stagesView } from '../../shared/workflows/stages-view.ts';
import { acceptMany, takeEdits } from '../../shared/workflows/take-many.ts';
import { keepTrackerCopy, mayKeepCopy, trackerCopyFor } from '../../shared/workflows/tracker-copy.ts';
import { trackerView } from '../../shared/workflows/tracker-view.ts';
import { give, giveIfChanged, refuse } from './answer.ts';
import { bodyOf, forbid, keyOf, present, type Route, write } from './route.ts';

const tracker: Route = async (asked) => {
  const view = await trackerView(asked.desk, asked.person);
  return view ? give(asked.response, view) : forbid(asked, 'tracker');
};

const stages: Route = async (asked) => {
  const view = await stagesView(asked.desk, asked.person, { year: asked.query.get('year') ?? undefined });
  return view ? giveIfChanged(asked.request, asked.response, view) : forbid(asked, 'stages');
};

const many: Route = async (asked) => {
  const body = await bodyOf(asked, acceptManyRequest);
  if (!body) return;
  give(asked.response, await acceptMany(asked.desk, asked.person, { ...body, key: keyOf(asked, body.key) }));
};

const edits: Route = async (asked) => {
  const body = await bodyOf(asked, trackerEditsRequest);
  if (!body) return;
  give(asked.response, await takeEdits(asked.desk, asked.person, body.edits, keyOf(asked, 'edit')));
};

const copy: Route = async (asked) => {
  const { desk, person, response, query } = asked;
  if (!mayKeepCopy(person)) return forbid(asked, 'tracker-copy');
  const kept = await trackerCopyFor(desk, person, query.get('sheet') ?? undefined);
  return kept
    ? give(response, kept)
    : refuse(response, 404, 'No copy of this sheet is kept. It is kept with the next update.');
};

const keepCopy: Route = async (asked) => {
  const { desk, person, response } = asked;
  if (!mayKeepCopy(person)) return forbid(asked, 'tracker-copy');
  const body = await bodyOf(asked, trackerCopyRequest);
  if (!body) return;
  give(response, { state: 'saved', ...(await keepTrackerCopy(desk, person, body)) });
};

const meeting: Route = async (asked) => {
  const view = await meetingView(asked.desk, asked.person);
  return view ? give(asked.response, view) : forbid(asked, 'meeting');
};

/** What the task pane and the tab's page Stages ask about pupils' stages, and about the sheet. */
export const trackerRoutes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/api/tracker': { GET: tracker },
  '/api/tracker/edits': { POST: edits },
  '/api/tracker/copy': { GET: copy, PUT: keepCopy },
  '/api/interventions': { POST: write(acceptStageRequest, 'accept-stage', present) },
  '/api/stages': { GET: stages },
  '/api/stages/choose': { POST: write(chooseStageRequest, 'choose-stage', present) },
  '/api/stages/hold': { POST: write(holdStageRequest, 'hold-stage', present) },
  '/api/stages/end-hold': { POST: write(endHoldRequest, 'end-hold', present) },
  '/api/stages/accept-many': { POST: many },
  '/api/contact': { POST: write(pupilContactRequest, 'contact-family', present) },
  '/api/meeting': { GET: meeting, POST: write(heldMeetingRequest, 'hold-meeting', present) },
};
