import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** The rooms and those each may look at. A room always may look at itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'shared/vocabulary': [],
  'shared/rules': ['shared/vocabulary'],
  'shared/records': ['shared/vocabulary', 'shared/rules'],
  'shared/views': ['shared/vocabulary', 'shared/records'],
  'shared/wording': ['shared/vocabulary', 'shared/rules', 'shared/records', 'shared/views'],
  'shared/mis': ['shared/vocabulary', 'shared/rules', 'shared/records'],
  'shared/workbook': ['shared/vocabulary', 'shared/rules', 'shared/wording', 'shared/views'],
  'shared/ports': ['shared/vocabulary', 'shared/records'],
  'shared/workflows': [
    'shared/vocabulary',
    'shared/rules',
    'shared/records',
    'shared/views',
    'shared/wording',
    'shared/mis',
    'shared/workbook',
    'shared/ports',
  ],
  'shared/graph': ['shared/vocabulary', 'shared/records', 'shared/ports'],
  'shared/local-tenant': [
    'shared/vocabulary',
    'shared/rules',
    'shared/ports',
    'shared/views',
    'shared/records',
    'shared/workbook',
  ],
  bot: ['shared'],
  'teams-app': ['shared/vocabulary', 'shared/views', 'shared/wording', 'shared/rules', 'shared/records'],
  'excel-addin': [
    'shared/vocabulary',
    'shared/views',
    'shared/wording',
    'shared/workbook',
    'shared/rules',
    'shared/records',
  ],
};

/** Packages that only one place may say, so that each stays behind its door. */
const doors: Readonly<Record<string, readonly string[]>> = {
  'temporal-polyfill': ['shared/vocabulary/temporal.ts'],
  'jsonc-parser': ['shared/vocabulary/json-file.ts'],
  botbuilder: ['bot/conversations/'],
  '@microsoft/microsoft-graph-client': ['shared/graph/'],
  '@azure/msal-node': ['shared/graph/', 'bot/conversations/'],
  '@electric-sql/pglite': ['bot/database/', 'shared/local-tenant/store/'],
  'pg-boss': ['bot/jobs/'],
  'hyparquet-writer': ['bot/cli/parquet.ts'],
  '@microsoft/teams-js': ['teams-app/'],
  exceljs: ['shared/local-tenant/sample/'],
};

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isPackage: boolean;
}

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const importsOf = (file: string): Import[] => {
  const text = readFileSync(join(root, file), 'utf8');
  const found = text.matchAll(/(?:from\s+|import\s+|import\()\s*'([^']+)'/g);
  return [...found].map(([, target]) =>
    target!.startsWith('.')
      ? { file, target: relative(root, resolve(root, dirname(file), target!)), isPackage: false }
      : { file, target: target!, isPackage: true },
  );
};

const files = ['shared', 'bot', 'teams-app', 'excel-addin'].flatMap(sources);
const imports = files.flatMap(importsOf);
const roomOf = (file: string): string | undefined => Object.keys(rooms).find((room) => file.startsWith(`${room}/`));
const inside = (file: string, places: readonly string[]): boolean => places.some((place) => file.startsWith(place));

describe('each room looks only at the rooms it may know', () => {
  test('there is a house to look at', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  test.each(Object.entries(rooms))('%s', (room, allowed) => {
    const strangers = imports
      .filter(({ file, isPackage }) => !isPackage && roomOf(file) === room)
      .filter(
        ({ target }) =>
          !inside(
            `${target}/`,
            [room, ...allowed].map((place) => `${place}/`),
          ),
      )
      .map(({ file, target }) => `${file} looks at ${target}`)
      // `npm start` builds the pages, which is no room's work.
      .filter((line) => line !== 'bot/main.ts looks at vite.build.ts');
    expect(strangers).toEqual([]);
  });

  test('every file of shared/ belongs to a room', () => {
    expect(files.filter((file) => roomOf(file) === undefined)).toEqual([]);
  });

  test('only one import in the product names the local tenant, and it is lazy', () => {
    const named = imports.filter(
      ({ file, target }) => target.startsWith('shared/local-tenant') && roomOf(file) !== 'shared/local-tenant',
    );
    expect(named.map(({ file }) => file)).toHaveLength(1);
    expect(readFileSync(join(root, named[0]!.file), 'utf8')).toMatch(/import\('[^']*local-tenant/);
  });
});

describe('a technology stays behind its door', () => {
  test.each(Object.entries(doors))('%s', (name, places) => {
    const said = imports.filter(
      ({ target, isPackage }) => isPackage && (target === name || target.startsWith(`${name}/`)),
    );
    expect(said.filter(({ file }) => !inside(file, places)).map(({ file }) => file)).toEqual([]);
    expect(said.length, `nobody uses ${name}`).toBeGreaterThan(0);
  });
});
