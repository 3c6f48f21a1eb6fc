import { afterEach, describe, expect, test } from 'vitest';
import { openGraph } from '../../shared/graph/graph-client.ts';
import { SharePointLists } from '../../shared/graph/sharepoint-lists.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import { type Answering, type Asked, fakeGraph } from '../support/fake-graph.ts';

let close: () => Promise<void> = async () => undefined;
afterEach(async () => await close());

const column = (name: string, more: object = {}) => ({ id: `id-${name}`, name, displayName: name, text: {}, ...more });
const list = (id: string, name: string, more: object = {}) => ({ id, name, displayName: name, columns: [], ...more });

/** The lists of a site whose Graph answers as told; what it was asked stands in `asked`. */
const site = async (answer: (asked: Asked, number: number) => Answering) => {
  const graph = await fakeGraph(answer);
  close = graph.close;
  const client = openGraph({
    address: graph.address,
    tokens: async () => 'token',
    sleep: async () => undefined,
    random: () => 0.5,
  });
  const asked = () => graph.asked.map(({ method, path }) => `${method} ${path.replace('/graph/v1.0/sites/s', '')}`);
  return { lists: new SharePointLists(client, 's'), graph, asked, address: graph.address };
};

const body = (asked: Asked | undefined): unknown => JSON.parse(asked!.body);

