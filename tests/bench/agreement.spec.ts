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
import { filled, loaded, schoolView, trackerFile } from './tracker-file.ts';

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

describe('a tracker filled in its file says what another reader reads', () => {
  test('every planned value and every formula; all other cells as they were', async () => {
    const file = await trackerFile(200, 60);
    const { bytes, plan } = filled(file, schoolView(210, 60));
    expect(plan.changes.length).toBeGreaterThan(200);
    const [was, now] = await Promise.all([loaded(file), loaded(bytes)]);
    const planned = new Map(plan.changes.map(({ cell, to }) => [cell, to]));
    const old = was.getWorksheet('Tracker')!;
    now.getWorksheet('Tracker')!.eachRow((row) =>
      row.eachCell((cell) => {
        if (planned.has(cell.address))
          expect([cell.address, cell.value]).toEqual([cell.address, planned.get(cell.address)]);
        else if (cell.formula === undefined) expect(cell.value).toEqual(old.getCell(cell.address).value);
        else expect(cell.formula).toBe(old.getCell(cell.address).formula);
      }),
    );
    const attendance = (row: number): number => Number(now.getWorksheet('Tracker')!.getCell(row, 7).value);
    const rows = Array.from({ length: 60 }, (_, at) => at + 4);
    const changed = rows.filter((row) => planned.has(`G${row}`));
    expect(changed.length).toBeGreaterThan(20);
    for (const row of changed) {
      const rate = attendance(row);
      const results = [26, 27, 28].map((column) => now.getWorksheet('Tracker')!.getCell(row, column).result);
      const rag = rate < 0.9 ? 'R' : rate < 0.95 ? 'A' : 'G';
      const rank = 1 + rows.filter((other) => attendance(other) > rate).length;
      expect(results).toEqual([rag, Number((rate - 0.95).toFixed(3)), rank]);
    }
  });
});
