import type { FirstDayListCardView, Said } from '../views/cards.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Half, IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { nextToContact } from './first-day-view.ts';
import { may } from './may.ts';
import { send, showAgain } from './send.ts';
import { whoIs } from './who-is.ts';

export const listKey = (date: IsoDate, half: Half, year: string, person: string): string =>
  `${date}/list/${half}/${year}/${person}`;

/** What a person's own card shows now; undefined when this person may not see that year's names any more. */
export const firstDayListView = async (
  desk: Desk,
  person: Person,
  { date, half, year }: { readonly date: IsoDate; readonly half: Half; readonly year: string },
  said?: Said,
): Promise<FirstDayListCardView | undefined> => {
  if (!may(person, 'see-first-day', { year })) return undefined;
  return {
    post: listKey(date, half, year, person.id),
    date,
    half,
    year,
    ...(await nextToContact(desk, person, date, half, year)),
    tab: desk.tabLink({ page: 'first-day', year }),
    said,
  };
};

/** Sends a person who asked for the names their own list, in personal chat; the one that stands there is renewed. */
export const sendFirstDayList = async (
  desk: Desk,
  person: Person,
  asked: { readonly date: IsoDate; readonly half: Half; readonly year: string },
): Promise<void> => {
  const view = await firstDayListView(desk, person, asked);
  if (!view) return;
  const message = desk.cards.firstDayList(view);
  await send(desk, {
    key: view.post,
    kind: 'list',
    date: asked.date,
    to: { kind: 'person', person: person.id },
    toName: person.name,
    message: () => message,
    whenUnanswered: 'send once more',
    about: `first-day list ${asked.half} ${asked.year}`,
  });
  await showAgain(desk, view.post, message);
};

/** Renews the personal list that stands at this key in the ledger. */
export const refreshFirstDayList = async (desk: Desk, key: string): Promise<void> => {
  const [date, kind, half, year, id] = key.split('/');
  if (kind !== 'list' || !date || !year || !id || (half !== 'AM' && half !== 'PM')) return;
  const person = await whoIs(desk, id);
  const view = person && (await firstDayListView(desk, person, { date, half, year }));
  if (view) await showAgain(desk, key, desk.cards.firstDayList(view));
};
