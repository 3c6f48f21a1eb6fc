import type { Recipient } from '../shared/ports/messenger.ts';
import type { Desk } from '../shared/workflows/desk.ts';

/** Names of channels (from the policy) and of staff (from the directory, asked once each). */
export const peopleNames = (desk: Pick<Desk, 'data' | 'directory'>): ((to: Recipient) => Promise<string>) => {
  const people = new Map<string, string>();
  return async (to) => {
    if (to.kind === 'channel') {
      const { channels } = await desk.data.policy();
      return channels.find(({ channel }) => channel === to.channel)?.name ?? 'A';
    }
    const known = people.get(to.person);
    if (known !== undefined) return known;
    const name = (await desk.directory.account(to.person))?.name ?? 'somebody';
    people.set(to.person, name);
    return name;
  };
};
