import type { Remark } from '../../shared/mis/report.ts';
import { noHistory, type PupilCase } from '../../shared/rules/history.ts';
import { type PolicyTrial, tryPolicy } from '../../shared/rules/ladder/policy-trial.ts';
import { stageNames } from '../../shared/rules/ladder/stage-row.ts';
import type { Policy } from '../../shared/rules/policy.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { counted } from '../../shared/wording/counts.ts';
import { reasonSays } from '../../shared/wording/reasons.ts';
import { casesOfSchool } from '../../shared/workflows/case-of-pupil.ts';
import { dateOption, InputRefused, readCalendarInput, readPolicyInput, refuse, remarkText } from './input.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { readMarksInput } from './marks-input.ts';
import { flag, parseOptions, text } from './options.ts';
import { readPupilsInput } from './pupils-input.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage =
  'desk policy check FILE [--json] | desk policy try FILE [--marks FILE --calendar FILE [--pupils FILE] [--policy FILE]] [--on DATE] [--json]';

interface Options {
  readonly verb: 'check' | 'try';
  readonly file: string;
  readonly on: string | undefined;
  readonly policy: string | undefined;
  readonly json: boolean;
  readonly files:
    | { readonly marks: string; readonly calendar: string; readonly pupils: string | undefined }
    | undefined;
}

const optionsOf = (args: readonly string[]): Options => {
  const parsed = parseOptions(args, { marks: text, calendar: text, pupils: text, policy: text, on: text, json: flag });
  const [verb, file, ...more] = parsed.positionals;
  if (verb !== 'check' && verb !== 'try') throw new WrongUse('policy check FILE or policy try FILE.');
  if (file === undefined) throw new WrongUse('the policy FILE is missing.');
  if (more.length > 0) throw new WrongUse(`one FILE at a time, not ${more[0]} as well.`);
  const { marks, calendar, pupils, policy, on, json } = parsed.values;
  if ((marks === undefined) !== (calendar === undefined))
    throw new WrongUse(`--${marks === undefined ? 'marks' : 'calendar'} FILE is missing.`);
  if (marks === undefined && (pupils ?? policy) !== undefined)
    throw new WrongUse('--pupils and --policy need --marks and --calendar.');
  return {
    verb,
    file,
    on: dateOption('on', on),
    policy,
    json: json === true,
    files: marks === undefined || calendar === undefined ? undefined : { marks, calendar, pupils },
  };
};

interface School {
  readonly on: string;
  readonly policy: Policy;
  readonly cases: readonly PupilCase[];
  readonly warnings: readonly Remark[];
}

/** The pupils of `--marks --calendar --pupils`, with nothing on record beside their marks. */
const schoolOfFiles = async (io: Io, files: NonNullable<Options['files']>, options: Options): Promise<School> => {
  const calendar = await readCalendarInput(io, files.calendar);
  const policy = await readPolicyInput(io, options.policy);
  const roll = files.pupils === undefined ? { pupils: [], warnings: [] } : await readPupilsInput(io, files.pupils);
  const marks = await readMarksInput(io, files.marks, calendar, roll.pupils);
  const last = marks.pupils.reduce(
    (most, { row }) =>
      Math.max(
        most,
        row.findLastIndex((byte) => byte !== 0),
      ),
    -1,
  );
  const on = options.on ?? calendar.sessions[last]?.date;
  if (on === undefined) throw InputRefused.whole(files.marks, 'it holds no mark on a day of the calendar');
  const facts = new Map(roll.pupils.map((row) => [row.key, row]));
  const cases = marks.pupils.map((given): PupilCase => {
    const row = facts.get(given.pupil);
    return {
      marks: { ...given, from: row?.from ?? given.from, to: row?.to ?? given.to },
      calendar,
      policy: policy.value,
      history: row?.born === undefined ? noHistory : { ...noHistory, born: row.born },
      on,
      until: spanTo(calendar, on).until,
      year: row?.year,
    };
  });
  const current = cases.filter(({ marks: { from, to } }) => (from ?? on) <= on && (to ?? on) >= on);
  return {
    on,
    policy: policy.value,
    cases: current,
    warnings: [...policy.warnings, ...roll.warnings, ...marks.warnings],
  };
};

