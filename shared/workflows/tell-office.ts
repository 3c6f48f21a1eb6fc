import type { OfficeCardView } from '../views/cards.ts';
import type { Half } from '../vocabulary/session.ts';
import type { OfficeWords } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import { type Outcome, send } from './send.ts';
import { peopleWith } from './who-is.ts';

/** What the office is told. `what` tells one matter from another: each is told once a session. */
export interface Matter {
  readonly date: string;
  readonly half: Half;
  readonly what: string;
  readonly words: OfficeWords;
  readonly release?: OfficeCardView['release'];
}

/** A personal card to the attendance manager (where there is none, to the office's others): never to a teacher. */
export const tellOffice = async (
  desk: Desk,
  { date, half, what, words, release }: Matter,
  options: JobOptions = {},
): Promise<Outcome[]> => {
  const managers = await peopleWith(desk, 'attendance-manager');
  const people = managers.length > 0 ? managers : await peopleWith(desk, 'pastoral-administration-officer');
  const outcomes: Outcome[] = [];
  for (const { id, name } of people) {
    const key = `${date}/office/${half}/${what}/${id}`;
    outcomes.push(
      await send(
        desk,
        {
          key,
          kind: 'office',
          date,
          to: { kind: 'person', person: id },
          toName: name,
          message: () => desk.cards.office({ post: key, date, half, ...words, release }),
          whenUnanswered: 'send once more',
          about: `note to the office: ${words.heading}`,
        },
        options,
      ),
    );
  }
  return outcomes;
};
