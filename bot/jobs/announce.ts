import type { Message, Messenger, Recipient } from '../../shared/ports/messenger.ts';

/** A message that Teams took. */
export interface Posted {
  readonly to: Recipient;
  readonly message: Message;
}

/** The same messenger, telling what it sent: to show a person who watches, after Teams has it. */
export const announcing = (messenger: Messenger, onPosted: (posted: Posted) => void): Messenger => ({
  send: async (to, message) => {
    const sent = await messenger.send(to, message);
    onPosted({ to, message });
    return sent;
  },
  update: async (sent, message) => await messenger.update(sent, message),
  withdraw: async (sent) => await messenger.withdraw(sent),
  members: async (team, channel) => await messenger.members(team, channel),
});
