import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { policySchema } from '../../shared/rules/policy.ts';
import { readJson } from '../../shared/vocabulary/json-file.ts';

const school = z.object({
  name: z.string(),
  times: z.array(z.object({ opens: z.string().regex(/^\d\d:\d\d$/, 'expected a time like 08:40') })).default([]),
});

const read = (text: string) => readJson(text, school);
const faults = (text: string) => {
  const answer = read(text);
  return 'faults' in answer ? answer.faults : [];
};

describe('a file of JSON, read with its places', () => {
  test('what it holds, with nothing to say about it', () => {
    expect(read('\ufeff{ "name": "Larkrise", "times": [{ "opens": "08:40" }] }')).toEqual({
      value: { name: 'Larkrise', times: [{ opens: '08:40' }] },
      warnings: [],
    });
  });

  test('a wrong value is named by line, column, field and what is expected there', () => {
    expect(faults('{\n  "name": "Larkrise",\n  "times": [{ "opens": "08:40" },\n    { "opens": "8.40" }]\n}')).toEqual([
      { line: 4, column: 16, field: 'times.1.opens', value: '8.40', why: 'expected a time like 08:40' },
    ]);
  });

  test('every wrong value is named, not the first alone', () => {
    const both = faults('{\n  "name": 7,\n  "times": [{ "opens": "late" }]\n}');
    expect(both.map(({ line, field, value }) => [line, field, value])).toEqual([
      [2, 'name', '7'],
      [3, 'times.0.opens', 'late'],
    ]);
  });

  test('a field that is missing is named where it should stand', () => {
    expect(faults('{\n  "times": [\n    {}\n  ] }')).toMatchObject([
      { line: 1, column: 1, field: 'name', value: null },
      { line: 3, column: 5, field: 'times.0.opens', value: null },
    ]);
  });

  test.each([
    ['a missing comma', '{\n  "name": "a"\n  "times": [] }', 3, 3, 'not JSON: a comma is expected before the next one'],
    ['a missing brace', '{ "name": "a"', 1, 14, 'not JSON: a closing } is missing'],
    ['a comma too many', '{ "name": "a", }', 1, 16, 'not JSON: the name of a field in double quotes is expected'],
    ['an empty file', '', 1, 1, 'not JSON: a value is expected'],
  ])('%s is named with its place, once', (_says, text, line, column, why) => {
    expect(faults(text)).toEqual([{ line, column, field: '', value: null, why }]);
  });

  test('a field that nobody knows is a warning, at any depth; one that stands twice as well', () => {
    const answer = read(
      '{ "nmae": 1, "name": "a", "name": "b",\n  "times": [{ "opens": "08:40", "closes": "09:10" }] }',
    );
    expect(answer).toMatchObject({
      value: { name: 'b' },
      warnings: [
        { line: 1, column: 3, field: 'nmae', why: 'not known here; ignored' },
        { line: 1, column: 27, field: 'name', why: 'this field stands here twice; the last one counts' },
        { line: 2, column: 33, field: 'times.0.closes', why: 'not known here; ignored' },
      ],
    });
  });
});

describe('the policy of a school', () => {
  const policy = (own: string) =>
    readJson(`{\n"version": 2, "date": "2026-01-05", "school": "Larkrise",\n${own}\n}`, policySchema);

  test.each([
    [
      'a register that stays open too long',
      '"registers": { "AM": { "opens": "08:40", "closes": "09:11" }, "PM": { "opens": "13:20", "closes": "13:50" } }',
      'registers.AM',
      /at most 30 minutes/,
    ],
    [
      'a register that closes before it opens',
      '"registers": { "AM": { "opens": "09:40", "closes": "09:10" }, "PM": { "opens": "13:20", "closes": "13:50" } }',
      'registers.AM',
      /closes after it opens/,
    ],
    [
      'a share in per cent',
      '"ladder": { "severeAbsenceAtLeast": 50 }',
      'ladder.severeAbsenceAtLeast',
      /a share like 0.05/,
    ],
    ['an unknown code', '"ladder": { "netOf": ["C1", "ZZ"] }', 'ladder.netOf.1', /attendance code/],
    [
      'a notice to improve of two weeks',
      '"penaltyNotices": { "noticeToImproveWeeks": 2 }',
      'penaltyNotices.noticeToImproveWeeks',
      />=3/,
    ],
  ])('%s is refused, with its line', (_says, own, field, why) => {
    expect(policy(own)).toMatchObject({ faults: [{ line: 3, field, why: expect.stringMatching(why) }] });
  });

  test('stages out of order are refused', () => {
    const stage = (name: string, at: number) =>
      `{ "stage": "${name}", "name": "x", "absenceAtLeast": ${at}, "action": "a", "owner": "o", "dueSchoolDays": 5 }`;
    expect(policy(`"ladder": { "stages": [${stage('1', 0.1)}, ${stage('2', 0.05)}] }`)).toMatchObject({
      faults: [{ field: 'ladder.stages', why: expect.stringMatching(/in order/) }],
    });
    expect(policy(`"ladder": { "stages": [${stage('1', 0.05)}, ${stage('2', 0.05)}] }`)).toMatchObject({
      warnings: [],
    });
  });

  test('what a school did not write is the default of the reference', () => {
    expect(policy('"suppressBelow": 10')).toMatchObject({
      value: { version: 2, suppressBelow: 10, firstContactBy: ['09:40', '09:55', '10:30', '11:00'] },
    });
  });
});
