import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addSession } from '../../shared/rules/figures/fast/add-session.ts';
import { amendMark } from '../../shared/rules/figures/fast/amend.ts';
import { groupTable } from '../../shared/rules/figures/fast/group-sums.ts';
import { countSchool } from '../../shared/rules/figures/fast/school-figures.ts';
import { spanTo } from '../../shared/rules/span.ts';
import { byteOf } from '../../shared/vocabulary/mark.ts';
import { type Answer, answerOf, disagreement } from './answer.ts';
import { DuckSchool } from './duckdb.ts';
import { exportFile, rowOrders } from './export-file.ts';
import { exportYear } from './export-year.ts';
import { figures, fileFigures, groupsOf, marksOf } from './ours.ts';
import { loopFigures, readRows, rowsOf } from './plain-loop.ts';
import { type BenchPupil, benchSchool, calendar, lastDay } from './school.ts';
import { median, type Sides, took, tookNow } from './timing.ts';
import { trackerFile } from './tracker-file.ts';

const quick = process.argv.includes('--quick');
const sizes = quick ? [1200] : [1200, 12_000, 48_000];
/** Fewer rounds of what takes long. */
const roundsOf = (size: number): number => (size > 12_000 ? 3 : quick || size > 1200 ? 7 : 15);
const firstRoundsOf = (size: number): number => (size > 12_000 ? 1 : 3);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

const spanOfYear = spanTo(calendar, lastDay);

let disagreed = false;
const agree = (what: string, ours: Answer, theirs: Answer): void => {
  const says = disagreement(ours, theirs);
  if (says === undefined) return;
  disagreed = true;
  console.log(`  DISAGREE on ${what}: ${says}`);
};

