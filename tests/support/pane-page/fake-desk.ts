import type { DeskApi } from '../../../excel-addin/api/desk-api.ts';
import type { MeView } from '../../../shared/views/me.ts';
import type { MeetingView } from '../../../shared/views/meeting.ts';
import type { TrackerCopy } from '../../../shared/views/stages.ts';
import type { TrackerPupil, TrackerView } from '../../../shared/views/tracker.ts';

export const manager: MeView = {
  id: 'am',
  name: 'Ada Manager',
  roles: ['attendance-manager'],
  years: [],
  may: {
    seeRegisters: true,
    seeFirstDay: true,
    logContact: true,
    seeLeave: true,
    seeLeaveDates: true,
    enterLeave: true,
    decideLeave: false,
    seeTracker: true,
    acceptStage: true,
  },
};

type Change = (pupil: TrackerPupil) => TrackerPupil;

/** A desk that holds its tracker, changes it by what is decided, and remembers what was sent. */
export class FakeDesk implements DeskApi {
  view: TrackerView;
  readonly sent: { readonly what: string; readonly request: unknown }[] = [];
  kept: TrackerCopy | undefined;
  /** Keys that were answered: the same press counts once. */
  readonly #answered = new Set<string>();
  /** How the next press is answered instead, once. */
  next: { readonly state: 'refused' | 'lost'; readonly says: string } | undefined;

  constructor(view: TrackerView) {
    this.view = view;
  }

  #press(what: string, request: { readonly key: string; readonly pupil: string }, change: Change, says: string) {
    this.sent.push({ what, request });
    const next = this.next;
    this.next = undefined;
    if (next?.state === 'refused') return { state: 'refused' as const, says: next.says };
    if (!this.#answered.has(request.key)) this.change(request.pupil, change);
    this.#answered.add(request.key);
    // The answer is lost on its way back: what was asked for has happened.
    if (next?.state === 'lost') throw new Error(next.says);
    return { state: 'saved' as const, says };
  }

  change(id: string, change: Change): void {
    this.view = { ...this.view, pupils: this.view.pupils.map((one) => (one.pupil === id ? change(one) : one)) };
  }

  #starts =
    (stage: string): Change =>
    (pupil) => ({
      ...pupil,
      hold: null,
      stage: { ...pupil.stage, decided: stage, since: this.view.on, reviewDue: '2026-04-17' },
    });

  #isSignedOut = false;
  /** Nobody is signed in: the next question opens the window for it, and is not answered. */
  signOut(): void {
    this.#isSignedOut = true;
  }
  me = async () => {
    if (!this.#isSignedOut) return manager;
    this.#isSignedOut = false;
    throw new Error('You are not signed in. Try again, and allow the window that opens.');
  };
  /** How often somebody asked for the tracker. */
  asked = 0;
  tracker = async () => {
    this.asked += 1;
    return this.view;
  };
  why: DeskApi['why'] = async (pupil, field) => ({
    pupil,
    on: this.view.on,
    field,
    value: '91.0',
    policyVersion: 1,
    reasons: [
      {
        rule: 'figures.attendance',
        says: 'Attended 182 of 200 possible sessions: 91.0 %.',
        numbers: {},
        source: 'Pupil absence statistics: methodology (DfE)',
        sessions: ['2026-03-09 AM', '2026-03-09 PM'],
      },
    ],
  });
  acceptStage: DeskApi['acceptStage'] = async (request) =>
    this.#press('accept', request, this.#starts(request.stage), `Saved: stage ${request.stage} has begun.`);
  chooseStage: DeskApi['chooseStage'] = async (request) =>
    this.#press('choose', request, this.#starts(request.stage), `Saved: stage ${request.stage} has begun.`);
  holdStage: DeskApi['holdStage'] = async (request) => {
    const { stage, reason, until = null, on } = request;
    return this.#press(
      'hold',
      request,
      (pupil) => ({ ...pupil, hold: { stage, reason, until, by: manager.name, on } }),
      `Saved: stage ${stage} is on hold.`,
    );
  };
  endHold: DeskApi['endHold'] = async (request) =>
    this.#press('end-hold', request, (pupil) => ({ ...pupil, hold: null }), 'Saved: the hold has ended.');
  acceptMany: DeskApi['acceptMany'] = async ({ key, stage, pupils }) => ({
    answers: pupils.map((pupil) => ({
      pupil,
      ...this.#press('accept', { key: `${key}/${pupil}`, pupil }, this.#starts(stage), 'Saved.'),
    })),
  });
  logContact: DeskApi['logContact'] = async (request) =>
    this.#press(
      'contact',
      request,
      (pupil) => ({ ...pupil, lastContact: { date: this.view.on, by: manager.name } }),
      'Saved: the contact is in the log.',
    );
  edit: DeskApi['edit'] = async ({ edits }) => ({
    answers: edits.map((edit) => {
      const pupil = this.view.pupils.find((one) => one.pupil === edit.pupil);
      const { field, seen, to, key } = edit;
      if (field === 'stageDecided' || field === 'reviewDue') {
        const change: Change =
          field === 'stageDecided' && to !== null
            ? this.#starts(to)
            : (one) => ({ ...one, stage: { ...one.stage, reviewDue: to } });
        return { key, ...this.#press('edit', edit, change, 'Saved.') };
      }
      const now = pupil?.plan?.[field] ?? { value: null, by: null, at: null };
      if (now.value !== seen && now.value !== to)
        return { key, state: 'conflict' as const, says: `${now.by} changed it since.`, now };
      const plan = pupil?.plan;
      if (plan === undefined) return { key, state: 'refused' as const, says: 'You may not plan.' };
      const put: Change = (one) => ({
        ...one,
        plan: { ...plan, [field]: { value: to, by: manager.name, at: '2026-03-10T09:20:00Z' } },
      });
      return { key, ...this.#press('edit', edit, put, 'Saved.') };
    }),
  });
  copy: DeskApi['copy'] = async () => this.kept;
  keepCopy: DeskApi['keepCopy'] = async (request) => {
    this.kept = { ...request, at: '2026-03-10T09:20:00Z', by: manager.name };
  };
  meetingView: MeetingView | undefined;
  meeting = async () => {
    if (this.meetingView === undefined) throw new Error('There is no meeting pack.');
    return this.meetingView;
  };
  heldMeeting: DeskApi['heldMeeting'] = async (request) => {
    this.sent.push({ what: 'held-meeting', request });
    return { state: 'saved', says: 'Saved: the next pack begins here.' };
  };
}
