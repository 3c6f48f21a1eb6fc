import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';

const here = import.meta.dirname;

/** One configuration, a mode for each thing that a browser loads. `vite.build.ts` builds them all. */
export const builds = {
  'teams-app': { root: 'teams-app', into: 'teams-app', entries: ['index.html'] },
  'excel-addin': { root: 'excel-addin', into: 'excel-addin', entries: ['index.html', 'signed-in.html'] },
  'local-tenant': {
    root: 'shared/local-tenant/pages',
    into: 'local-tenant',
    entries: ['index.html', 'teams.html', 'excel.html', 'sharepoint.html'],
  },
  'excel-host': { root: 'shared/local-tenant/excel-host', into: 'local-tenant', entries: ['in-pane.ts'] },
} as const;
export type BuildName = keyof typeof builds;

/** `vite --mode excel-addin` for one of them by hand; any other mode is the tab's. */
export default defineConfig(({ mode }) =>
  configOf(Object.hasOwn(builds, mode) ? (mode as BuildName) : 'teams-app', '.built'),
);

/** The configuration of one build; `folder` is where the built folders stand, relative to the project. */
export const configOf = (name: BuildName, folder: string): UserConfig => {
  const { root, into, entries } = builds[name];
  const paths = entries.map((entry) => resolve(here, root, entry));
  return {
    mode: 'production',
    root: resolve(here, root),
    // The tab and the pane may stand behind any path of the school's address; the local tenant's pages stand at its top.
    base: name === 'local-tenant' ? '/' : './',
    logLevel: 'warn',
    plugins: name === 'excel-host' ? [] : [react()],
    build: {
      outDir: resolve(here, folder, into),
      emptyOutDir: name !== 'excel-host',
      target: 'es2022',
      chunkSizeWarningLimit: 1200,
      reportCompressedSize: false,
      // Office.js is a classic script that is there before the pane's own code runs; so is its stand-in.
      ...(name === 'excel-host'
        ? { lib: { entry: paths[0]!, formats: ['iife' as const], name: 'excelHost', fileName: () => 'host.js' } }
        : { rolldownOptions: { input: paths } }),
    },
    ...(name === 'excel-host' && { define: { 'process.env.NODE_ENV': '"production"' } }),
  };
};
