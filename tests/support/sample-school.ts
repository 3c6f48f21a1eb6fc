import { makeSampleSchool, type SampleSchool } from '../../shared/local-tenant/sample/sample-school.ts';
import { type ReadExport, readExport } from '../../shared/mis/read-export.ts';
import { Calendar } from '../../shared/vocabulary/calendar.ts';

const schools = new Map<string, SampleSchool>();

/** The sample school of a seed, made once a test file. */
export const sampleSchool = (seed = 1, canary = false): SampleSchool => {
  const key = `${seed}/${canary}`;
  const school = schools.get(key) ?? makeSampleSchool({ seed, canary });
  schools.set(key, school);
  return school;
};

/** The sample's export as the desk's own readers understand it. */
export const readSample = (school: SampleSchool, mis: 'arbor' | 'sims' = 'arbor', on = '2026-03-10'): ReadExport =>
  readExport(school.exports[mis](on), { calendar: Calendar.parse(school.calendar), today: on });
