import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { nestedAppAuthBridge } from '../../shared/local-tenant/excel-host/nested-app-auth.ts';
import { OpenWorkbook } from '../../shared/local-tenant/excel-host/open-workbook.ts';
import { grouped } from '../../shared/local-tenant/pages/common/roles.ts';
import { conditionalFormats, conditionalLook } from '../../shared/local-tenant/pages/excel/conditional-formats.ts';
import { barIn, dataBars } from '../../shared/local-tenant/pages/excel/data-bars.ts';
import { holds } from '../../shared/local-tenant/pages/excel/formula-test.ts';
import { drawingsOf } from '../../shared/local-tenant/pages/excel/sheet-drawings.ts';
import { layoutOf } from '../../shared/local-tenant/pages/excel/sheet-layout.ts';
import { markCard } from '../../shared/local-tenant/pages/teams/mark-card.ts';
import { readPlace, readTabLink, writePlace } from '../../shared/local-tenant/pages/teams/place.ts';
import type { PageToken } from '../../shared/local-tenant/web/page-api.ts';
import { openXlsx } from '../../shared/workbook/xlsx/open.ts';
import { smallTracker } from '../support/small-tracker.ts';

describe('places in Teams', () => {
  test.each([
    '#/activity',
    '#/chat',
    '#/chat/a%3A1',
    '#/teams/19%3Ayear9%40thread.tacv2',
    '#/tab/today',
    '#/tab/today/first-day%2F9',
  ])('%s is read and written', (hash) => expect(writePlace(readPlace(hash))).toBe(hash));

  const link = (app: string, context: string) =>
    `https://teams.microsoft.com/l/entity/${app}/today?context=${encodeURIComponent(context)}`;

  test.each([
    ['with a place in the tab', link('app', '{"subEntityId":"leave/7"}'), 'leave/7'],
    ['with the newer name of it', link('app', '{"subPageId":"leave/7"}'), 'leave/7'],
    ['without one', link('app', '{}'), null],
    ['with a context that is not JSON', link('app', '{'), null],
  ])('a link into the tab %s', (_says, url, subPageId) =>
    expect(readTabLink(url, 'app')).toEqual({ is: 'tab', entityId: 'today', subPageId }),
  );

  test.each([
    ['another app', link('other', '{}')],
    ['another site', link('app', '{}').replace('teams.microsoft.com', 'teams.example')],
    ['no address', 'today'],
  ])('a link to %s is none', (_says, url) => expect(readTabLink(url, 'app')).toBeNull());
});

test('an action’s copy leads back to the very object, and ids of two cards never meet', () => {
  const action = { type: 'Action.Execute', title: 'Save', verb: 'save', data: { id: 'x', type: 'Input.Text' } };
  const toggle = { type: 'Action.ToggleVisibility', targetElements: ['more', { elementId: 'less', isVisible: false }] };
  const card = { type: 'AdaptiveCard', body: [{ type: 'Input.Text', id: 'why' }], actions: [action, toggle] };
  const { marked, originals } = markCard(card, 'p1');
  expect(originals.get('p1-action-0')).toBe(action);
  expect(marked).toMatchObject({
    body: [{ id: 'p1-why' }],
    actions: [
      { id: 'p1-action-0', data: action.data },
      { targetElements: ['p1-more', { elementId: 'p1-less', isVisible: false }] },
    ],
  });
});

test('people are offered by what they do, each once, those to start with first', () => {
  const person = (name: string, roles: string[], suggested = false) => ({
    id: name,
    name,
    jobTitle: 'x',
    email: '',
    roles,
    suggested,
  });
  const people = [
    person('Teasel', ['teacher']),
    person('Thistle', ['tutor', 'teacher', 'head-of-year']),
    person('Bramble', ['deputy-head'], true),
    person('Clover', []),
  ];
  expect(grouped(people).map(({ heading, people: [one] }) => [heading, one!.name])).toEqual([
    ['Start with one of these', 'Bramble'],
    ['Heads of year', 'Thistle'],
    ['Teachers', 'Teasel'],
    ['Other staff', 'Clover'],
  ]);
  expect(grouped(people, 'thist').flatMap(({ people: found }) => found.map(({ name }) => name))).toEqual(['Thistle']);
});

describe('conditional formats that the sheet page understands', async () => {
  const xlsx = await smallTracker();
  const sheet = xlsx.sheet('Tracker')!;

  test.each([
    ['D4>=0.9', true],
    ['D5<90%', true],
    ['AND(ISNUMBER(D4),$D$4<0.95)', true],
    ['OR(C4="9B",c5="9b")', true],
    ['NOT(ISBLANK(Z9))', false],
    ['Z9=0', true],
    ['(A4<>"A1")', false],
    ['D4>-1', true],
  ])('%s', (formula, is) => expect(holds(formula, sheet)).toBe(is));

  test.each(['SEARCH("a",A4)', 'A4&"x"="A1x"', 'D4>', 'D4+1>1', 'A4:B5=1'])('%s is beyond it', (formula) =>
    expect(holds(formula, sheet)).toBeUndefined(),
  );

  test('a cell takes the look of the first rule that holds for it, shifted to where it stands', () => {
    const around = {
      name: 'worksheet',
      attributes: new Map(),
      text: '',
      children: [
        {
          name: 'conditionalFormatting',
          attributes: new Map([['sqref', 'D4:D5']]),
          text: '',
          children: [
            rule({ type: 'expression', priority: '2', dxfId: '1' }, 'D4<0.95'),
            rule({ type: 'cellIs', operator: 'lessThanOrEqual', priority: '1', dxfId: '0' }, '0.9'),
          ],
        },
      ],
    };
    const colour = (fill: string) => ({ fill, font: {}, borders: {} });
    const rules = conditionalFormats(
      { ...sheetLike(sheet), around },
      { cells: [], differential: [colour('red'), colour('amber')] },
    );
    expect([4, 5, 6].map((row) => conditionalLook(rules, sheet, row, 4)?.fill)).toEqual(['amber', 'red', undefined]);
  });
});

