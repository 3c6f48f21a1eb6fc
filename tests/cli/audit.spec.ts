import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as auditCommand from '../../bot/cli/audit.ts';
import { auditCsv } from '../../bot/cli/audit-csv.ts';
import * as exportCommand from '../../bot/cli/export.ts';
import { onDesk } from '../../bot/cli/record-work.ts';
import { brokenIn } from '../../shared/records/audit-chain.ts';
import { type AuditEvent, auditEvents } from '../../shared/records/audit-event.ts';
import { audit } from '../../shared/workflows/audit.ts';
import { CommandFolder } from '../support/command.ts';
import { canary, OrdinaryDesk, staff } from '../support/desk.ts';

const school = new OrdinaryDesk();
let folder: CommandFolder;
const work = onDesk(school.desk);
const asked = async (...args: readonly string[]) =>
  await folder.run(
    { usage: auditCommand.usage, run: async (given, io) => await auditCommand.run(given, io, work) },
    ...args,
  );
const exported = async (...args: readonly string[]) =>
  await folder.run({ usage: '', run: async (given, io) => await exportCommand.run(given, io, { work }) }, ...args);
const happened = async (key: string, pupil: string | undefined, detail: Record<string, string> = {}) =>
  await audit(school.desk, {
    key,
    by: staff.manager,
    verb: 'log-contact',
    record: `contact-log ${key}`,
    pupil,
    detail,
  });

beforeAll(async () => {
  folder = await CommandFolder.make();
  school.at('2026-03-09T09:00');
  await happened('one', 'P9A1');
  await happened('two', 'P9A2');
  school.at('2026-03-10T09:00');
  await happened('three', 'P9A1');
});
afterAll(async () => await folder.remove());

describe('desk audit', () => {
  test('counts the events and says that the chain holds; exit 0', async () => {
    const { status, json } = await asked('--json');
    expect({ status, json }).toMatchObject({ status: 0, json: { events: 3, ok: true, broken: [] } });
  });

  test('since a school day, and about one pupil: those are counted and listed', async () => {
    expect((await asked('--since', '2026-03-10', '--json')).json).toMatchObject({ events: 1, ok: true });
    const { out } = await asked('--pupil', 'P9A2');
    expect(out).toMatch(
      / 2 {2}2026-03-09T09:00:00Z {2}log-contact {2}contact-log two {2}pupil P9A2 {2}by Mercy Okafor/,
    );
    expect(out).toContain('The chain is whole.');
    await school.settle();
  });

  test('to look at one pupil’s trail is an event itself: one a day', async () => {
    await asked('--pupil', 'P9A2');
    await school.settle();
    const views = (await school.records.find(auditEvents)).filter(({ record }) => record.verb === 'view-audit');
    expect(views).toHaveLength(1);
  });

  test('an event that was changed by hand: its number, why, and exit 1, whatever was asked for', async () => {
    const [seen] = await school.records.find(auditEvents, [{ column: 'number', is: 'eq', value: 2 }]);
    await school.records.update(auditEvents, seen!, { byName: 'Somebody Else' });
    const { status, json, out } = await asked('--since', '2026-03-10', '--json');
    expect(status).toBe(1);
    expect(json).toMatchObject({ ok: false, broken: [{ at: 2 }] });
    expect(out).toContain('it was changed');
    const [changed] = await school.records.find(auditEvents, [{ column: 'number', is: 'eq', value: 2 }]);
    await school.records.update(auditEvents, changed!, { byName: 'Mercy Okafor' });
    expect((await asked('--json')).status).toBe(0);
  });
});

describe('desk export audit', () => {
  test('JSON lines whose chain anybody can walk, CSV beside it, both the owner’s alone; the export is the last event', async () => {
    const { status, json } = await exported('audit', 'out', '--json');
    expect(status).toBe(0);
    const [lines, csv] = json.files.map(({ file }: { file: string }) => file) as [string, string];
    const events = readFileSync(lines, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): AuditEvent => JSON.parse(line));
    expect(await brokenIn(events)).toEqual([]);
    expect(events.at(-1)).toMatchObject({ verb: 'export', record: 'audit', by: 'operator' });
    const rows: Record<string, string>[] = parse(readFileSync(csv), { columns: true, bom: true });
    expect(rows.map(({ number }) => Number(number))).toEqual(events.map(({ number }) => number));
    expect(rows.map(({ hash }) => hash)).toEqual(events.map(({ hash }) => hash));
    for (const file of [lines, csv]) expect(statSync(file).mode & 0o077).toBe(0);
    expect(readFileSync(csv, 'utf8') + readFileSync(lines, 'utf8')).not.toContain(canary);
  });

  test.each(['=1+1', '+44', '-2', '@SUM(A1)', '\t=1', '\r=1'])(
    'a cell %j is text, not a formula, and every cell is quoted',
    (text) => {
      const event: AuditEvent = {
        key: 'k',
        number: 1,
        at: '2026-03-10T09:00:00Z',
        by: 'id',
        byName: text,
        verb: 'log-contact',
        record: 'a "quoted", record',
        detail: '{}',
        previous: '0',
        hash: '1',
      };
      const written = auditCsv([event]);
      const [row]: Record<string, string>[] = parse(written, { columns: true, bom: true });
      expect(row).toMatchObject({ byName: `'${text}`, record: 'a "quoted", record', pupil: '' });
      expect(written.split('\r\n')[0]!.replace('\ufeff', '')).toMatch(/^("[a-zA-Z]+",?)+$/);
    },
  );

  test.each([
    ['names', ['audit', 'out', '--names'], 'no --names'],
    ['a date of the marks', ['parquet', 'out', '--since', '2026-03-10'], 'goes with the audit'],
  ])('wrong use: %s', async (_what, args, message) => {
    await expect(exported(...args)).rejects.toThrow(message);
  });
});
