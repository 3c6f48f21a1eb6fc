import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RawState, stateForm } from '../../shared/local-tenant/control/state-form.ts';

const guid = (last: number) => `11111111-1111-4111-a111-${String(last).padStart(12, '0')}`;
const button = (item: string, version: number) => ({
  attachments: [{ content: { actions: [{ data: { id: item, seen: `"${item},${version}"`, sig: `s${version}x` } }] } }],
});

/** Two leave requests, the card of one in two versions, an answer to it, and the ledger that names the card. */
const morning = {
  lists: [
    {
      name: 'Leave',
      items: [
        { guid: guid(1), fields: { key: 'leave/a', reason: 'Wedding' } },
        { guid: guid(2), fields: { reason: 'Funeral', key: 'leave/b' } },
      ],
    },
    { name: 'Posts', items: [{ guid: guid(3), fields: { key: 'post/a', activity: '1773131400000' } }] },
  ],
  files: { 'Desk/policy.json': 'ab' },
  posts: [
    {
      id: '1773131400000',
      to: 'Year 9',
      from: 'bot',
      replyTo: null,
      deleted: false,
      versions: [button(guid(1), 1), { ...button(guid(1), 2), text: 'Granted' }],
    },
    {
      id: '1773131400001',
      to: 'Year 9',
      from: 'bot',
      replyTo: '1773131400000',
      deleted: false,
      versions: [{ text: 'Done' }],
    },
  ],
} satisfies RawState;

test('ids are the places of what they name, wherever they stand', () => {
  expect(stateForm(morning)).toEqual({
    files: { 'Desk/policy.json': 'ab' },
    lists: {
      Leave: [
        { key: 'leave/a', reason: 'Wedding' },
        { key: 'leave/b', reason: 'Funeral' },
      ],
      Posts: [{ activity: '#Year 9/2', key: 'post/a' }],
    },
    posts: [
      { deleted: false, from: 'bot', replyTo: '#Year 9/2', to: 'Year 9', versions: [{ text: 'Done' }] },
      {
        deleted: false,
        from: 'bot',
        replyTo: null,
        to: 'Year 9',
        versions: [
          { attachments: [{ content: { actions: [{ data: { id: '#Leave/1', seen: '"#Leave/1"', sig: '#' } }] } }] },
          {
            attachments: [{ content: { actions: [{ data: { id: '#Leave/1', seen: '"#Leave/1"', sig: '#' } }] } }],
            text: 'Granted',
          },
        ],
      },
    ],
  });
});

describe('the same outcome has the same form', () => {
  const other = (change: (text: string) => string): RawState => JSON.parse(change(JSON.stringify(morning)));
  const form = JSON.stringify(stateForm(morning));

  test('whatever ids were made', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 10, max: 99 }), { minLength: 3, maxLength: 3 }), (ids) => {
        const items = new Map([1, 2, 3].map((at) => [guid(at), guid(ids[at - 1]!)]));
        const state = other((text) =>
          text
            .replace(/11111111-[\w-]+/g, (id) => items.get(id)!)
            .replaceAll('1773131400000', `17731315000${ids[0]}`)
            .replaceAll('1773131400001', `17731314000${ids[1]}`),
        );
        expect(JSON.stringify(stateForm(state))).toBe(form);
      }),
      { seed: 1 },
    );
  });

  test('in whatever order things came', () => {
    const { lists, posts } = morning;
    const turned = lists.map(({ name, items }) => ({ name, items: items.toReversed() })).toReversed();
    expect(JSON.stringify(stateForm({ ...morning, lists: turned, posts: posts.toReversed() }))).toBe(form);
  });

  test('however often an item was written, and a message written anew as it was', () => {
    const written = other((text) => text.replaceAll(`${guid(1)},2`, `${guid(1)},17`));
    expect(JSON.stringify(stateForm(written))).toBe(form);
    const [first, second] = morning.posts;
    const twice = { ...first!, versions: [first!.versions[0]!, first!.versions[1]!, first!.versions[1]!] };
    expect(JSON.stringify(stateForm({ ...morning, posts: [twice, second!] }))).toBe(form);
  });
});

test.each<[string, (state: RawState) => RawState]>([
  ['a field', (state) => JSON.parse(JSON.stringify(state).replace('Wedding', 'Holiday'))],
  [
    'a second item that says the same',
    ({ lists: [leave, ...rest], ...state }) => ({
      ...state,
      lists: [{ ...leave!, items: [...leave!.items, { ...leave!.items[0]!, guid: guid(9) }] }, ...rest],
    }),
  ],
  ['a file', (state) => ({ ...state, files: { ...state.files, 'Desk/policy.json': 'cd' } })],
  [
    'a message sent twice',
    (state) => ({ ...state, posts: [...state.posts, { ...state.posts[0]!, id: '1773131400009' }] }),
  ],
  [
    'a message taken back',
    ({ posts: [first, ...rest], ...state }) => ({
      ...state,
      posts: [{ ...first!, deleted: true }, ...rest],
    }),
  ],
  [
    'which item a button means',
    (state) => JSON.parse(JSON.stringify(state).replace(`"id":"${guid(1)}"`, `"id":"${guid(2)}"`)),
  ],
  ['an id that nobody here made', (state) => JSON.parse(JSON.stringify(state).replace('Wedding', guid(77)))],
])('%s makes another', (_says, change) => {
  expect(stateForm(change(morning))).not.toEqual(stateForm(morning));
});