const ownSchool = async (io: Io, asked: string | undefined): Promise<School> =>
  await withOwnDesk(io, 'desk policy', async (desk) => {
    const on = asked ?? (await desk.data.calendar()).at(desk.clock.now()).date;
    return { on, policy: await desk.data.policy(), cases: await casesOfSchool(desk, on), warnings: [] };
  });

const check = async (io: Io, { file, json }: Options): Promise<number> => {
  const { value, warnings } = await readPolicyInput(io, file);
  const { version, date, school } = value;
  if (json) io.out(`${JSON.stringify({ ok: true, version, date, school, faults: [], warnings })}\n`);
  else
    io.out(
      [
        `${file} is a policy: version ${version}${date === '' ? '' : ` from ${date}`}${school === '' ? '' : `, ${school}`}.`,
        ...warnings.map((warning) => `  ${remarkText(warning)}`),
        '',
      ].join('\n'),
    );
  return exit.done;
};

const trial = async (io: Io, options: Options): Promise<number> => {
  const tried = await readPolicyInput(io, options.file);
  const school =
    options.files === undefined ? await ownSchool(io, options.on) : await schoolOfFiles(io, options.files, options);
  const answer = tryPolicy(school.cases, tried.value);
  if (!options.json) {
    io.out(trialText(answer, school, tried.value));
    return exit.done;
  }
  const of = (policy: Policy) => ({ version: policy.version, date: policy.date });
  io.out(
    `${JSON.stringify({
      on: school.on,
      pupils: answer.pupils,
      today: { ...of(school.policy), ...answer.today },
      tried: { ...of(tried.value), ...answer.tried },
      moves: answer.moves.map(({ pupil, from, to, reasons }) => ({
        pupil,
        from,
        to,
        because: reasons.map((reason) => reasonSays(reason, tried.value)),
      })),
      warnings: [...tried.warnings, ...school.warnings],
    })}\n`,
  );
  return exit.done;
};

/** The trial for a person to read: how many at each stage and how many letters; no pupil is named. */
const trialText = ({ pupils, today, tried, moves }: PolicyTrial, { on, policy }: School, other: Policy): string => {
  const names: Readonly<Record<string, string>> = {
    ...stageNames(policy),
    ...stageNames(other),
    none: 'too little known',
  };
  const stages = [...new Set([...Object.keys(today.stages), ...Object.keys(tried.stages)])].sort();
  const row = (name: string, now: number, then: number): string =>
    `  ${name.padEnd(26)}${String(now).padStart(7)}${String(then).padStart(8)}`;
  return [
    `${counted(pupils, 'pupil')} on ${on}: today's policy (version ${policy.version}) and the one tried (version ${other.version})`,
    '',
    `  ${'Recommended stage'.padEnd(26)}${'today'.padStart(7)}${'tried'.padStart(8)}`,
    ...stages.map((stage) =>
      row(
        stage === 'none' ? names.none! : `${stage} ${names[stage] ?? ''}`,
        today.stages[stage] ?? 0,
        tried.stages[stage] ?? 0,
      ),
    ),
    row('Letters that would go home', today.letters, tried.letters),
    '',
    `${counted(moves.length, 'pupil')} would move. With --json: each of them, with the reasons.`,
    '',
  ].join('\n');
};

/** Checks a policy file, or tries it on the school against today's. Nothing is changed by either. */
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const options = optionsOf(args);
  try {
    return options.verb === 'check' ? await check(io, options) : await trial(io, options);
  } catch (error) {
    return refuse(io, error, options.json, (refused) =>
      options.verb === 'check' ? { ok: false, faults: refused, warnings: [] } : { refused },
    );
  }
};
