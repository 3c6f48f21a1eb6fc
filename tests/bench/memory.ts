import { readFileSync } from 'node:fs';
import { schoolGroups } from '../../shared/rules/figures/fast/school-groups.ts';
import { blankSchool } from '../../shared/rules/figures/fast/school-marks.ts';
import { figures } from './ours.ts';
import { calendar } from './school.ts';

/** A process of its own: the figures of so many pupils from their bytes; prints the peak of its memory in MB. */
const [path, size] = process.argv.slice(2);
const pupils = Array.from({ length: Number(size) }, (_, at) => `P${at}`);
const marks = blankSchool(calendar, pupils);
marks.bytes.set(readFileSync(path!));
const facts = pupils.map((pupil, at) => ({
  pupil,
  year: String(7 + (at % 5)),
  form: `${7 + (at % 5)}${'ABCDEFGHIJ'[at % 10]}`,
  sex: at % 2 === 0 ? 'F' : 'M',
}));
figures(marks, schoolGroups(facts));
console.log(process.resourceUsage().maxRSS / 1024);