describe('every list with its columns, in one question', () => {
  test('names, types, indexes and choices; SharePoint’s own facets that are none of ours are “other”', async () => {
    const columns = [
      column('key', { indexed: true, enforceUniqueValues: true, displayName: 'UPN' }),
      column('why', { text: { allowMultipleLines: true } }),
      column('state', { text: undefined, choice: { choices: ['open', 'done'] } }),
      column('link', { text: undefined, hyperlinkOrPicture: {} }),
    ];
    const { lists, asked } = await site(() => ({
      status: 200,
      body: { value: [list('1', 'Pupils', { displayName: 'Students', columns })] },
    }));
    const base = { indexed: false, unique: false };
    expect(await lists.all()).toEqual([
      {
        id: '1',
        name: 'Pupils',
        displayName: 'Students',
        columns: [
          { id: 'id-key', name: 'key', displayName: 'UPN', type: 'text', indexed: true, unique: true },
          { id: 'id-why', name: 'why', displayName: 'why', type: 'note', ...base },
          { id: 'id-state', name: 'state', displayName: 'state', type: 'choice', ...base, choices: ['open', 'done'] },
          { id: 'id-link', name: 'link', displayName: 'link', type: 'other', ...base },
        ],
      },
    ]);
    expect(asked()).toEqual(['GET /lists?$expand=columns']);
  });

  test('columns that go on on a page of their own are read to the end', async () => {
    const { lists, asked } = await site(({ path, headers }) =>
      path.includes('more')
        ? { status: 200, body: { value: [column('b')] } }
        : {
            status: 200,
            body: {
              value: [
                list('1', 'Pupils', {
                  columns: [column('a')],
                  'columns@odata.nextLink': `http://${headers.host}/graph/v1.0/sites/s/lists/1/columns?more`,
                }),
              ],
            },
          },
    );
    expect((await lists.all())[0]!.columns.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(asked()).toHaveLength(2);
  });
});

describe('a list that somebody renamed', () => {
  const renamed = { value: [list('1', 'Pupils', { displayName: 'Students' })] };

  test('is found by the name in its address, and read and written on', async () => {
    const { lists } = await site(() => ({ status: 200, body: renamed }));
    expect(await lists.pathOf('Pupils')).toBe('/sites/s/lists/1');
  });

  test('but one that carries the name now comes first', async () => {
    const both = { value: [...renamed.value, list('2', 'Pupils1', { displayName: 'Pupils' })] };
    const { lists } = await site(() => ({ status: 200, body: both }));
    expect(await lists.pathOf('Pupils')).toBe('/sites/s/lists/2');
  });

  test('gets its name back', async () => {
    const { lists, graph, asked } = await site(() => ({ status: 200, body: renamed }));
    const [found] = await lists.all();
    await lists.renameList(found!, 'Pupils');
    expect(asked()[1]).toBe('PATCH /lists/1');
    expect(body(graph.asked[1])).toEqual({ displayName: 'Pupils' });
  });
});

describe('what is put right on a column', () => {
  test.each([
    ['its name', { displayName: 'year' }, { displayName: 'year' }],
    ['its index', { indexed: true }, { indexed: true }],
    ['its values apart', { indexed: true, unique: true }, { indexed: true, enforceUniqueValues: true }],
    ['its choices', { choices: ['a', 'b'] }, { choice: { choices: ['a', 'b'] } }],
  ] as const)('%s and nothing else of it', async (_says, change, sent) => {
    const answer = { value: [list('1', 'Pupils', { columns: [column('year')] })] };
    const { lists, graph, asked } = await site(() => ({ status: 200, body: answer }));
    const [found] = await lists.all();
    await lists.changeColumn(found!, found!.columns[0]!, change);
    expect(asked()[1]).toBe('PATCH /lists/1/columns/id-year');
    expect(body(graph.asked[1])).toEqual(sent);
  });

  test('an empty one is taken away and made anew', async () => {
    const answer = { value: [list('1', 'Pupils', { columns: [column('year')] })] };
    const { lists, asked } = await site(({ method }) =>
      method === 'GET' ? { status: 200, body: answer } : { status: method === 'POST' ? 201 : 204, body: '' },
    );
    const [found] = await lists.all();
    await lists.deleteColumn(found!, found!.columns[0]!);
    await lists.createColumn(found!, { name: 'year', type: 'text' });
    expect(asked().slice(1)).toEqual(['DELETE /lists/1/columns/id-year', 'POST /lists/1/columns']);
  });

  test('what stands in it: every page, by item, the empty ones left out', async () => {
    const page = (...items: readonly (readonly [string, unknown])[]) =>
      items.map(([id, year]) => ({ id, fields: { year } }));
    const { lists } = await site(({ path, headers }) => {
      if (path.endsWith('columns'))
        return { status: 200, body: { value: [list('1', 'Pupils', { columns: [column('year')] })] } };
      if (path.includes('after')) return { status: 200, body: { value: page(['3', 9], ['4', { LookupValue: 'x' }]) } };
      const next = `http://${headers.host}/graph/v1.0/sites/s/lists/1/items?after`;
      return { status: 200, body: { value: page(['1', '8'], ['2', '']), '@odata.nextLink': next } };
    });
    const [found] = await lists.all();
    expect([...(await lists.valuesOf(found!, found!.columns[0]!))]).toEqual([
      ['1', '8'],
      ['3', 9],
      ['4', '{"LookupValue":"x"}'],
    ]);
  });
});

describe('a list that was deleted and made anew by somebody else', () => {
  const places = (...ids: readonly string[]) => {
    const left = [...ids];
    return site(({ path }) => {
      if (path.endsWith('displayName')) {
        const id = left.length > 1 ? left.shift()! : left[0]!;
        return { status: 200, body: { value: [list(id, 'Pupils')] } };
      }
      return path.includes('/old')
        ? { status: 404, body: { error: { code: 'itemNotFound' } } }
        : { status: 200, body: {} };
    });
  };

  test('is asked where it is now, once', async () => {
    const { lists, asked } = await places('old', 'new');
    expect(await lists.at('Pupils', async (path) => path)).toBe('/sites/s/lists/old');
    const answered = await lists.at('Pupils', async (path) => {
      if (path.endsWith('old')) throw new OutsideError('absent', '404');
      return path;
    });
    expect(answered).toBe('/sites/s/lists/new');
    expect(asked()).toHaveLength(2);
  });

  test('what is missing in a list that stands where it stood is missing', async () => {
    const { lists } = await places('old');
    let asked = 0;
    const missing = lists.at('Pupils', async () => {
      asked++;
      throw new OutsideError('absent', 'an item');
    });
    await expect(missing).rejects.toMatchObject({ message: 'an item' });
    expect(asked).toBe(1);
  });
});
