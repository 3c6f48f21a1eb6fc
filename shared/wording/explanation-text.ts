import { stageNames } from '../rules/ladder/stage-row.ts';
import type { Policy } from '../rules/policy.ts';
import { counted } from './counts.ts';
import { dateInWords, sessionInWords } from './dates.ts';
import type { ExplanationDocument } from './explanation.ts';

const list = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];

const shown = (percent: string | null): string => (percent === null ? 'no possible session' : `${percent} %`);

const figureLines = ({ figures }: ExplanationDocument, policy: Policy): string[] => {
  const absent = figures.authorised + figures.unauthorised;
  const band = policy.bands.find((one) => one.band === figures.band);
  return [
    `Attendance ${shown(figures.attendance)}: ${figures.attended} of ${counted(figures.possible, 'possible session')} attended`,
    `Absence ${shown(figures.absence)}: ${absent} sessions, ${figures.authorised} authorised and ${figures.unauthorised} unauthorised`,
    ...(figures.missing > 0 ? [`${counted(figures.missing, 'session')} without a mark, in no rate`] : []),
    ...(figures.persistent === true ? [`Persistent absence (${absent} of ${figures.possible})`] : []),
    ...(figures.severe === true ? [`Severe absence (${absent} of ${figures.possible})`] : []),
    ...(band === undefined ? [] : [`Band ${band.band}, ${band.name}`]),
    `Late ${figures.lateBefore} before the register closed, ${figures.lateAfter} after it`,
  ];
};

const stageLines = ({ stage }: ExplanationDocument, policy: Policy): string[] => {
  const names = stageNames(policy);
  const named = (one: string): string => `stage ${one}, ${names[one] ?? one}`;
  const first =
    stage.recommended === null
      ? 'No stage can be recommended yet'
      : `Recommended: ${named(stage.recommended)}${stage.reached !== null && stage.reached !== stage.recommended ? ` (reached: ${named(stage.reached)})` : ''}`;
  return [
    first,
    ...stage.parallel.map((one) => `Beside it: ${named(one)}`),
    ...stage.reasons
      .filter(({ says }) => !stage.held.includes(says))
      .map(({ says, source }) => `- ${says} [${source}]`),
    ...stage.held.map((says) => `Held: ${says}`),
    ...stage.notHigher.map(({ stage: higher, because }) => `Not ${higher}: ${because}`),
    ...stage.wouldChange,
    ...stage.missing.map((says) => `Not known: ${says}`),
  ];
};

const returnLines = ({ returns: { attendance, sickness, deletionGround } }: ExplanationDocument): string[] => [
  ...(attendance.due
    ? [`Attendance return is due: the tenth day was ${dateInWords(attendance.tenthDay!)}`]
    : ['Attendance return: not due']),
  `Sickness return: ${sickness.due ? 'due' : sickness.warn ? 'comes near' : 'not due'} (${counted(sickness.sessions, 'session')} of illness this year)`,
  ...(deletionGround.met
    ? [
        `Twenty school days without a break, the twentieth on ${dateInWords(deletionGround.twentiethDay!)}. The run alone permits nothing: enquiries come first.`,
      ]
    : []),
];

/** What `desk explain` prints for a person: the same as its JSON, to be read. It names the pupil by id alone. */
export const explanationText = (document: ExplanationDocument, policy: Policy, warnings: number): string => {
  const { penaltyNotice: penalty } = document;
  return [
    `${document.pupil} on ${dateInWords(document.on)}, by policy version ${document.policyVersion}${document.figures.current ? '' : ' (not on roll)'}`,
    ...list('Figures of the school year so far', figureLines(document, policy)),
    ...list('Stage', stageLines(document, policy)),
    ...list('Penalty notice', [
      ...penalty.says,
      ...penalty.parents.map(
        ({ parent, next, amounts }) =>
          `${parent}: ${next === 'none' ? 'no further notice is allowed' : `a ${next} notice would be £${amounts!.full}${amounts!.early === null ? '' : `, £${amounts!.early} if paid early`}`}`,
      ),
    ]),
    ...list('Returns to the local authority', returnLines(document)),
    ...list(
      'No reason yet (N)',
      document.unexplained.map(
        ({ date, session, due, overdue }) =>
          `${sessionInWords(date, session)}${due === null ? '' : `, due ${dateInWords(due)}`}${overdue ? ', overdue' : ''}`,
      ),
    ),
    ...list('Target', document.target === null ? [] : [document.target.says]),
    ...list(
      'To look at in the register',
      document.anomalies.map(
        ({ rule, date, session, says, mend }) => `${rule} ${sessionInWords(date, session)}: ${says} ${mend}`,
      ),
    ),
    ...list(
      'Not checked, as nothing was given',
      [document.notChecked.join(', ')].filter((text) => text !== ''),
    ),
    ...(warnings > 0
      ? ['', `${counted(warnings, 'row')} of the files count nowhere or were read with care; --json lists them.`]
      : []),
    '',
  ].join('\n');
};
