import type { Remark } from '../../shared/mis/report.ts';
import { asKnownOn } from '../../shared/rules/as-known.ts';
import { explainPupil } from '../../shared/rules/explain.ts';
import { figureBehind, figureFields } from '../../shared/rules/figure-behind.ts';
import type { PupilCase } from '../../shared/rules/history.ts';
import type { Policy } from '../../shared/rules/policy.ts';
import type { AnomalyFacts } from '../../shared/rules/registers/anomalies.ts';
import { spanTo } from '../../shared/rules/span.ts';
import type { Calendar } from '../../shared/vocabulary/calendar.ts';
import { explanationDocument } from '../../shared/wording/explanation.ts';
import { explanationText } from '../../shared/wording/explanation-text.ts';
import { figureBehindDocument } from '../../shared/wording/reasons.ts';
import { dateOption, InputRefused, readCalendarInput, readHistoryInput, readPolicyInput, refuse } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { readMarksInDetail } from './marks-in-detail.ts';
import { OpenRoll } from './open-roll.ts';
import { flag, parseOptionsAlone, text } from './options.ts';
import { readPupilsInput } from './pupils-input.ts';

export const usage =
  'desk explain --marks FILE --calendar FILE --pupil ID --on DATE [--pupils FILE] [--history FILE] [--policy FILE] [--figure NAME] [--json]';

interface Options {
  readonly marks: string;
  readonly calendar: string;
  readonly pupil: string;
  readonly on: string;
  readonly pupils: string | undefined;
  readonly history: string | undefined;
  readonly policy: string | undefined;
  readonly figure: string | undefined;
  readonly json: boolean;
}

const optionsOf = (args: readonly string[]): Options => {
  const values = parseOptionsAlone(args, {
    marks: text,
    calendar: text,
    pupil: text,
    on: text,
    pupils: text,
    history: text,
    policy: text,
    figure: text,
    json: flag,
  });
  const { marks, calendar, pupil, pupils, history, policy, figure, json } = values;
  const on = dateOption('on', values.on);
  if (marks === undefined) throw new WrongUse('--marks FILE is missing.');
  if (calendar === undefined) throw new WrongUse('--calendar FILE is missing.');
  if (pupil === undefined || pupil === '') throw new WrongUse('--pupil ID is missing.');
  if (on === undefined) throw new WrongUse('--on DATE is missing.');
  if (figure !== undefined && !figureFields.includes(figure))
    throw new WrongUse(`--figure expects one of ${figureFields.join(', ')}, not ${figure}.`);
  return { marks, calendar, pupil, on, pupils, history, policy, figure, json: json === true };
};

interface Read {
  readonly pupil: PupilCase;
  readonly facts: AnomalyFacts;
  readonly policy: Policy;
  readonly warnings: readonly Remark[];
}

/** Everything the files say of the pupil, as known on the day. */
const readCase = async (io: Io, options: Options): Promise<Read> => {
  const calendar = await readCalendarInput(io, options.calendar);
  const [policy, history] = [await readPolicyInput(io, options.policy), await readHistoryInput(io, options.history)];
  const roll = options.pupils === undefined ? { pupils: [], warnings: [] } : await readPupilsInput(io, options.pupils);
  const detail = await readMarksInDetail(io, options.marks, calendar, roll.pupils, options.pupil);
  const found = new OpenRoll(roll.pupils).find(options.pupil)?.key;
  const facts = roll.pupils.find(({ key }) => key === found);
  if (!detail.isNamed && facts === undefined)
    throw InputRefused.whole(
      options.pupils ?? options.marks,
      `no such pupil${options.pupils === undefined ? '' : `, nor in ${options.marks}`}`,
      { value: options.pupil },
    );
  // A pupil of the roll without a mark has nothing but missing marks, from the first day anybody has one.
  const isBlank = detail.marks.row.every((byte) => byte === 0);
  const firstDay = detail.given && calendar.sessions[detail.given.first]!.date;
  const pupil: PupilCase = {
    marks: { ...detail.marks, from: facts?.from ?? (isBlank ? firstDay : undefined), to: facts?.to },
    calendar,
    policy: policy.value,
    history: { ...history.value, ...(history.value.born === undefined && bornOf(facts)) },
    on: options.on,
    until: untilOf(calendar, options.on),
    year: facts?.year || undefined,
  };
  const known = asKnownOn(pupil, options.on, []);
  return {
    pupil: known,
    facts: {
      raw: detail.raw,
      others: detail.others,
      othersMarked: detail.othersMarked,
      penaltyAlerts: known.history.notices.flatMap(({ sessions }) =>
        sessions.map((session) => ({ date: session.slice(0, 10), half: session.endsWith('AM') ? 'AM' : 'PM' })),
      ),
    },
    policy: policy.value,
    warnings: [...policy.warnings, ...history.warnings, ...roll.warnings, ...detail.warnings],
  };
};

const bornOf = (facts: { readonly born?: string | undefined } | undefined) =>
  facts?.born === undefined ? {} : { born: facts.born };

const untilOf = (calendar: Calendar, on: string): number => spanTo(calendar, on).until;

/** Explains one pupil on one day: everything the rules say, with the reason for each number. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = optionsOf(args);
  try {
    const { pupil, facts, policy, warnings } = await readCase(io, options);
    if (options.figure !== undefined) {
      const behind = figureBehindDocument(figureBehind(pupil, options.figure)!, policy);
      io.out(
        options.json
          ? `${JSON.stringify({ pupil: pupil.marks.pupil, on: options.on, ...behind, warnings })}\n`
          : `${behind.reasons.map(({ says, source, sessions }) => [says, `  ${source}`, ...sessions.map((one) => `  ${one}`)].join('\n')).join('\n') || 'No figure.'}\n`,
      );
      return exit.done;
    }
    const document = explanationDocument(explainPupil(pupil, facts), policy);
    io.out(
      options.json
        ? `${JSON.stringify({ ...document, warnings })}\n`
        : explanationText(document, policy, warnings.length),
    );
    return exit.done;
  } catch (error) {
    return refuse(io, error, options.json);
  }
};
