import { FluentProvider, teamsLightTheme } from '@fluentui/react-components';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import type { MeView } from '../../shared/views/me.ts';
import type { TodayView } from '../../shared/views/today.ts';
import { deskApi } from '../../teams-app/api/desk-api.ts';
import { DayHeading } from '../../teams-app/parts/day-heading.tsx';

const today = {
  school: 'Larkrise Academy',
  date: '2026-03-10',
  time: '09:16',
  dataAgeMinutes: 1,
  damaged: [] as readonly string[],
} as TodayView;
const me = { name: 'Mercy Okafor', school: 'northgate' } as MeView;
const both = [
  { id: 'larkrise', name: 'Larkrise Academy' },
  { id: 'northgate', name: 'Northgate School' },
];

const heading = (schools: MeView['schools']) =>
  renderToStaticMarkup(
    <FluentProvider theme={teamsLightTheme}>
      <DayHeading today={today} me={{ ...me, schools }} onSchool={() => undefined} />
    </FluentProvider>,
  );

afterEach(() => vi.unstubAllGlobals());

test('whoever works at one school sees its name, whoever works at two chooses', () => {
  expect(heading(both.slice(0, 1))).not.toContain('<select');
  const choice = heading(both);
  expect(choice.match(/<option[^>]*>[^<]*/g)).toEqual([
    '<option value="larkrise">Larkrise Academy',
    '<option value="northgate" selected="">Northgate School',
  ]);
});

test('every question and every write of the tab names the school that was chosen', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return new Response('{"error":{"code":"x","says":"no"}}', { status: 403 });
  });
  const chosen = deskApi('../api/', async () => 'token', 'northgate');
  const first = deskApi('../api/', async () => 'token');
  for (const ask of [chosen.me(), chosen.firstDay('9'), chosen.decideLeave({} as never), first.me()])
    await expect(ask).rejects.toThrow('no');
  expect(asked.toSorted()).toEqual([
    '../api/first-day?year=9&school=northgate',
    '../api/leave/decide?school=northgate',
    '../api/me',
    '../api/me?school=northgate',
  ]);
});
