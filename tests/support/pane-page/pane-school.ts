import type { MeetingView } from '../../../shared/views/meeting.ts';
import type { TrackerPupil, TrackerView } from '../../../shared/views/tracker.ts';
import { absentPupil, ordinaryPupil, viewOf } from '../tracker-view.ts';

const surnames = ['Quill', 'Thimble', 'Bramble', 'Larkin', 'Sorrel', 'Wicket', 'Pepperell', 'Tansy', 'Hobday', 'Marl'];
const forenames = ['Tabitha', 'Otto', 'Juno', 'Felix', 'Maud', 'Casper', 'Ivy', 'Rufus', 'Nell', 'Bertie'];

const planned = { value: null, by: null, at: null };
export const noPlan = { nextAction: planned, nextActionDue: planned, target: planned };

/** A pupil of whom the desk knows everything that the pane can show. */
export const wellKnownPupil = (change: Partial<TrackerPupil> = {}): TrackerPupil =>
  ordinaryPupil({
    stage: { ...ordinaryPupil().stage, wouldChange: ['2 more sessions missed in a row would bring stage 3.'] },
    target: {
      percent: '95.0',
      sessionsToReach: 160,
      bestPossible: { attended: 360, possible: 378 },
      affordableAbsences: 1,
    },
    penalty: { confirmed: 4, includingN: 5, met: false },
    letter: 'Letter 1, sent 12/01/2026',
    tier: 'Tier 2',
    lastContact: { date: '2026-03-04', by: 'P Office' },
    redContact: 'attempted',
    plan: {
      nextAction: { value: 'Meet the parent', by: 'P Office', at: '2026-03-02T09:00:00Z' },
      nextActionDue: { value: '2026-03-13', by: 'P Office', at: '2026-03-02T09:00:00Z' },
      target: { value: '95.0', by: 'P Office', at: '2026-03-02T09:00:00Z' },
    },
    hold: null,
    lastWeek: { attended: 180, possible: 196, band: '2', persistent: false, recommended: '1' },
    ...change,
  });

/** Forty pupils of two years: movers, stages that wait (some held), and the rest. */
export const paneSchool = (): TrackerView => {
  const pupils = Array.from({ length: 40 }, (_, at): TrackerPupil => {
    const of = {
      pupil: `Z9992000180${String(at).padStart(2, '0')}`,
      admission: String(500 + at),
      surname: surnames[at % 10]!,
      forename: forenames[(at + Math.floor(at / 10)) % 10]!,
      year: at % 2 === 0 ? '8' : '9',
      form: `${at % 2 === 0 ? '8' : '9'}${'ABC'[at % 3]}`,
      plan: noPlan,
      hold: null,
    };
    const stage = ordinaryPupil().stage;
    if (at === 0) return wellKnownPupil({ ...of, plan: wellKnownPupil().plan! });
    if (at < 8)
      return absentPupil({
        ...of,
        lastWeek: { attended: 150, possible: 166, band: '3', persistent: false, recommended: '2' },
      });
    if (at < 26)
      return ordinaryPupil({
        ...of,
        stage: {
          ...stage,
          recommended: '1',
          reached: '1',
          held: at === 12 ? ['The DSL holds letters for this pupil. Monitoring goes on.'] : [],
        },
        hold:
          at === 15
            ? { stage: '1', reason: 'In hospital until Easter', until: '2026-04-02', by: 'P Office', on: '2026-03-03' }
            : null,
        lastWeek: { attended: 176, possible: 194, band: '3', persistent: false, recommended: '1' },
      });
    return ordinaryPupil({
      ...of,
      attended: 196,
      authorised: 4,
      unauthorised: 0,
      band: '1',
      stage: { ...stage, recommended: '0', reached: '0', reasons: [], notHigher: [] },
      lastWeek: { attended: 190, possible: 194, band: '1', persistent: false, recommended: '0' },
    });
  });
  return {
    ...viewOf(pupils),
    stageLetters: { '1': 'Letter 1', '2': 'Letter 2', '3': 'Letter 3' },
    bandNames: { '1': 'Excellent', '2': 'Good', '3': 'At risk', '5': 'Persistent absence, high' },
    lastWeekEnded: '2026-03-06',
    may: { decide: true, plan: true, contact: true, meet: true },
  };
};

const named = { pupil: 'Z999200018000', surname: 'Quill', forename: 'Tabitha', year: '8', form: '8A' };

export const paneMeeting = (): MeetingView => ({
  on: '2026-03-10',
  school: 'Larkmere School',
  since: '2026-03-03',
  from: '2026-03-03',
  groups: ['all', '8', '9'].map((name) => ({
    name,
    pupils: name === 'all' ? 40 : 20,
    possible: 8000,
    attended: name === '9' ? 7300 : 7480,
    persistent: 7,
    severe: 0,
    before: { possible: 7800, attended: 7330, persistent: 5, severe: 0 },
  })),
  changes: [{ ...named, what: 'stage', says: 'Stage 1 to stage 2.' }],
  overdue: [
    { ...named, what: 'review', due: '2026-03-02', says: 'The review of stage 1 is 8 days late.', owner: 'P Office' },
  ],
  concerns: [{ ...named, recommended: '2', says: '18 of 200 sessions (9.0 %) missed.', hold: null }],
  penalties: [
    {
      ...named,
      confirmed: 11,
      includingN: 13,
      says: '11 unauthorised sessions in ten school weeks, 13 with those not explained yet (N): a penalty notice is to be considered',
    },
  ],
  decisions: [{ ...named, on: '2026-03-04', by: 'P Office', says: '=Stage 1 began.' }],
});