const rule = (attributes: Record<string, string>, formula: string) => ({
  name: 'cfRule',
  attributes: new Map(Object.entries(attributes)),
  text: '',
  children: [{ name: 'formula', attributes: new Map<string, string>(), text: formula, children: [] }],
});

/** A sheet with the same cells whose surroundings a test may set. */
const sheetLike = <T extends object>(sheet: T): T => Object.create(sheet) as T;

describe('what lies behind and over the cells of a sheet', async () => {
  const book = new ExcelJS.Workbook();
  const tracker = book.addWorksheet('Tracker');
  tracker.addRows([[1], [3], [5], ['total'], [2], ['Surname, forename']]);
  tracker.getCell('A6').alignment = { wrapText: true };
  const bar = { type: 'dataBar', priority: 1, color: { argb: 'FF63C384' } };
  const bars = (ref: string, ...cfvo: object[]) =>
    tracker.addConditionalFormatting({ ref, rules: [{ ...bar, cfvo } as never] });
  bars('A1:A4', { type: 'min' }, { type: 'max' });
  bars('A5', { type: 'num', value: 0 }, { type: 'num', value: 8 });
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  const picture = book.addImage({ base64: pixel, extension: 'png' });
  tracker.addImage(picture, { tl: { col: 1, row: 1 }, br: { col: 3, row: 4 } } as never);
  const { xlsx } = new OpenWorkbook(openXlsx(new Uint8Array(await book.xlsx.writeBuffer())));
  const sheet = xlsx.sheet('Tracker')!;

  test('a data bar is as long as its number is large between its ends; a text has none', () => {
    const drawn = dataBars(sheet);
    expect([1, 2, 3, 4, 5].map((row) => barIn(drawn, sheet, row, 1)?.share)).toEqual([0, 0.5, 1, undefined, 0.25]);
    expect(barIn(drawn, sheet, 1, 1)?.colour).toBe('#63c384');
  });

  test('a row without a height of its own is as high as its wrapped text', () => {
    const layout = layoutOf(sheet, xlsx.styles);
    const height = (row: number) => layout.top(row + 1) - layout.top(row);
    expect([height(1), height(6)]).toEqual([20, 38]);
  });

  test('so is one far down a long list of few columns, as a meeting pack is', async () => {
    const list = new ExcelJS.Workbook();
    const pack = list.addWorksheet('Meeting');
    pack.getCell('A900').value = 'Surname, forename';
    pack.getCell('A900').alignment = { wrapText: true };
    const long = openXlsx(new Uint8Array(await list.xlsx.writeBuffer()));
    const layout = layoutOf(long.sheet('Meeting')!, long.styles);
    expect(layout.top(901) - layout.top(900)).toBe(38);
  });

  test('a picture is where it hangs: over the cells between its corners', () => {
    const layout = layoutOf(sheet, xlsx.styles);
    expect(drawingsOf(xlsx, sheet, layout)).toEqual([
      {
        kind: 'Picture',
        name: 'Picture 1',
        left: layout.left(2),
        top: layout.top(2),
        width: layout.left(4) - layout.left(2),
        height: layout.top(5) - layout.top(2),
      },
    ]);
  });
});

describe('signing in a pane that is nested in Office', () => {
  const given: PageToken = {
    token: 'access',
    idToken: 'id',
    expiresIn: 3600,
    scope: 'api://desk/access_as_user',
    account: {
      oid: 'o',
      tid: 't',
      homeAccountId: 'o.t',
      environment: 'login.microsoftonline.com',
      username: 'p@school.example',
      name: 'Priya Ledger',
    },
  };
  const ask = (method: string, token: () => Promise<PageToken>) =>
    new Promise<Record<string, unknown>>((answered) => {
      const bridge = nestedAppAuthBridge(token);
      bridge.addEventListener('message', (message) => answered(JSON.parse(String(message)) as Record<string, unknown>));
      bridge.postMessage(
        JSON.stringify({ messageType: 'NestedAppAuthRequest', method, requestId: 'r', tokenParams: { scope: 's' } }),
      );
    });

  test('a token is given with the account it is for', async () => {
    expect(await ask('GetToken', async () => given)).toMatchObject({
      requestId: 'r',
      success: true,
      token: { access_token: 'access', expires_in: 3600, scope: 's' },
      account: { localAccountId: 'o', tenantId: 't' },
    });
  });

  test('what cannot be given is said, and so is what is not known', async () => {
    const broken = async () => {
      throw new Error('no such person');
    };
    expect(await ask('GetToken', broken)).toMatchObject({ success: false, error: { description: 'no such person' } });
    expect(await ask('GetActiveAccount', async () => given)).toMatchObject({ success: false });
  });
});
