import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { desk } from '../../bot/cli/desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-school-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const trust = {
  M365_TENANT_ID: '11111111-1111-4111-8111-111111111111',
  DESK_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
  DESK_CLIENT_SECRET: 'secret',
  TEAMS_APP_ID: '55555555-5555-4555-8555-555555555555',
  DESK_PRESS_KEY: 'x'.repeat(32),
  DESK_CONFIG: JSON.stringify({
    schools: ['larkrise', 'northgate'].map((id) => ({ id, name: id, site: `contoso.sharepoint.com,${id}` })),
  }),
};

const run = async (...args: string[]) => {
  let err = '';
  const io = {
    out: () => undefined,
    err: (text: string) => {
      err += text;
    },
    cwd: folder,
    env: { ...trust, DESK_DATA: 'data' },
  };
  return { status: await desk(args, io), err };
};

describe('--school, where several are configured', () => {
  test.each([
    [['marks', '--pupil', 'M1'], 'Which school? --school takes one of larkrise, northgate.'],
    [['marks', '--pupil', 'M1', '--school', 'southgate'], '--school southgate: expected one of larkrise, northgate.'],
    [['marks', '--school=southgate', '--pupil', 'M1'], '--school southgate: expected one of larkrise, northgate.'],
    [['marks', '--pupil', 'M1', '--school'], '--school: expected the id of a school.'],
    [['marks', '--school', '--pupil', 'M1'], '--school: expected the id of a school.'],
  ])('desk %s', async (args, says) => {
    const { status, err } = await run(...args);
    expect([status, err.split(' Usage:')[0]]).toEqual([2, says]);
  });
});
