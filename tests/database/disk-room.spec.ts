import { describe, expect, test } from 'vitest';
import type { Database } from '../../bot/database/database.ts';
import { DatabasePressLog } from '../../bot/database/database-press-log.ts';
import { DiskRoom, freeIn } from '../../bot/database/disk-room.ts';
import { takePress } from '../../shared/workflows/take-press.ts';
import { OrdinaryDesk, staff, today } from '../support/desk.ts';

const megabyte = 1024 * 1024;

const roomOf = (megabytes: number) => {
  let [free, now, asked] = [megabytes * megabyte, 0, 0];
  const warned: (number | undefined)[] = [];
  const log = {
    info: () => undefined,
    warn: (_event: string, fields?: { count?: number }) => void warned.push(fields?.count),
    error: () => undefined,
  };
  const room = new DiskRoom(
    async () => {
      asked++;
      return free;
    },
    log,
    () => now,
  );
  return {
    room,
    warned,
    asked: () => asked,
    leaves: (left: number, seconds: number) => {
      free = left * megabyte;
      now += seconds * 1000;
    },
  };
};

describe('the disk of the embedded database (reliability §2)', () => {
  test.each([
    [200, undefined, true],
    [199, '199 MB are free on the disk', true],
    [64, '64 MB are free on the disk', true],
    [63, '63 MB are free on the disk', false],
    [0, '0 MB are free on the disk', false],
  ])('%i MB free: said %s, a press is kept: %s', async (free, said, isKept) => {
    const { room } = roomOf(free);
    expect(await room.trouble()).toBe(said);
    const kept = room.ensure().then(
      () => true,
      () => false,
    );
    expect(await kept).toBe(isKept);
  });

  test('a hundred presses ask the disk once, and the log hears of it every ten minutes', async () => {
    const disk = roomOf(150);
    for (let press = 0; press < 100; press++) await disk.room.ensure();
    expect([disk.asked(), disk.warned]).toEqual([1, [150]]);
    disk.leaves(120, 599);
    await disk.room.ensure();
    expect(disk.warned).toEqual([150]);
    disk.leaves(110, 2 + 2);
    await disk.room.ensure();
    expect(disk.warned).toEqual([150, 110]);
  });

  test('this machine’s disk says how much is free', async () => {
    expect(await freeIn(import.meta.dirname)()).toBeGreaterThan(0);
  });

  test('a press that finds no room is refused in words, and nothing reaches the database', async () => {
    const ordinary = new OrdinaryDesk();
    const untouched = new Proxy({} as Database, {
      get: () => () => {
        throw new Error('the database was asked');
      },
    });
    const full = new DatabasePressLog(untouched, 'larkrise', roomOf(10).room);
    ordinary.presses.take = async (press) => await full.take(press);
    const person = {
      ...staff.officer,
      roles: ['pastoral-administration-officer' as const],
      email: '',
      years: [],
      forms: [],
      staffCode: undefined,
    };
    const asked = { date: today, half: 'AM', year: '9', group: '9B', action: 'taken' } as const;
    const taken = await takePress(ordinary.desk, person, 'chase-register', 'press-1', asked);
    expect(taken).toEqual({ state: 'refused', says: expect.stringMatching(/disk .* is full/) });
    expect(ordinary.presses.text).toBe('[]');
  });
});
