import { z } from 'zod';
import type { Account, Directory } from '../ports/directory.ts';
import { isOutside } from '../ports/outside-error.ts';
import type { Graph } from './graph-client.ts';

const user = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  userType: z.string().nullish(),
});

const select = '$select=id,displayName,mail,userPrincipalName,accountEnabled,userType';

const accountOf = ({
  id,
  displayName,
  mail,
  userPrincipalName,
  accountEnabled,
  userType,
}: z.infer<typeof user>): Account => ({
  id,
  name: displayName ?? '',
  email: (mail ?? userPrincipalName ?? '').toLowerCase(),
  enabled: accountEnabled ?? false,
  ...(userType === 'Guest' ? { guest: true } : {}),
});

/** The school's Entra directory through Graph. Nothing is kept: who asks keeps it for five minutes at most. */
export class EntraDirectory implements Directory {
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  async account(id: string): Promise<Account | undefined> {
    try {
      return accountOf(await this.#graph.get(`/users/${encodeURIComponent(id)}?${select}`, user));
    } catch (error) {
      if (isOutside(error, 'absent')) return undefined;
      throw error;
    }
  }

  async membersOf(group: string): Promise<Account[]> {
    const members = await this.#graph.pages(`/groups/${encodeURIComponent(group)}/members?${select}&$top=999`, user);
    return members.map(accountOf);
  }

  async accounts(): Promise<Account[]> {
    return (await this.#graph.pages(`/users?${select}&$top=999`, user)).map(accountOf);
  }
}
