import { beforeEach, expect, test } from 'vitest';
import { associateRibbon, listenToRibbon, type RibbonPage } from '../../excel-addin/office/ribbon.ts';
import { makeExcelHost } from '../../shared/local-tenant/excel-host/host.ts';
import type { RibbonFunctions } from '../../shared/local-tenant/excel-host/office.ts';
import { smallTracker } from '../support/small-tracker.ts';

let ribbon: RibbonFunctions;
let shown: number;
let heard: RibbonPage[];
let ended: number;

/** Presses a button as Office does, which waits for its end. */
const press = (name: string) => ribbon.get(name)!({ completed: () => ended++ });
const listen = () => listenToRibbon((page) => heard.push(page));

beforeEach(async () => {
  [ribbon, shown, heard, ended] = [new Map(), 0, [], 0];
  const showPane = async () => {
    shown++;
  };
  Object.assign(globalThis, { Office: makeExcelHost(await smallTracker(), { ribbon, showPane }).Office });
  associateRibbon();
});

test.each([
  ['deskUpdate', 'update'],
  ['deskPupil', 'pupils'],
  ['deskStages', 'stages'],
  ['deskMeeting', 'meeting'],
])('%s shows the pane, closed or open, and each press is told once', async (name, page) => {
  const stop = listen();
  await press(name);
  await press(name);
  stop();
  expect([shown, heard, ended]).toEqual([2, [page, page], 2]);
});

test('the press that starts the pane waits until the pane listens, and counts once', async () => {
  await press('deskUpdate');
  listen()();
  listen()();
  expect(heard).toEqual(['update']);
});

test('a pane that does not open leaves the button usable', async () => {
  const host = makeExcelHost(await smallTracker(), { ribbon, showPane: () => Promise.reject(new Error('no pane')) });
  Object.assign(globalThis, { Office: host.Office });
  await expect(press('deskUpdate')).rejects.toThrow('no pane');
  expect(ended).toBe(1);
});
