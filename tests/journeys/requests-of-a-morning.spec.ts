import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { acceptManyAnswer } from '../../shared/views/stages.ts';
import { trackerView } from '../../shared/views/tracker.ts';
import { postTo } from '../support/post-text.ts';
import { endDesk, type PersonInTeams, type RunningDesk, startDesk } from '../support/running-desk.ts';

const line = z.object({ method: z.string(), path: z.string() });
const lines = z.array(line.extend({ inner: z.array(line).optional() }));
type Line = z.infer<typeof lines>[number];

/**
 * What a request to Graph is about. `poll`: what changed in the inbox, in the desk's own files and in the lists, by
 * ETags and delta tokens; whatever else goes out in the same request costs none. `people`: who works here, in which
 * role. `file`: an export that changed, the mark book. `cards`: Teams. The rest are the records.
 */
const aboutOf = ({ path, inner = [] }: Line): 'poll' | 'people' | 'file' | 'cards' | 'record' => {
  const paths = [path, ...inner.map((part) => part.path)];
  const some = (piece: string) => paths.some((each) => each.includes(piece));
  if (some('/conversations')) return 'cards';
  if (some(':/children')) return 'poll';
  if (some('/drive/')) return 'file';
  if (some('/users') || some('/groups')) return 'people';
  return inner.length > 0 && inner.every((part) => part.path.includes('/items/delta')) ? 'poll' : 'record';
};

describe('how often SharePoint is asked in one school’s morning (1,200 pupils, 50 registers, four of them never taken)', () => {
  let desk: RunningDesk;
  let manager: PersonInTeams;

  const asked = async (): Promise<Record<string, number>> => {
    const all = lines.parse(await desk.control('GET', '/requests'));
    await desk.control('DELETE', '/requests');
    const counts: Record<string, number> = { poll: 0, people: 0, file: 0, cards: 0, record: 0 };
    for (const each of all) counts[aboutOf(each)]! += 1;
    return counts;
  };

  beforeAll(async () => {
    desk = await startDesk();
    manager = await desk.whoIs('attendance-manager');
    await desk.clockTo('08:49');
    await asked();
  });
  afterAll(async () => await endDesk(desk));

  test('nudges, unmarked registers and first-day lists: 12 requests for all their records, the 146 pupils of the list among them', async () => {
    for (const time of ['08:50', '09:00', '09:10', '09:15']) await desk.clockTo(time);
    const { record, people } = await asked();
    expect((await desk.list('First day')).length).toBeGreaterThan(140);
    expect((await desk.list('Posts')).length).toBeGreaterThan(25);
    expect(record).toBeLessThanOrEqual(12);
    // Roles are five minutes old at most.
    expect(people).toBeLessThanOrEqual(6);
  });

  test('a press: two requests, one for what it says and one for the event and the card that follow from it', async () => {
    const { id } = postTo(await desk.posts(), 'Year 8', 'First-day contact');
    await desk.press({ post: id, as: manager.id, button: 'Show me the names' });
    await desk.settle();
    const list = postTo(await desk.posts(), manager.name, 'Your first-day list');
    await asked();
    await desk.press({ post: list.id, as: manager.id, button: 'No answer' });
    await desk.settle();
    expect((await desk.list('Contact log')).length).toBe(1);
    expect((await asked()).record).toBeLessThanOrEqual(2);
  });

  test('the tracker of 1,200 pupils: two requests for its lists and the event, and then none', async () => {
    const tracker = async () => trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    expect((await tracker()).pupils.length).toBeGreaterThan(1100);
    await desk.settle();
    expect((await asked()).record).toBeLessThanOrEqual(2);
    await tracker();
    expect((await asked()).record).toBe(0);
  });

  test('seventeen stages begun at once: two requests for the stages, their events and the card', async () => {
    const { on, pupils } = trackerView.parse((await desk.api(manager.id, 'GET', 'tracker')).body);
    const due = pupils.filter(({ year, stage }) => year === '9' && stage.recommended === '1' && stage.decided === null);
    const many = { key: 'seventeen-due-letter-1', stage: '1', pupils: due.slice(0, 17).map(({ pupil }) => pupil), on };
    await asked();
    const { body } = await desk.api(manager.id, 'POST', 'stages/accept-many', many);
    expect(acceptManyAnswer.parse(body).answers.map(({ state }) => state)).toEqual(Array(17).fill('saved'));
    await desk.settle();
    expect((await asked()).record).toBeLessThanOrEqual(2);
    expect((await desk.list('Interventions')).length).toBe(17);
  });

  test('a quiet minute: the poll alone, one request and whatever the export changed', async () => {
    await asked();
    await desk.clockTo('09:18');
    const { record, poll, file } = await asked();
    expect(record).toBe(0);
    expect(file).toBe(0);
    // Three minutes, and a look more for each time that everything is settled.
    expect(poll).toBeLessThanOrEqual(12);
  });
});
