import type { Message } from '../ports/messenger.ts';
import type { Policy } from '../rules/policy.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { strangersInChannel } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import { type Outcome, send } from './send.ts';
import { tellOffice } from './tell-office.ts';
import { strangersAmong } from './who-is.ts';

export interface ChannelPost {
  readonly key: string;
  readonly kind: string;
  readonly date: IsoDate;
  readonly half: Half;
  readonly channel: Policy['channels'][number];
  readonly about: string;
  readonly message: (repeated: boolean) => Message;
}

/**
 * Posts a card in a year team's channel, after comparing its members with the staff: where a pupil, a guest or a
 * stranger could read it nothing is posted, and the office is told (reliability §4).
 */
export const postToChannel = async (desk: Desk, post: ChannelPost, options: JobOptions = {}): Promise<Outcome[]> => {
  const { key, kind, date, half, channel, about, message } = post;
  const known = await desk.ledger.byKey(key);
  if (known?.state !== 'sent') {
    const strangers = await strangersAmong(desk, await desk.messenger.members(channel.team, channel.channel));
    if (strangers.length > 0) {
      const words = strangersInChannel(channel.name, strangers.length);
      const told = await tellOffice(desk, { date, half, what: `strangers-${channel.year}`, words }, options);
      return [
        { silent: { what: about, why: 'the channel has members who are not staff; the office is told' } },
        ...told,
      ];
    }
  }
  const to = { kind: 'channel', team: channel.team, channel: channel.channel } as const;
  return [
    await send(
      desk,
      { key, kind, date, to, toName: channel.name, message, whenUnanswered: 'send once more', about },
      options,
    ),
  ];
};
