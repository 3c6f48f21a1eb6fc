import { z } from 'zod';
import { isOutside } from '../ports/outside-error.ts';
import type { ItemsSeen, TeamChannel, TenantHealth } from '../ports/tenant-health.ts';
import type { RecordKind } from '../records/record.ts';
import type { Graph, Tokens } from './graph-client.ts';
import { listItem, storedOf, Unreadable } from './list-fields.ts';
import { type SharePointLists, sitePath } from './sharepoint-lists.ts';

const identified = z.object({ id: z.string() });
const channel = z.object({ id: z.string(), displayName: z.string() });
const installation = z.object({
  teamsApp: z.object({ id: z.string().nullish(), externalId: z.string().nullish() }).optional(),
});
const claims = z.object({ roles: z.array(z.string()).optional() });

/** A file of this name is never made: its ETag is one that no file has. */
const neverWritten = 'Desk/doctor-asks-whether-it-may-write.txt';
const noEtag = '"{00000000-0000-0000-0000-000000000000},0"';

export interface TenantHealthParts {
  readonly graph: Graph;
  readonly lists: SharePointLists;
  readonly tokens: Tokens;
  readonly site: string;
  /** The app's id in the Teams catalogue, or the one of its manifest. */
  readonly teamsAppId: string;
}

/** Whether a question that must be refused was; anything but a refusal is the caller's to hear of. */
const isClosed = async (asking: Promise<unknown>): Promise<boolean> => {
  try {
    await asking;
    return false;
  } catch (error) {
    if (isOutside(error, 'forbidden', 'absent', 'refused')) return true;
    throw error;
  }
};

/** Looks at the tenant through Graph and changes nothing in it. */
export class GraphTenantHealth implements TenantHealth {
  readonly #parts: TenantHealthParts;
  readonly #site: string;

  constructor(parts: TenantHealthParts) {
    this.#parts = parts;
    this.#site = sitePath(parts.site);
  }

  /** The token is Graph's to read, not ours: when it cannot be read, nothing is known. */
  async permissions(): Promise<readonly string[] | undefined> {
    const [, payload = ''] = (await this.#parts.tokens()).split('.');
    try {
      return claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).roles;
    } catch {
      return undefined;
    }
  }

  async site(): Promise<{ readonly time: number | undefined }> {
    const answer = await this.#parts.graph.ask({ path: `${this.#site}?$select=id`, alone: true });
    await answer.json(identified);
    return { time: answer.sent };
  }

  async mayWrite(): Promise<boolean> {
    try {
      await this.#parts.graph.ask({
        method: 'PUT',
        path: `${this.#site}/drive/root:/${neverWritten}:/content`,
        headers: { 'Content-Type': 'text/plain', 'If-Match': noEtag },
        body: new TextEncoder().encode('The app may write.'),
      });
      return true;
    } catch (error) {
      // Refused for the ETag alone: the right to write was looked at first, and is there.
      if (isOutside(error, 'stale', 'absent')) return true;
      if (isOutside(error, 'forbidden')) return false;
      throw error;
    }
  }

  async maySeeGrants(): Promise<boolean> {
    return !(await isClosed(this.#parts.graph.ask({ path: `${this.#site}/permissions` })));
  }

  async maySeeOtherSite(): Promise<boolean> {
    try {
      const { id } = await this.#parts.graph.get('/sites/root?$select=id', identified);
      return sitePath(id) !== this.#site;
    } catch (error) {
      if (isOutside(error, 'forbidden', 'absent', 'refused')) return false;
      throw error;
    }
  }

  async channelsOf(team: string): Promise<TeamChannel[]> {
    const path = `/teams/${encodeURIComponent(team)}/channels?$select=id,displayName`;
    return (await this.#parts.graph.pages(path, channel)).map(({ id, displayName }) => ({ id, name: displayName }));
  }

  async isInstalled(where: { readonly team: string } | { readonly person: string }): Promise<boolean> {
    const path =
      'team' in where
        ? `/teams/${encodeURIComponent(where.team)}/installedApps`
        : `/users/${encodeURIComponent(where.person)}/teamwork/installedApps`;
    const installed = await this.#parts.graph.pages(`${path}?$expand=teamsApp`, installation);
    const { teamsAppId } = this.#parts;
    return installed.some(({ teamsApp }) => teamsApp?.id === teamsAppId || teamsApp?.externalId === teamsAppId);
  }

  async itemsOf<T extends { readonly key: string }>(kind: RecordKind<T>): Promise<ItemsSeen> {
    const { graph, lists } = this.#parts;
    const select = kind.columns.map(({ name }) => name).join(',');
    const path = `${await lists.pathOf(kind.list)}/items?$expand=fields($select=${select})&$top=2000`;
    const items = await graph.pages(path, listItem);
    const unreadable = items.flatMap((item) => {
      try {
        storedOf(kind, item);
        return [];
      } catch (error) {
        if (error instanceof Unreadable) return [{ item: error.item, column: error.column }];
        throw error;
      }
    });
    return { count: items.length, unreadable };
  }
}
