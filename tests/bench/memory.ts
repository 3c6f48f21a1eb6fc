import { closeSync, openSync, readSync } from 'node:fs';
import { calendar } from '../../shared/local-tenant/sample/school.ts';
import { countSchool, groupsAt } from '../../shared/rules/figures/fast/school-figures.ts';
import { schoolGroups } from '../../shared/rules/figures/fast/school-groups.ts';
import { blankSchool } from '../../shared/rules/figures/fast/school-marks.ts';
import { spanTo } from '../../shared/rules/span.ts';

/** A process of its own: the figures of so many pupils from a file of their bytes; prints the MB it takes. */
const [path, size] = process.argv.slice(2);
const pupils = Array.from({ length: Number(size) }, (_, at) => `P${at}`);
const marks = blankSchool(calendar, pupils);
const file = openSync(path!, 'r');
readSync(file, marks.bytes);
closeSync(file);
const facts = pupils.map((pupil, at) => ({
  pupil,
  year: String(7 + (at % 5)),
  form: `${7 + (at % 5)}${'ABCDEFGHIJ'[at % 10]}`,
  sex: at % 2 === 0 ? 'F' : 'M',
}));
const figures = countSchool(marks, schoolGroups(facts), spanTo(calendar, calendar.days.at(-1)));
if (groupsAt(figures).all.all!.pupils !== pupils.length) throw new Error('somebody is missing');
// What is resident now: everything is still held. The peak that the system keeps may be that of the parent.
console.log(process.memoryUsage().rss / 1024 / 1024);
