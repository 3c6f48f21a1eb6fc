import type { Message } from '../ports/messenger.ts';
import type { Policy } from '../rules/policy.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import { strangersInChannel } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import type { SessionNow } from './registers-now.ts';
import { type Outcome, send } from './send.ts';
import { tellOffice } from './tell-office.ts';
import { strangersAmong } from './who-is.ts';

interface ChannelPost {
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

/** What is posted to every year team at one time: what a year's card would show, and when there is nothing to show. */
export interface YearCards<View extends { readonly post: string }> {
  readonly kind: string;
  /** For the report: `first-day card`. */
  readonly what: string;
  readonly view: (year: string) => View | Promise<View>;
  /** Why a year's card is not needed; undefined when it is. */
  readonly whyNot: (view: View) => string | undefined;
  readonly message: (view: View, repeated: boolean) => Message;
}

/** One card for each year team that has something to do; the others are silent, and say why. */
export const postYearCards = async <View extends { readonly post: string }>(
  desk: Desk,
  { policy, date, half }: Pick<SessionNow, 'policy' | 'date' | 'half'>,
  { kind, what, view: viewOf, whyNot, message }: YearCards<View>,
  options: JobOptions,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const channel of policy.channels) {
    const about = `${channel.name}, ${what} ${half}`;
    const view = await viewOf(channel.year);
    const why = whyNot(view);
    if (why !== undefined) {
      outcomes.push({ silent: { what: about, why } });
      continue;
    }
    const post = {
      key: view.post,
      kind,
      date,
      half,
      channel,
      about,
      message: (again: boolean) => message(view, again),
    };
    outcomes.push(...(await postToChannel(desk, post, options)));
  }
  return outcomes;
};
