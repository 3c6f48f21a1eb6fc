import { expect, test } from 'vitest';
import { Later } from '../../bot/posts/later.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';

const open = () => {
  const logged: unknown[] = [];
  const write = (event: string, fields?: unknown): void => {
    logged.push([event, fields]);
  };
  return { later: new Later({ info: write, warn: write, error: write }, 'larkrise'), logged };
};

test('work begins after the answer, and idle waits for it and for what it starts', async () => {
  const { later } = open();
  const done: string[] = [];
  later.run('first', async () => {
    done.push('first');
    later.run('second', async () => {
      done.push('second');
    });
  });
  expect(done).toEqual([]);
  await later.idle();
  expect(done).toEqual(['first', 'second']);
});

test('ten presses in a moment redraw a card twice: the one that runs, and the newest of those that wait', async () => {
  const { later } = open();
  const drawn: number[] = [];
  for (let press = 1; press <= 10; press++)
    later.run('refresh/card', async () => {
      drawn.push(press);
    });
  await later.idle();
  expect(drawn).toEqual([1, 10]);
});

test('two works of one name never run side by side', async () => {
  const { later } = open();
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
  };
  later.run('card', work);
  await new Promise((resolve) => setTimeout(resolve, 2));
  later.run('card', work);
  await later.idle();
  expect(most).toBe(1);
});

test('a failure is logged by its kind, without what it was about, and the rest goes on', async () => {
  const { later, logged } = open();
  later.run('list/2026-03-10/AM/9/id-officer', async () => {
    throw new OutsideError('busy', 'Teams answered 429');
  });
  let done = false;
  later.run('other', async () => {
    done = true;
  });
  await later.idle();
  expect(done).toBe(true);
  expect(logged).toEqual([['later', { school: 'larkrise', job: 'list', kind: 'busy' }]]);
});
