import { DuckSchool } from './duckdb.ts';
import { figures, groupsOf, marksOf } from './ours.ts';
import { benchSchool } from './school.ts';

/** A process of its own: prints the milliseconds of the first call of one side, marks in memory. */
const [side, size] = process.argv.slice(2);
const school = benchSchool(Number(size));
if (side === 'ours') {
  const marks = marksOf(school);
  const groups = groupsOf(school);
  const begun = performance.now();
  figures(marks, groups);
  console.log(performance.now() - begun);
} else {
  const duck = await DuckSchool.open(school);
  const begun = performance.now();
  await duck.figures();
  console.log(performance.now() - begun);
  duck.close();
}
