import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphRoutes } from '../../shared/local-tenant/graph/routes.ts';
import { recordKinds } from '../../shared/records/all.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';

/** What a morning seen from here does not ask for, and who does. */
const askedElsewhere = [
  // `provision`, when somebody has damaged a list by hand
  'PATCH /sites/{site}/lists/{list}',
  'POST /sites/{site}/lists/{list}/columns',
  'PATCH /sites/{site}/lists/{list}/columns/{column}',
  // what `npm start` prints for a person who watches
  'GET /users/{user}',
  // `retention` and `erase`
  'DELETE /sites/{site}/lists/{list}/items/{item}',
  'DELETE /sites/{site}/drive/root:/{path}',
  'GET /sites/{site}/drive/root/children',
  // `doctor`
  'GET /sites/{site}/lists/{list}',
  'GET /sites/{site}/lists/{list}/columns',
  'GET /groups/{group}',
  'GET /teams/{team}',
  'GET /teams/{team}/permissionGrants',
  // the contract suite, which leaves a real tenant as it found it
  'DELETE /sites/{site}/lists/{list}',
  'GET /sites/{site}/lists/{list}/columns/{column}',
  'DELETE /sites/{site}/lists/{list}/columns/{column}',
  'GET /sites/{site}/lists/{list}/items/{item}',
  'GET /sites/{site}/drive/root/delta',
  'GET /sites/{site}/drive/items/{item}',
  'GET /sites/{site}/drive/items/{item}/content',
  'POST /users/{user}/checkMemberGroups',
];

describe('a school that has never seen the desk, started twice', () => {
  let desk: RunningDesk;
  const used = new Set<string>();

  const noteRequests = async (): Promise<void> => {
    for (const route of Object.keys((await desk.control('GET', '/requests/uses')) as object)) used.add(route);
  };
  beforeAll(async () => {
    desk = await startDesk({ environment: { DESK_SEED: '2' } });
    await desk.clockTo('09:16');
    const manager = await desk.whoIs('attendance-manager');
    const card = (await desk.posts()).find(({ summary }) => summary === 'First-day contact')!;
    await desk.press({ post: card.id, as: manager.id, button: 'Show me the names' });
    await desk.settle();
    const list = (await desk.posts()).find(({ to }) => to.name === manager.name)!;
    await desk.press({ post: list.id, as: manager.id, button: 'No answer' });
    await desk.settle();
    await noteRequests();
    await desk.stop();
    desk = await startDesk({ folder: desk.folder, environment: { DESK_SEED: '2' } });
    await desk.settle();
    await noteRequests();
  });
  afterAll(async () => await endDesk(desk));

  test('has every list made for it, and its pupils in them', async () => {
    for (const { list } of recordKinds) expect(await desk.list(list)).toBeInstanceOf(Array);
    expect((await desk.list('Pupils')).length).toBeGreaterThan(1100);
    expect((await desk.list('Staff')).length).toBeGreaterThan(70);
  });

  test('has its marks in one file a person can open', async () => {
    const text = await (
      await fetch(`${desk.tenant}/_page/file?path=${encodeURIComponent('Mark book/2025-26.txt')}`)
    ).text();
    expect(text).toMatch(/2025\/26/);
    expect(text.length).toBeLessThan(1_500_000);
  });

  test('the stand-in of Graph answers nothing that a morning does not ask for', async () => {
    const routes = graphRoutes.map(({ method, template }) => `${method} ${template}`);
    expect(routes.filter((route) => !askedElsewhere.includes(route)).filter((route) => !used.has(route))).toEqual([]);
  });

  test('/readyz says that database, tenant, jobs and data are there; /metrics counts and names nobody', async () => {
    const response = await fetch(`${desk.desk}/readyz`);
    expect(response.status).toBe(200);
    expect(await (await fetch(`${desk.desk}/metrics`)).text()).toMatch(/posts_sent \d+/);
  });
});