const ms = (value: number): string => (value < 10 ? value.toFixed(3) : value.toFixed(1)).padStart(10);
const ratio = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)}x`;
const line = (what: string, ours: number, others: Sides, aim = ''): void => {
  const beside = Object.entries(others).map(([name, value]) => `${name} ${ms(value).trim()} (${ratio(value / ours)})`);
  console.log(`  ${what.padEnd(34)}${ms(ours)} ms   ${beside.join('   ')}${aim && `   aim ${aim}`}`);
};

/** Everything is measured in turns, ours, then the others, round after round; what stands in the table are medians. */
const warm = async (school: readonly BenchPupil[], duck: DuckSchool): Promise<number> => {
  const marks = marksOf(school);
  const groups = groupsOf(school);
  const rows = school.length <= 12_000 ? rowsOf(school) : undefined;
  agree('figures, DuckDB', answerOf(figures(marks, groups)), await duck.answer());
  if (rows) agree('figures, plain loop', answerOf(figures(marks, groups)), loopFigures(school, rows));
  for (let warmed = 0; warmed < 60_000 / school.length + 10; warmed++) figures(marks, groups);
  const times = { ours: [], DuckDB: [], floor: [], loop: [] } as Record<string, number[]>;
  for (let round = 0; round < roundsOf(school.length); round++) {
    for (let again = 0; again < 5; again++) times.ours!.push(tookNow(() => figures(marks, groups)));
    times.DuckDB!.push(await took(() => duck.figures()));
    for (let again = 0; again < 5; again++)
      times.floor!.push(
        tookNow(() => {
          let sum = 0;
          for (let at = 0; at < marks.bytes.length; at++) sum += marks.bytes[at]!;
          return sum;
        }),
      );
    if (rows && round % 5 === 0) times.loop!.push(tookNow(() => loopFigures(school, rows)));
  }
  const ours = median(times.ours!);
  const others = {
    DuckDB: median(times.DuckDB!),
    ...(rows && { loop: median(times.loop!) }),
    floor: median(times.floor!),
  };
  line('1 figures and groups, warm', ours, others, '150x');
  return ours;
};

const inProcess = (file: string, ...args: readonly string[]): number =>
  Number(execFileSync(process.execPath, [join(import.meta.dirname, file), ...args], { encoding: 'utf8' }));

const first = (size: number): void => {
  const times: Record<'ours' | 'duck', number[]> = { ours: [], duck: [] };
  for (let round = 0; round < firstRoundsOf(size); round++)
    for (const side of ['ours', 'duck'] as const) times[side].push(inProcess('first-call.ts', side, String(size)));
  line('2 the same, first call', median(times.ours), { DuckDB: median(times.duck) }, '25x');
};

const files = async (school: readonly BenchPupil[], duck: DuckSchool): Promise<void> => {
  const byPupil = new Map(school.map((one) => [one.facts.pupil, one]));
  for (const order of rowOrders) {
    const bytes = exportFile(school, order);
    const path = join(folder, 'marks.csv');
    writeFileSync(path, bytes);
    const read = fileFigures(bytes, byPupil);
    const inOrder = read.marks.pupils.map((pupil) => byPupil.get(pupil)!);
    await duck.read(path);
    agree(`a file ${order}, DuckDB`, answerOf(figures(marksOf(school), groupsOf(school))), await duck.answer());
    if (!quick || order === 'shuffled')
      agree(`a file ${order}, plain loop`, answerOf(read), loopFigures(inOrder, readRows(bytes)));
    const times = { ours: [], DuckDB: [], loop: [], floor: [] } as Record<string, number[]>;
    for (let round = 0; round < (quick ? 3 : 9); round++) {
      times.ours!.push(tookNow(() => fileFigures(bytes, byPupil)));
      times.DuckDB!.push(
        await took(async () => {
          await duck.read(path);
          await duck.figures();
        }),
      );
      times.floor!.push(
        tookNow(() => {
          let sum = 0;
          for (let at = 0; at < bytes.length; at++) sum += bytes[at]!;
          return sum;
        }),
      );
      if (round === 0) times.loop!.push(tookNow(() => loopFigures(school, readRows(bytes))));
    }
    const mb = (bytes.length / 1_000_000).toFixed(0);
    line(
      `3 a file of ${mb} MB, ${order}`,
      median(times.ours!),
      { DuckDB: median(times.DuckDB!), 'csv-parse': median(times.loop!), floor: median(times.floor!) },
      '5x',
    );
  }
};

/** Sessions over the year, each the last that is known when the next one comes. */
const sessionsAdded = [41, 100, 163, 222, 251, 310, 379];

const changes = (school: readonly BenchPupil[]): void => {
  const marks = marksOf(school);
  const groups = groupsOf(school);
  const stride = marks.bytes.length / school.length;
  const times = { adding: [], amending: [], recount: [] } as Record<string, number[]>;
  for (let round = 0; round < sessionsAdded.length * 4; round++) {
    const session = sessionsAdded[round % sessionsAdded.length]!;
    const next = Uint8Array.from(school, ({ marks: { row } }) => row[session]!);
    for (let pupil = 0; pupil < school.length; pupil++) marks.bytes[pupil * stride + session] = 0;
    const figures = countSchool(marks, groups, { from: 0, until: session });
    times.adding!.push(tookNow(() => addSession(figures, session, next)));
    times.recount!.push(tookNow(() => groupTable(groups, countSchool(marks, groups, spanOfYear).sums)));
    const isChecked = round < sessionsAdded.length;
    const anew = () => answerOf(countSchool(marks, groups, { from: 0, until: session + 1 }));
    if (isChecked) agree(`session ${session} added`, answerOf(figures), anew());
    const pupil = (round * 37) % school.length;
    const was = school[pupil]!.marks.row[20]!;
    times.amending!.push(tookNow(() => amendMark(figures, pupil, 20, byteOf('O'))));
    if (isChecked) agree('a mark amended', answerOf(figures), anew());
    amendMark(figures, pupil, 20, was);
    if (isChecked) agree('a mark amended back', answerOf(figures), anew());
  }
  line('4 one session added', median(times.adding!), { 'all again': median(times.recount!) }, '15x');
  line('5 one mark amended', median(times.amending!), { 'all again': median(times.recount!) });
};

const changesInDuckDb = async (school: readonly BenchPupil[], duck: DuckSchool): Promise<void> => {
  const amended = school.map((one, at) =>
    at === 3 ? { ...one, marks: { ...one.marks, row: one.marks.row.with(100, byteOf('O')) } } : one,
  );
  await duck.amend(3, 100, byteOf('O'));
  agree('a mark amended, DuckDB', answerOf(figures(marksOf(amended), groupsOf(school))), await duck.answer());
  const time = await took(async () => {
    await duck.amend(3, 100, school[3]!.marks.row[100]!);
    await duck.figures();
  });
  console.log(`  DuckDB, one mark amended and all figures again: ${ms(time).trim()} ms`);
};

const exporting = async (school: readonly BenchPupil[]): Promise<void> => {
  const { rows, ours, others, sizes, disagreement } = await exportYear(school, folder, quick ? 5 : 15);
  if (disagreement !== undefined) {
    disagreed = true;
    console.log(`  DISAGREE on the export: ${disagreement}`);
  }
  line(`6 ${rows} marks to Parquet`, ours, others);
  const megabytes = Object.entries(sizes).map(([side, size]) => `${side} ${(size / 1_000_000).toFixed(2)} MB`);
  console.log(`  ${'  the files'.padEnd(34)}${megabytes.join(', ')}`);
};

/** A school's tracker filled in its file, beside loading and saving it, and beside packing its sheet and nothing else. */
const tracking = async (): Promise<void> => {
  const path = join(folder, 'tracker.xlsx');
  writeFileSync(path, await trackerFile(200));
  const beside = (what: string, sides: Readonly<Record<string, number>>, aim: string): void => {
    const times: Record<string, number[]> = {};
    for (let turn = 0; turn < (quick ? 3 : 7); turn++)
      for (const [side, rounds] of Object.entries(sides)) {
        times[side] ??= [];
        times[side].push(inProcess('tracker-alone.ts', side, path, String(rounds)));
      }
    const { ours, ...others } = Object.fromEntries(Object.entries(times).map(([side, all]) => [side, median(all)]));
    line(what, ours!, others, aim);
  };
  beside('7 a tracker of 1,200 x 40 filled', { ours: 30, ExcelJS: 8, zlib: 30 }, '8x ExcelJS, 0.33x zlib');
  beside('7 the same, first in a process', { ours: 0, ExcelJS: 0 }, '');
};

const memory = (): void => {
  const size = 48_000;
  const path = join(folder, 'marks.bytes');
  writeFileSync(path, marksOf(benchSchool(size)).bytes);
  const empty = inProcess('empty.ts');
  const peak = inProcess('memory.ts', path, String(size));
  console.log(
    `\nMemory of ${size} pupils' figures: ${(peak - empty).toFixed(0)} MB above an empty process (${empty.toFixed(0)} MB)   aim 100 MB`,
  );
};

const warmBySize: number[] = [];
for (const size of sizes) {
  const school = benchSchool(size);
  console.log(`\n${size} pupils, ${calendar.sessions.length} sessions`);
  const duck = await DuckSchool.open(school);
  const full = await warm(school, duck);
  warmBySize.push(full);
  first(size);
  changes(school);
  if (size === 1200) {
    await changesInDuckDb(school, duck);
    await files(school, duck);
    await exporting(school);
    await tracking();
  }
  duck.close();
}
if (!quick) {
  console.log(
    `\nGrowth from 1,200 to 48,000 pupils: ${ratio(warmBySize.at(-1)! / warmBySize[0]!)} for 40x   aim 45x at most`,
  );
  memory();
}
rmSync(folder, { recursive: true });
console.log(disagreed ? '\nTwo sides disagree.' : '\nAll sides agree on every result.');
process.exitCode = disagreed ? 1 : 0;
