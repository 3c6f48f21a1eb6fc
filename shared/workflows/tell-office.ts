import type { Message } from '../ports/messenger.ts';
import type { OfficeCardView } from '../views/cards.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Half } from '../vocabulary/session.ts';
import type { OfficeWords } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import { type Outcome, send, showAgain } from './send.ts';
import { peopleWith } from './who-is.ts';

/** What the office is told. `what` tells one matter from another: each is told once a session. */
export interface Matter {
  readonly date: string;
  readonly half: Half;
  readonly what: string;
  readonly words: OfficeWords;
  readonly release?: OfficeCardView['release'];
}

/** The attendance manager; where there is none, the office's others. */
const officeOf = async (desk: Desk): Promise<readonly Person[]> => {
  const managers = await peopleWith(desk, 'attendance-manager');
  return managers.length > 0 ? managers : await peopleWith(desk, 'pastoral-administration-officer');
};

const keyOf = ({ date, half, what }: Matter, person: string): string => `${date}/office/${half}/${what}/${person}`;

const cardOf = (desk: Desk, { date, half, words, release }: Matter, post: string): Message =>
  desk.cards.office({ post, date, half, ...words, release });

/** A personal card to the attendance manager (where there is none, to the office's others): never to a teacher. */
export const tellOffice = async (desk: Desk, matter: Matter, options: JobOptions = {}): Promise<Outcome[]> => {
  const { date, words } = matter;
  const outcomes: Outcome[] = [];
  for (const { id, name } of await officeOf(desk)) {
    const key = keyOf(matter, id);
    outcomes.push(
      await send(
        desk,
        {
          key,
          kind: 'office',
          date,
          to: { kind: 'person', person: id },
          toName: name,
          message: () => cardOf(desk, matter, key),
          whenUnanswered: 'send once more',
          about: `note to the office: ${words.heading}`,
        },
        options,
      ),
    );
  }
  return outcomes;
};

/** Where the office was told of the matter, the card that stands there says how it is now. Nothing new is sent. */
export const tellOfficeHowItIs = async (desk: Desk, matter: Matter): Promise<void> => {
  for (const { id } of await officeOf(desk)) {
    const key = keyOf(matter, id);
    await showAgain(desk, key, cardOf(desk, matter, key));
  }
};
