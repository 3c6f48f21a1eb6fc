import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rows = readFileSync(join(root, 'shared/rules/README.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && line.includes('`'))
  .slice(1);

const filesIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, file]) => file!);

test('the table leads from what somebody read to a rule, its section and its test, all of them there', () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const [says, rules, sections, tests] = row.split('|').slice(1, -1);
    expect(filesIn(rules!).length, says).toBeGreaterThan(0);
    expect(sections, says).toMatch(/\d/);
    for (const file of filesIn(rules!)) expect(existsSync(join(root, 'shared/rules', file)), file).toBe(true);
    expect(filesIn(tests!).length, says).toBeGreaterThan(0);
    for (const file of filesIn(tests!)) expect(existsSync(join(root, 'tests/rules', file)), file).toBe(true);
  }
});

test('a letter that says “10 sessions in 10 school weeks” leads to the rule', () => {
  const row = rows.find((line) => line.includes('10 sessions in 10 school weeks'));
  expect(row).toContain('penalty-notices/threshold.ts');
});
