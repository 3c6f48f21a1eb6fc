import type { TrackerPupil, TrackerView } from '../../shared/views/tracker.ts';

/** An ordinary pupil of Year 9: 182 of 200 sessions attended, no stage recommended. */
export const ordinaryPupil = (change: Partial<TrackerPupil> = {}): TrackerPupil => ({
  pupil: 'A999200018001',
  admission: '000418',
  surname: 'Quill',
  forename: 'Tabitha',
  year: '9',
  form: '9A',
  current: true,
  possible: 200,
  attended: 182,
  authorised: 14,
  unauthorised: 4,
  missing: 0,
  halfTerms: [
    { number: 1, attended: 70, possible: 72 },
    { number: 2, attended: 60, possible: 68 },
    { number: 3, attended: 52, possible: 60 },
  ],
  halfTerm: 3,
  last4Weeks: { attended: 30, possible: 40 },
  lateBefore: 3,
  lateAfter: 2,
  minutesLate: 47,
  illnessSessions: 12,
  persistent: false,
  severe: false,
  band: '3',
  sessionsToPersistent: 3,
  sessionsToLeavePersistent: null,
  openN: 1,
  stage: {
    recommended: '2',
    reached: '2',
    decided: null,
    since: null,
    reviewDue: null,
    reasons: [
      {
        rule: 'stage-2.absence',
        says: '18 of 200 sessions (9.0 %) missed, at least 8 %.',
        numbers: { absent: 18, possible: 200 },
        source: 'School policy, attendance reference §5.2',
      },
    ],
    notHigher: [{ stage: '3', because: 'absence is below 10 %' }],
    held: [],
    wouldChange: [],
    missing: ['Penalty notices were not considered.'],
  },
  dual: false,
  alternativeProvision: false,
  ...change,
});

/** A second pupil: 150 of 200 attended, persistently absent, stage 4 recommended. */
export const absentPupil = (change: Partial<TrackerPupil> = {}): TrackerPupil =>
  ordinaryPupil({
    pupil: 'B999200018002',
    admission: '000419',
    surname: 'Thimble',
    forename: 'Otto',
    form: '9B',
    attended: 150,
    authorised: 20,
    unauthorised: 30,
    persistent: true,
    band: '5',
    sessionsToPersistent: null,
    sessionsToLeavePersistent: 300,
    stage: { ...ordinaryPupil().stage, recommended: '4', reached: '4' },
    ...change,
  });

export const viewOf = (pupils: readonly TrackerPupil[] = [ordinaryPupil(), absentPupil()]): TrackerView => ({
  on: '2026-03-10',
  period: { from: '2025-09-03', to: '2026-03-10' },
  policyVersion: 1,
  stageNames: { '1': 'Concern', '2': 'Support', '3': 'Persistent absence', '4': 'Formal support' },
  bandNames: { '1': 'Excellent', '3': 'At risk', '5': 'Persistent absence, high' },
  pupils: [...pupils],
});
