import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import ExcelJS from 'exceljs';
import { build } from 'vite';
import { paneSchool } from './pane-school.ts';

const project = resolve(import.meta.dirname, '../../..');

/**
 * A tracker of the pane's school: figures that are old, a column of hers, one whose heading says nothing. Behind it a
 * sheet of the same kind for some of the pupils, and one that is no tracker.
 */
const trackerFile = async (): Promise<Uint8Array> => {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Tracker');
  sheet.addRow(['UPN', 'Name', 'Form', '% Att', 'Unauth', 'PA?', 'Rec stage', 'Next action', 'Mum rings', 'X']);
  for (const [at, { pupil, surname, forename, form, attended, possible }] of paneSchool().pupils.entries())
    sheet.addRow([
      pupil,
      `${surname}, ${forename}`,
      form,
      0.9,
      2,
      'N',
      0,
      at === 1 ? 'Ring the grandmother' : '',
      at % 3 === 0 ? 'yes' : '',
      attended / possible,
    ]);
  for (const column of [4, 10]) sheet.getColumn(column).numFmt = '0.0%';
  const few = workbook.addWorksheet('Reviews');
  few.addRow(['UPN', 'Name', '% Att']);
  for (const { pupil, surname, forename } of paneSchool().pupils.slice(0, 6))
    few.addRow([pupil, `${surname}, ${forename}`, 0.9]);
  few.getColumn(3).numFmt = '0.0%';
  workbook.addWorksheet('How I use this').addRow(['Press Update on Mondays.']);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

/** The real pane over a desk and a workbook that are held in the page: `window.behind` is what a test moves. */
export const startPanePage = async (): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> => {
  const built = await build({
    configFile: false,
    mode: 'production',
    root: project,
    logLevel: 'error',
    // Vitest names this a test; the page is built as it is for people.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: resolve(import.meta.dirname, 'page.tsx'), formats: ['es'], fileName: 'page' },
    },
  });
  const [{ output }] = built as unknown as [{ output: { code: string }[] }];
  const script = output[0]!.code;
  const [style, workbook] = await Promise.all([readFile(resolve(project, 'excel-addin/pane.css')), trackerFile()]);
  const html = `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Attendance Desk</title>
<link rel="stylesheet" href="/pane.css"></head><body><div id="root"></div><script type="module" src="/page.js"></script></body></html>`;
  const served: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
    '/': ['text/html', html],
    '/page.js': ['text/javascript', script],
    '/pane.css': ['text/css', style],
    '/tracker.xlsx': ['application/octet-stream', workbook],
  };
  const server = createServer((request, response) => {
    const [type, body] = served[new URL(request.url!, 'http://localhost').pathname] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise<void>((listen) => server.listen(0, '127.0.0.1', listen));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
