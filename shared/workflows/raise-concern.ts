import { z } from 'zod';
import { auditEvents } from '../records/audit-event.ts';
import { firstDayTasks } from '../records/first-day-task.ts';
import { listName } from '../records/pupil.ts';
import { safeguardingReferences } from '../records/safeguarding-reference.ts';
import type { Person } from '../vocabulary/role.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { shortName } from '../wording/names.ts';
import { presses, saved } from '../wording/presses.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { may } from './may.ts';
import { type Carried, pressKind, type Settled } from './press-kind.ts';
import { send, showAgain } from './send.ts';
import { peopleWith } from './who-is.ts';

const concernSchema = z.object({ task: z.string(), text: z.string().trim().min(1).max(2000) });
export type Concern = z.infer<typeof concernSchema>;

/** Minutes without an acknowledgement after which the next is told as well (§4.3). */
const escalateAfterMinutes = 15;

const withTheLead = saved('your concern is with the safeguarding lead, in person. It is not shown anywhere else.');

export const concernKey = (date: string, concern: string, person: string): string =>
  `${date}/concern/${concern}/${person}`;

/** The DSL at once, after 15 minutes the deputies too, after 30 the head: whoever of them is on the staff. */
const toTell = async (desk: Desk, minutes: number): Promise<Person[]> => {
  const steps = [await peopleWith(desk, 'dsl'), await peopleWith(desk, 'deputy-dsl'), await peopleWith(desk, 'head')];
  const holding = steps.filter((people) => people.length > 0);
  const reached = Math.min(holding.length, 1 + Math.floor(minutes / escalateAfterMinutes));
  return [...new Map(holding.slice(0, reached).flatMap((people) => people.map((one) => [one.id, one]))).values()];
};

const tell = async (desk: Desk, press: Carried<Concern>, person: Person): Promise<boolean> => {
  const task = await desk.records.byKey(firstDayTasks, press.data.task);
  const pupil = task && (await desk.data.pupils()).get(task.record.pupil);
  if (!pupil) return false;
  const local = (await desk.data.calendar()).at(Temporal.Instant.from(press.at));
  const half = task.record.half;
  const key = concernKey(local.date, press.key, person.id);
  const before = await desk.ledger.byKey(key);
  if (before?.state === 'sent') return true;
  // Unlike any other message this one is repeated until it is known to have arrived, and says so (reliability §2).
  if (before?.state === 'unconfirmed') await desk.ledger.mark(key, 'planned');
  const outcome = await send(desk, {
    key,
    kind: 'concern',
    date: local.date,
    to: { kind: 'person', person: person.id },
    toName: person.name,
    message: (repeated) =>
      desk.cards.concern({
        post: key,
        date: local.date,
        half,
        concern: press.key,
        name: listName(pupil),
        form: pupil.form,
        raisedBy: press.by.name,
        at: local.time,
        text: press.data.text,
        mayBeRepeat: repeated,
      }),
    whenUnanswered: 'send once more',
    about: 'message to the safeguarding lead',
  });
  return 'posted' in outcome && outcome.posted.state === 'sent';
};

/**
 * A safeguarding concern goes straight to the DSL in person and nowhere else: no list, no channel, no count changes. The
 * press stays open, and with it its text, until somebody acknowledges it; until then each carrying tells who is next.
 */
export const raiseConcern = pressKind<Concern>({
  verb: 'raise-concern',
  schema: concernSchema,
  about: () => ({ record: 'concern' }),
  async whyNot(desk, person, { task }) {
    const [stored, pupils] = await Promise.all([desk.records.byKey(firstDayTasks, task), desk.data.pupils()]);
    const pupil = stored && pupils.get(stored.record.pupil);
    if (!pupil) return presses.gone;
    return may(person, 'raise-concern', { pupil }) ? undefined : presses.notYours;
  },
  async carryOut(desk, press): Promise<Settled> {
    const minutes = desk.clock.now().since(Temporal.Instant.from(press.at)).total('minutes');
    const people = await toTell(desk, minutes);
    const { date } = (await desk.data.calendar()).at(Temporal.Instant.from(press.at));
    const posts = await Promise.all(people.map(({ id }) => desk.ledger.byKey(concernKey(date, press.key, id))));
    if (people.length > 0 && posts.every((post) => post?.state === 'sent')) return { state: 'open', says: withTheLead };
    await audit(desk, {
      key: `${press.key}/audit`,
      by: press.by,
      verb: 'raise-concern',
      record: `concern ${press.key}`,
      detail: {},
    });
    let arrived = 0;
    for (const person of people) if (await tell(desk, press, person)) arrived++;
    return arrived > 0
      ? {
          state: 'open',
          says: saved('your concern is with the safeguarding lead, in person. It is not shown anywhere else.'),
        }
      : {
          state: 'open',
          says: 'The safeguarding lead could not be reached in Teams. Speak to them in person now; the message is tried again.',
        };
  },
});

/** Who raised a concern and when: from the press while it is open, afterwards from its event. */
const raisedBy = async (
  desk: Desk,
  concern: string,
): Promise<{ readonly by: string; readonly at: string } | undefined> =>
  (await desk.presses.unsettled()).find(({ key }) => key === concern) ??
  (await desk.records.byKey(auditEvents, `${concern}/audit`))?.record;

const acknowledgeSchema = z.object({ concern: z.string(), post: z.string() });
export type Acknowledged = z.infer<typeof acknowledgeSchema>;

/**
 * The safeguarding lead has it: the text is wiped from the desk and from every chat. What stays is its reference: that
 * there was one, by whom and when, not about whom.
 */
export const acknowledgeConcern = pressKind<Acknowledged>({
  verb: 'acknowledge-concern',
  schema: acknowledgeSchema,
  about: ({ concern }) => ({ record: `concern ${concern}` }),
  async whyNot(desk, person, { concern, post }) {
    if (!may(person, 'acknowledge-concern')) return presses.notYours;
    const known = await desk.ledger.byKey(post);
    return known?.kind === 'concern' && known.to === person.id && post.includes(`/${concern}/`)
      ? undefined
      : presses.gone;
  },
  async carryOut(desk, { key, at, by, data }) {
    const raised = await raisedBy(desk, data.concern);
    await desk.presses.settle(data.concern, { state: 'saved' });
    if (raised)
      await desk.records.create(safeguardingReferences, {
        key: data.concern,
        by: raised.by,
        raisedAt: raised.at,
        acknowledgedBy: by.id,
        acknowledgedAt: at,
      });
    await audit(desk, {
      key: `${key}/audit`,
      by,
      verb: 'acknowledge-concern',
      record: `concern ${data.concern}`,
      detail: {},
    });
    const calendar = await desk.data.calendar();
    const { time } = calendar.at(Temporal.Instant.from(at));
    const date = data.post.split('/')[0]!;
    desk.later(`receipt/${data.concern}`, async () => {
      for (const post of await desk.ledger.onDate(date))
        if (post.kind === 'concern' && post.key.includes(`/${data.concern}/`))
          await showAgain(
            desk,
            post.key,
            desk.cards.concernReceipt({
              post: post.key,
              date,
              half: 'AM',
              concern: data.concern,
              acknowledgedBy: shortName(by.name),
              at: time,
            }),
          );
    });
    return { state: 'saved', says: saved(`acknowledged at ${time}.`) };
  },
});
