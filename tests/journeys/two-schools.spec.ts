import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk as deskCommand } from '../../bot/cli/desk.ts';
import { endDesk, type RunningDesk, startDesk } from '../support/running-desk.ts';

interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly school: string;
}

let desk: RunningDesk;
let people: Person[];
const who = (school: string, role: string): string =>
  people.find((person) => person.school === school && person.roles.includes(role))!.id;

beforeAll(async () => {
  desk = await startDesk({ environment: { DESK_SCHOOLS: '2', DESK_NAMES: 'canary' } });
  people = (await desk.control('GET', '/people')) as Person[];
  await desk.clockTo('09:16');
});
afterAll(async () => await endDesk(desk));

const manager = 'attendance-manager';

describe('npm start with two schools: one desk for both', () => {
  test('each has its registers chased in its own Year 9 channel', async () => {
    const chased = (await desk.posts()).filter(
      ({ to, summary }) => to.name === 'Year 9' && summary === 'Registers to chase',
    );
    expect(chased).toHaveLength(2);
  });

  test('a manager sees the school they work at, and no other', async () => {
    for (const [own, other] of [
      ['saltmarsh', 'fernbrook'],
      ['fernbrook', 'saltmarsh'],
    ] as const) {
      const me = await desk.api(who(own, manager), 'GET', 'me');
      expect(me.body).toMatchObject({ school: own, schools: [{ id: own }] });
      expect((await desk.api(who(own, manager), 'GET', `tracker?school=${own}`)).status).toBe(200);
      expect((await desk.api(who(own, manager), 'GET', `tracker?school=${other}`)).status).toBe(403);
    }
  });

  test('a button is answered to those of its school, and to the other school’s manager in words alone', async () => {
    const cards = (await desk.posts()).filter(
      ({ to, summary }) => to.name === 'Year 9' && summary === 'First-day contact',
    );
    const answers = await Promise.all(
      cards.flatMap(({ id }) =>
        ['saltmarsh', 'fernbrook'].map(async (school) => {
          const answer = await desk.press({ post: id, as: who(school, manager), button: 'Show me the names' });
          return /does not know you/.test(JSON.stringify(answer)) ? 'stranger' : 'known';
        }),
      ),
    );
    expect(answers.toSorted()).toEqual(['known', 'known', 'stranger', 'stranger']);
  });

  test('the trust’s summary counts both, for a head and for no manager', async () => {
    const { status, body } = await desk.api(who('fernbrook', 'head'), 'GET', 'trust');
    expect([status, (body as { schools: { school: string }[] }).schools.map(({ school }) => school)]).toEqual([
      200,
      ['saltmarsh', 'fernbrook'],
    ]);
    expect(JSON.stringify(body)).not.toContain('Zqx');
    expect((await desk.api(who('saltmarsh', manager), 'GET', 'trust')).status).toBe(403);
  });

  test('desk trust asks the running desk, and says the same to whoever sits at the machine', async () => {
    let out = '';
    const io = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      cwd: '/',
      env: { DESK_DATA: desk.folder },
    };
    const status = await deskCommand(['trust'], io);
    expect([status, out.split('\n').map((line) => line.trim().split(',')[0])]).toEqual([
      0,
      ['Tidewater Trust', 'Saltmarsh Academy', 'Fernbrook School', ''],
    ]);
  });

  test('every line of the log about a school’s work says which', () => {
    const lines = desk
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(5);
    expect(
      lines
        .filter(({ job, slot, post, event }) => job || slot || post || event === 'import')
        .filter(({ school }) => !school),
    ).toEqual([]);
    expect(new Set(lines.map(({ school }) => school))).toEqual(new Set(['saltmarsh', 'fernbrook', undefined]));
    expect(desk.log()).not.toContain('Zqx');
  });
});
