import type { Message, Recipient, Sent } from '../ports/messenger.ts';
import { isOutside, type OutsideError } from '../ports/outside-error.ts';
import type { LedgerPost } from '../ports/post-ledger.ts';
import type { Desk } from './desk.ts';
import type { JobOptions, ReportedPost, Silence } from './job-report.ts';
import { seal } from './seal.ts';

/** One message to send, with everything the ledger must know before it goes. */
export interface Planned {
  /** `2026-03-10/unmarked/AM/9`: ids only. */
  readonly key: string;
  readonly kind: string;
  readonly date: string;
  readonly to: Recipient;
  /** The channel's or the person's name, for the report of a job. */
  readonly toName: string;
  /** `repeated`: Teams did not confirm a first copy, and the card says so. */
  readonly message: (repeated: boolean) => Message;
  /**
   * What happens when Teams does not answer (reliability §2): a nudge is not repeated, a channel's or a decider's card
   * is sent once more and says so.
   */
  readonly whenUnanswered: 'leave it' | 'send once more';
  /** What it is about, for the report: `register 9A AM`. */
  readonly about: string;
}

export type Outcome = { readonly posted: ReportedPost } | { readonly silent: Silence; readonly trouble?: OutsideError };

const targetOf = (to: Recipient): string => (to.kind === 'channel' ? to.channel : to.person);

/** A fingerprint of what a card shows: the same card has the same. */
export const fingerprint = (desk: Desk, message: Message): string => desk.sign(JSON.stringify(message)).slice(0, 22);

const before = (post: LedgerPost, when: Planned['whenUnanswered']): string | undefined => {
  if (post.state === 'refused') return undefined;
  if (post.state === 'sent') return 'it is posted already';
  if (post.state === 'withdrawn') return 'it was posted and withdrawn';
  if (post.state === 'planned' && when === 'send once more') return undefined;
  return 'it may have been posted; Teams did not confirm it, and it is not sent again';
};

const whyNot = (error: OutsideError, to: Recipient): string => {
  if (error.kind === 'absent' || error.kind === 'forbidden')
    return to.kind === 'channel'
      ? 'Attendance Desk is not in this channel; add the app to the team'
      : 'there is no chat with this person; install Attendance Desk for them';
  if (error.kind === 'busy') return 'Teams is busy; it is tried again';
  return 'Teams refused it';
};

type Attempt = { readonly sent: Sent } | { readonly error: OutsideError };

const attempt = async (desk: Desk, to: Recipient, message: Message): Promise<Attempt> => {
  try {
    return { sent: await desk.messenger.send(to, message) };
  } catch (error) {
    if (isOutside(error)) return { error };
    throw error;
  }
};

const mayHaveArrived = ({ error }: { readonly error: OutsideError }): boolean =>
  error.kind === 'unanswered' || error.kind === 'broken';

/**
 * Sends one message: written down first, sent, then its id. A failure of Teams is an outcome with its reason; `trouble`
 * is set when it is worth trying again soon. A rehearsal writes and sends nothing.
 */
export const send = async (desk: Desk, planned: Planned, { rehearse }: JobOptions = {}): Promise<Outcome> => {
  const { key, kind, date, to, toName, about } = planned;
  const reported = (message: Message, state: ReportedPost['state']): Outcome => ({
    posted: { key, to: { kind: to.kind, name: toName }, message, state },
  });
  const known = rehearse
    ? await desk.ledger.byKey(key)
    : await desk.ledger.plan({
        key,
        kind,
        date,
        toKind: to.kind,
        to: targetOf(to),
        at: desk.clock.now().toString({ smallestUnit: 'second' }),
      });
  const why = known && before(known, planned.whenUnanswered);
  if (why !== undefined) return { silent: { what: about, why } };
  const repeated = known?.state === 'planned';
  const first = seal(desk, planned.message(repeated));
  if (rehearse) return reported(first, 'rehearsed');

  let message = first;
  let tried = await attempt(desk, to, message);
  if ('error' in tried && mayHaveArrived(tried) && planned.whenUnanswered === 'send once more' && !repeated) {
    message = seal(desk, planned.message(true));
    tried = await attempt(desk, to, message);
  }
  if ('sent' in tried) {
    await desk.ledger.mark(key, 'sent', tried.sent, fingerprint(desk, message));
    return reported(message, 'sent');
  }
  if (mayHaveArrived(tried)) {
    await desk.ledger.mark(key, 'unconfirmed');
    desk.log.warn('post unconfirmed', { school: desk.school, post: key, kind: tried.error.kind });
    return reported(message, 'unconfirmed');
  }
  await desk.ledger.mark(key, 'refused');
  desk.log.warn('post not sent', { school: desk.school, post: key, kind: tried.error.kind });
  const silent = { what: about, why: whyNot(tried.error, to) };
  return tried.error.kind === 'busy' ? { silent, trouble: tried.error } : { silent };
};

/** Gathers the outcomes of a job; throws the first trouble that is worth another run, when everything was tried. */
export const report = (outcomes: readonly Outcome[]): { posts: ReportedPost[]; silent: Silence[] } => ({
  posts: outcomes.flatMap((outcome) => ('posted' in outcome ? [outcome.posted] : [])),
  silent: outcomes.flatMap((outcome) => ('silent' in outcome ? [outcome.silent] : [])),
});

export const troubleIn = (outcomes: readonly Outcome[]): OutsideError | undefined =>
  outcomes.flatMap((outcome) => ('trouble' in outcome && outcome.trouble ? [outcome.trouble] : []))[0];

/** Worth another try soon: to bring a card up to date twice shows nothing else. */
const mayPass = ({ kind }: OutsideError): boolean => kind === 'busy' || kind === 'unanswered' || kind === 'broken';

/**
 * Brings a posted card up to date when what it shows has changed; a card that is gone is marked withdrawn and left
 * alone. Throws OutsideError when Teams did not take it and it is worth another try; until then the next one does it.
 */
export const showAgain = async (desk: Desk, key: string, unsealed: Message): Promise<void> => {
  const message = seal(desk, unsealed);
  const post = await desk.ledger.byKey(key);
  if (post?.state !== 'sent' || !post.sent) return;
  const shows = fingerprint(desk, message);
  if (post.shows === shows) return;
  try {
    await desk.messenger.update(post.sent, message);
    await desk.ledger.mark(key, 'sent', undefined, shows);
  } catch (error) {
    if (!isOutside(error)) throw error;
    desk.log.warn('card not updated', { school: desk.school, post: key, kind: error.kind });
    if (error.kind === 'absent') await desk.ledger.mark(key, 'withdrawn');
    else if (mayPass(error)) throw error;
  }
};
