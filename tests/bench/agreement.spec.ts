import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, disagreement } from './answer.ts';
import { DuckSchool } from './duckdb.ts';
import { exportFile, rowOrders } from './export-file.ts';
import { figures, fileFigures, groupsOf, marksOf } from './ours.ts';
import { loopFigures, readRows, rowsOf } from './plain-loop.ts';
import { benchSchool } from './school.ts';

/** A small school, some of whose pupils are in the sample twice. */
const school = [...benchSchool(1290).slice(0, 60), ...benchSchool(1290).slice(-60)];
const ours = answerOf(figures(marksOf(school), groupsOf(school)));
let duck: DuckSchool;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  duck = await DuckSchool.open(school);
});
afterAll(async () => {
  duck.close();
  await rm(folder, { recursive: true });
});

describe('the figures that the bench measures are the same on every side', () => {
  test('DuckDB counts what we count', async () => {
    expect(disagreement(ours, await duck.answer())).toBeUndefined();
  });

  test('so does a plain loop over rows', () => {
    expect(disagreement(ours, loopFigures(school, rowsOf(school)))).toBeUndefined();
  });

  test.each(rowOrders)('an export %s', async (order) => {
    const bytes = exportFile(school, order);
    writeFileSync(join(folder, 'marks.csv'), bytes);
    await duck.read(join(folder, 'marks.csv'));
    expect(disagreement(ours, await duck.answer())).toBeUndefined();
    expect(disagreement(ours, loopFigures(school, readRows(bytes)))).toBeUndefined();
    const byPupil = new Map(school.map((one) => [one.facts.pupil, one]));
    const read = fileFigures(bytes, byPupil);
    const inOrder = read.marks.pupils.map((pupil) => byPupil.get(pupil)!);
    expect(disagreement(answerOf(read), loopFigures(inOrder, rowsOf(inOrder)))).toBeUndefined();
  });
});
