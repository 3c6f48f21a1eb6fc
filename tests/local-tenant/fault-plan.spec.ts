import { describe, expect, test } from 'vitest';
import { type FaultCall, FaultPlan, faultsFrom, isMeant } from '../../shared/local-tenant/faults/fault-plan.ts';

const graph = (method: string, path: string, kind: FaultCall['kind'] = 'call'): FaultCall => ({
  method,
  door: '/graph/v1.0',
  path,
  kind,
});
const means = (match: object, call: FaultCall, kind = '429') => isMeant(faultsFrom([{ match, do: kind }])[0]!, call);
const items = graph('GET', '/sites/a,b,c/lists/l1/items?$filter=fields%2Fkey+eq+%27x%27');

describe('which calls a fault means', () => {
  test.each([
    ['every call, when it names none', {}, items, true],
    ['those of its method, in any case', { method: 'get' }, items, true],
    ['none of another method', { method: 'POST' }, items, false],
    ['those whose path holds its words', { path: 'lists/l1/' }, items, true],
    ['also in the query as it came', { path: 'fields%2Fkey' }, items, true],
    ['and in the query as it reads', { path: "fields/key eq 'x'" }, items, true],
    ['with the version', { path: '/v1.0/sites' }, items, true],
    ['with the whole address', { path: '/graph/v1.0/sites' }, items, true],
    ['a * stands for anything', { path: '/sites/*/items' }, items, true],
    ['a pattern speaks of the whole path', { path: '/lists/*/items' }, items, false],
    ['its dots and brackets are themselves', { path: '/v1x0/*' }, items, false],
    ['a pattern may name the query', { path: '*/items?*key*' }, items, true],
    ['a request in a batch, by its path', { path: '/items' }, graph('POST', '/sites/s/lists/l/items', 'part'), true],
    ['not by its method alone', { method: 'POST' }, graph('POST', '/sites/s/lists/l/items', 'part'), false],
    ['the batch itself, by its method alone', { method: 'POST' }, graph('POST', '/$batch', 'batch'), true],
  ])('%s', (_says, match, call, expected) => {
    expect(means(match, call)).toBe(expected);
  });

  test('half a batch can fail only in a batch', () => {
    expect(means({}, items, 'half-batch')).toBe(false);
    expect(means({}, graph('POST', '/$batch', 'batch'), 'half-batch')).toBe(true);
  });
});

/** What befalls so many calls: `-` nothing. */
const befalls = (faults: unknown, calls: number): string => {
  const plan = new FaultPlan();
  plan.add(faultsFrom(faults));
  return Array.from({ length: calls }, () => plan.strike(items)?.fault.do ?? '-').join(' ');
};

describe('when a fault fires', () => {
  test.each([
    ['at the first call, once, when nothing is said', [{ do: '503' }], '503 - - -'],
    ['at the nth', [{ match: { nth: 3 }, do: '503' }], '- - 503 -'],
    ['so many times in a row', [{ match: { nth: 2, times: 2 }, do: '503' }], '- 503 503 -'],
    ['each fault counts for itself', [{ match: { nth: 2 }, do: '503' }, { do: '429' }], '429 503 - -'],
    ['of two due at once the younger waits', [{ do: '503' }, { do: '429' }, { do: 'reset' }], '503 429 reset -'],
    ['a call that another fault met counts too', [{ do: '503' }, { match: { nth: 2 }, do: '429' }], '503 429 - -'],
  ])('%s', (_says, faults, expected) => {
    expect(befalls(faults, 4)).toBe(expected);
  });

  test('calls it does not mean are not counted', () => {
    const plan = new FaultPlan();
    plan.add(faultsFrom([{ match: { path: '/users', nth: 2 }, do: '404' }]));
    const met = [items, graph('GET', '/users'), items, graph('GET', '/users?$top=9')].map((call) => plan.strike(call));
    expect(met.map((struck) => struck?.fault.do)).toEqual([undefined, undefined, undefined, '404']);
  });

  test('it is known what waits, how far it has counted, and which request each fired at', () => {
    const plan = new FaultPlan();
    plan.add(faultsFrom([{ match: { nth: 3, times: 2 }, do: '503', retryAfter: 4 }, { do: 'reset' }]));
    plan.strike(items)!.tell(17);
    plan.strike(items);
    expect(plan.waiting).toEqual([{ match: { nth: 3, times: 2 }, do: '503', retryAfter: 4, seen: 2, left: 2 }]);
    expect(plan.fired).toMatchObject([{ do: 'reset', n: 17, method: 'GET', path: items.path }]);
    plan.clear();
    expect([plan.waiting, plan.fired]).toEqual([[], []]);
  });
});

test.each([
  ['no fault at all', undefined, 'a list of faults'],
  ['an unknown kind', [{ do: '418' }], 'do: one of 429'],
  ['no kind', [{ match: {} }], 'do: one of'],
  ['a number where words stand', [{ match: { path: 7 }, do: '429' }], 'match.path'],
  ['a zeroth call', [{ match: { nth: 0 }, do: '429' }], 'match.nth'],
  ['half a time', [{ match: { times: 1.5 }, do: '429' }], 'match.times'],
  ['a negative wait', [{ do: '429', retryAfter: -1 }], 'retryAfter'],
  ['a word it does not know', [{ match: { paths: '/x' }, do: '429' }], 'match.paths'],
])('%s is refused in words', (_says, body, words) => {
  expect(() => faultsFrom(body)).toThrow(words);
});
