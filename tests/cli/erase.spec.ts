import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run as erase } from '../../bot/cli/erase.ts';
import type { Io } from '../../bot/cli/io.ts';
import { run as morning } from '../../bot/cli/morning.ts';
import { onDesk } from '../../bot/cli/record-work.ts';
import { run as retention } from '../../bot/cli/retention.ts';
import { run as subjectAccess } from '../../bot/cli/subject-access.ts';
import { withOwnDesk } from '../../bot/cli/with-own-desk.ts';
import { anyKinds } from '../../shared/records/all.ts';
import { leaveRequests } from '../../shared/records/leave-request.ts';
import type { Pupil } from '../../shared/records/pupil.ts';
import type { Desk } from '../../shared/workflows/desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-erase-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let out = '';
let err = '';
const io: Io = {
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  cwd: folder,
  env: { DESK_DATA: 'data', DESK_NAMES: 'canary' },
};

/** Everything in the lists and the library of the local school, as text, but for what must stay. */
const heldByTheSchool = async ({ records, files }: Desk): Promise<string> => {
  const held: unknown[] = [];
  for (const kind of anyKinds)
    if (!['amendment', 'audit-event'].includes(kind.name))
      held.push((await records.find(kind)).map(({ record }) => record));
  for (const place of ['Inbox', 'Desk', 'Letters'])
    for (const { path } of await files.list(place))
      held.push(new TextDecoder().decode((await files.read(path))!.content));
  return JSON.stringify(held);
};

type Answer = { readonly status: number; readonly err: string; readonly json: Record<string, never> };

/** The whole story in one opening of the school: it is the opening that takes time. */
const played = async () => {
  // A morning has been: tasks, lists and a request for leave.
  await morning(['--time', '09:16'], io);
  return await withOwnDesk(io, 'a test', async (desk) => {
    const command = async (run: typeof erase, ...args: string[]): Promise<Answer> => {
      [out, err] = ['', ''];
      const status = await run([...args, '--json'], io, onDesk(desk));
      return { status, err, json: JSON.parse(out) };
    };
    const [request] = await desk.records.find(leaveRequests);
    const pupil = (await desk.data.pupils()).get(request!.record.pupil)!;
    const access = await command(subjectAccess, pupil.key, '--out', 'answer');
    const due = await command(retention, '--dry-run');
    const before = await heldByTheSchool(desk);
    const dry = await command(erase, pupil.key, '--dry-run');
    const erased = await command(erase, pupil.key);
    const after = await heldByTheSchool(desk);
    const nobody = await command(erase, pupil.key);
    return { pupil, access, due, before, dry, erased, after, nobody };
  });
};

describe('a pupil of the local school, from the command line', () => {
  let story: Awaited<ReturnType<typeof played>>;
  let pupil: Pupil;
  beforeAll(async () => {
    story = await played();
    pupil = story.pupil;
  }, 240_000);

  test('subject access writes two files that nobody else may read', () => {
    const { status, json } = story.access;
    expect(status).toBe(0);
    expect(json.counts).toMatchObject({ Pupils: 1, 'Leave requests': 1 });
    const page = join(folder, 'answer/subject-access.html');
    expect(readFileSync(page, 'utf8')).toContain(pupil.surname);
    expect(statSync(page).mode & 0o077).toBe(0);
    expect(json.saved).toContain(page);
  });

  test('retention says of every list how long and why; nothing of an ordinary year is due', () => {
    const { status, json } = story.due;
    expect(status).toBe(0);
    const lines = json.records as unknown as readonly { readonly due: number }[];
    expect(lines).toHaveLength(anyKinds.length);
    expect(lines.filter(({ due }) => due > 0)).toEqual([]);
  });

  test('erased: no hit outside what must stay; the name stands nowhere at all', () => {
    const { before, dry, erased, after } = story;
    const { key, surname, forename } = pupil;
    // A line of a file, or a record, that has both names: brothers and sisters share one.
    const named = (text: string) =>
      text.split(/\\n|},/).filter((line) => line.includes(surname) && line.includes(forename)).length;
    expect(before).toContain(key);
    expect(named(before)).toBeGreaterThan(1);
    expect(erased.status).toBe(0);
    expect(erased.json.deleted).toEqual(dry.json.deleted);
    expect(erased.json.files).not.toEqual([]);
    expect(erased.err).not.toContain('Zqx');
    expect(after).not.toContain(key);
    expect(named(after)).toBe(0);
  });

  test('once more: the desk knows nobody of that id, exit 1', () => {
    expect(story.nobody).toMatchObject({ status: 1, json: { pupil: pupil.key, why: 'unknown' } });
  });
});
