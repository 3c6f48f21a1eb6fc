import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type ContractTenant, promised } from './contract-tenant.ts';

interface DriveItem {
  id: string;
  name?: string;
  eTag?: string;
  cTag?: string;
  parentReference?: { id?: string; path?: string };
  file?: object;
  folder?: object;
  deleted?: object;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const fileCases = (tenant: () => ContractTenant): void => {
  describe('files', () => {
    let folder = '';
    beforeAll(() => {
      folder = tenant().fresh('files');
    });
    const at = (name: string) =>
      `${tenant().site}/drive/root:/${encodeURIComponent(folder)}/${encodeURIComponent(name)}`;
    const write = (name: string, text: string, headers: Record<string, string> = {}, query = '') =>
      tenant().ask('PUT', `${at(name)}:/content${query}`, bytes(text), headers);
    const written: string[] = [];
    const fresh = async (text: string) => {
      const name = `file ${written.length + 1}.txt`;
      written.push(name);
      return { name, ...(await write(name, text)) };
    };
    afterAll(async () => {
      for (const name of written) await tenant().ask('DELETE', at(name));
      await tenant().ask('DELETE', `${tenant().site}/drive/root:/${encodeURIComponent(folder)}`);
    });

    promised(
      'a new file is 201, its replacement 200 under another ETag',
      'graph/api/driveitem-put-content',
      async () => {
        const { name, status, json } = await fresh('one');
        expect(status).toBe(201);
        expect(json).toMatchObject({ name, size: 3, eTag: expect.any(String), cTag: expect.any(String), file: {} });
        const again = await write(name, 'three', { 'If-Match': json.eTag });
        expect(again).toMatchObject({ status: 200, json: { id: json.id, size: 5 } });
        expect(again.json.eTag).not.toBe(json.eTag);
      },
    );

    promised('a write over a stale ETag is 412 and writes nothing', 'graph/api/driveitem-put-content', async () => {
      const { name, json } = await fresh('one');
      await write(name, 'two', { 'If-Match': json.eTag });
      expect((await write(name, 'late', { 'If-Match': json.eTag })).status).toBe(412);
      expect((await tenant().ask('GET', `${at(name)}:/content`)).json).toBe('two');
    });

    promised('where nothing may stand, a file that does is 409', 'graph/api/resources/driveitem', async () => {
      const { name } = await fresh('one');
      const again = await write(name, 'two', {}, '?@microsoft.graph.conflictBehavior=fail');
      expect(again).toMatchObject({ status: 409, json: { error: { code: 'nameAlreadyExists' } } });
    });

    promised('a file is read by its path or its id', 'graph/api/driveitem-get', async () => {
      const { name, json } = await fresh('Zoë');
      const select = '?$select=id,name,size,eTag,file';
      const byPath = await tenant().ask('GET', `${at(name)}:${select}`);
      expect(byPath).toMatchObject({ status: 200, json: { id: json.id, name, size: 4 } });
      expect(byPath.json.parentReference).toBeUndefined();
      const byId = await tenant().ask('GET', `${tenant().site}/drive/items/${json.id}${select}`);
      expect(byId.json.eTag).toBe(byPath.json.eTag);
      expect((await tenant().ask('GET', `${tenant().site}/drive/items/${json.id}/content`)).json).toBe('Zoë');
    });

    promised('a file that is not there is itemNotFound', 'graph/errors', async () => {
      expect(await tenant().ask('GET', at('none.txt'))).toMatchObject({
        status: 404,
        json: { error: { code: 'itemNotFound' } },
      });
    });

    promised('a folder tells its children', 'graph/api/driveitem-list-children', async () => {
      const { name } = await fresh('one');
      const path = `${tenant().site}/drive/root:/${encodeURIComponent(folder)}:/children`;
      const { json } = await tenant().ask('GET', path);
      expect(json.value.map((item: DriveItem) => item.name)).toContain(name);
    });

    promised('the root tells its children, the folders too', 'graph/api/driveitem-list-children', async () => {
      await fresh('one');
      const { json } = await tenant().ask('GET', `${tenant().site}/drive/root/children?$top=1000`);
      const own = json.value.find((item: DriveItem) => item.name === folder);
      expect(own).toMatchObject({ folder: expect.any(Object), size: expect.any(Number), eTag: expect.any(String) });
    });

    promised('a file is deleted with 204', 'graph/api/driveitem-delete', async () => {
      const { name } = await fresh('one');
      expect((await tenant().ask('DELETE', at(name))).status).toBe(204);
      expect((await tenant().ask('GET', at(name))).status).toBe(404);
    });

    const follow = async (from: string) => {
      const seen = new Map<string, DriveItem>();
      for (let next: string | undefined = from; ; ) {
        const { status, json } = await tenant().ask('GET', next!);
        expect(status).toBe(200);
        for (const item of json.value as DriveItem[]) seen.set(item.id, item);
        next = json['@odata.nextLink'];
        if (next === undefined) return { seen, link: json['@odata.deltaLink'] as string };
      }
    };
    const delta = () => `${tenant().site}/drive/root/delta`;

    promised('one question tells what changed in the whole library', 'graph/api/driveitem-delta', async () => {
      const [kept, changed, gone] = [await fresh('kept'), await fresh('changed'), await fresh('gone')];
      const { link } = await follow(`${delta()}?token=latest`);
      await write(changed.name, 'changed twice');
      await tenant().ask('DELETE', at(gone.name));
      const made = await fresh('made');
      const { seen } = await follow(link);
      expect(seen.has(kept.json.id)).toBe(false);
      expect(seen.get(changed.json.id)).toMatchObject({ name: changed.name, file: {} });
      expect(seen.get(changed.json.id)?.eTag).not.toBe(changed.json.eTag);
      expect(seen.get(made.json.id)).toMatchObject({ name: made.name });
      expect(seen.get(gone.json.id)?.deleted).toBeDefined();
    });

    promised('a file names its folder by id, not by path', 'graph/api/driveitem-delta', async () => {
      const { json: latest } = await tenant().ask('GET', `${delta()}?token=latest`);
      expect(latest.value).toEqual([]);
      const made = await fresh('made');
      const { seen } = await follow(latest['@odata.deltaLink']);
      const { parentReference } = seen.get(made.json.id)!;
      expect(parentReference?.path).toBeUndefined();
      expect(seen.get(parentReference!.id!)).toMatchObject({ name: folder, folder: {} });
    });

    promised('all there is comes first, folders and files', 'graph/api/driveitem-delta', async () => {
      const { json, name } = await fresh('one');
      const { seen } = await follow(`${delta()}?$select=id,name,eTag,file,folder,deleted&$top=5`);
      expect(seen.get(json.id)?.name).toBe(name);
      expect(seen.get(json.id)?.parentReference).toBeUndefined();
    });
  });
};
