import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { knownMembers } from '../../shared/local-tenant/excel-host/kinds/workbook-kind.ts';

const project = resolve(import.meta.dirname, '../..');
const office = resolve(project, 'excel-addin/office');

/** The add-in's folder that alone says `Excel`, without its comments. */
const addIn = async (): Promise<string> => {
  const files = (await readdir(office)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(resolve(office, name), 'utf8')));
  return texts.join('\n').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
};

/** The members of a class as Microsoft declares them, with those of its bases left out. */
const declared = async (kind: string): Promise<string[]> => {
  const types = await readFile(resolve(project, 'node_modules/@types/office-js/index.d.ts'), 'utf8');
  const excel = types.slice(types.indexOf('declare namespace Excel {'));
  const start = excel.indexOf(`class ${kind} extends`);
  const body = excel.slice(excel.indexOf('{', start), excel.indexOf('\n    }\n', start));
  return [...body.matchAll(/^ {8}(?:readonly )?(\w+)[(:?]/gm)].map(([, name]) => name!);
};

/** Names of our own code or of JavaScript that are also names of Excel's members. */
const notExcels = new Set([
  ...['load', 'items', 'context', 'format', 'find', 'top', 'left'],
  ...['rows', 'columns', 'style', 'set', 'replaceAll'],
]);

/** Every name that the add-in asks an object for, or loads by its name. */
const namedIn = (text: string): ReadonlySet<string> => {
  const loads = [...text.matchAll(/\.load\('([^']+)'\)/g)].flatMap(([, paths]) => paths!.split(/[,/]/));
  return new Set([...[...text.matchAll(/\.(\w+)/g)].map(([, name]) => name!), ...loads.map((name) => name.trim())]);
};

/** Held by the contract suite beside those that are used, since they belong to the same objects. */
const beside = new Set([
  'Range.address',
  'Range.getEntireRow',
  'Worksheet.visibility',
  'RangeFormat.rowHeight',
  'RangeFormat.autofitColumns',
]);

test('the stand-in for Excel knows no member that the add-in does not name', async () => {
  const named = namedIn(await addIn());
  const idle = [...knownMembers].flatMap(([kind, members]) =>
    members
      .filter((member) => !named.has(member) && !beside.has(`${kind}.${member}`))
      .map((member) => `${kind}.${member}`),
  );
  expect(idle).toEqual([]);
});

test('and the add-in names no member that the stand-in does not know', async () => {
  const named = namedIn(await addIn());
  expect(knownMembers.size).toBeGreaterThan(5);
  const known = new Set([...knownMembers.values()].flat());
  const classes = [
    'Workbook',
    'Worksheet',
    'WorksheetCollection',
    'WorksheetProtection',
    'Range',
    'RangeAreas',
    'Table',
  ];
  const excels = new Set((await Promise.all(classes.map(declared))).flat());
  expect(excels.size).toBeGreaterThan(100);
  expect([...named].filter((name) => excels.has(name) && !known.has(name) && !notExcels.has(name))).toEqual([]);
});
