import type { Message } from '../../shared/ports/messenger.ts';
import type { FirstDayListCardView } from '../../shared/views/cards.ts';
import type { FirstDayTaskView } from '../../shared/views/first-day.ts';
import { counted } from '../../shared/wording/counts.ts';
import { sessionInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import {
  answered,
  type ButtonIds,
  box,
  card,
  choiceInput,
  fact,
  type LineStyle,
  line,
  open,
  type Part,
  press,
  textInput,
  title,
} from './parts.ts';

const kinds = {
  whereabouts: 'No mark: confirm where the pupil is',
  reason: 'Absent: the reason is wanted',
} as const;

const urgency = (tier: number): LineStyle =>
  tier > 2 ? { spacing: 'small' } : { spacing: 'small', bold: true, colour: tier === 1 ? 'attention' : 'warning' };

const about = (task: FirstDayTaskView): Part[] => [
  box(
    [
      line(task.name, { bold: true, large: true }),
      line(`${task.form}. ${kinds[task.kind]}.`, { spacing: 'small' }),
      line(`Priority ${task.tier}, first contact by ${task.contactBy}`, urgency(task.tier)),
    ],
    'emphasis',
  ),
  ...(task.contacts.length === 0
    ? [line('No contact is on record. Ask the office.')]
    : task.contacts.map(({ name, relationship, phone }) => fact(relationship, `${name}, ${phone ?? 'no number'}`))),
  ...task.attemptsSaid.map((said) => line(said, { small: true, colour: 'accent', spacing: 'small' })),
];

const inputs = ({ contacts }: FirstDayTaskView): Part[] => [
  ...(contacts.length === 0
    ? []
    : [
        choiceInput(
          'spokenTo',
          'Who you spoke to',
          contacts.map(({ name, relationship }) => ({ title: `${name} (${relationship})`, value: name })),
          'Choose, if somebody answered',
        ),
      ]),
  textInput('reason', 'Reason given', { placeholder: 'In the words of the parent' }),
];

/** What came of it, right under what was asked. */
const outcomes = (ids: Omit<ButtonIds, 'action'>): Part => ({
  type: 'ActionSet',
  actions: [
    press('Spoke to parent', { action: 'spoke', ...ids }),
    press('No answer', { action: 'no-answer', ...ids }),
    press('Reason given', { action: 'reason', ...ids }, 'positive'),
    press('Visit needed', { action: 'visit', ...ids }),
  ],
});

/** Apart from the rest, so that what is meant for the safeguarding lead does not end in the contact log. */
const worried = (ids: Omit<ButtonIds, 'action'>): Part => ({
  type: 'Container',
  separator: true,
  spacing: 'large',
  items: [
    textInput('concern', 'What worries you (goes to the safeguarding lead alone)', {
      multiline: true,
      maxLength: 2000,
    }),
    { type: 'ActionSet', actions: [press('Safeguarding concern', { action: 'concern', ...ids }, 'destructive')] },
  ],
});

/** One person's own list, in personal chat: the next pupil to contact, with numbers to ring and what to press after. */
export const firstDayListCard = (view: FirstDayListCardView): Message => {
  const { post, year, date, half, next, left, done, tab, said } = view;
  const ids = next && { post, id: next.id, seen: String(next.attempts) };
  return {
    summary: summaries.firstDayList,
    card: card(
      summaries.firstDayList,
      [
        title(
          summaries.firstDayList,
          `Year ${year}: ${counted(left, 'pupil')} to contact, ${done} accounted for`,
          sessionInWords(date, half),
        ),
        ...answered(said),
        ...(next
          ? [...about(next), ...inputs(next), ...(ids ? [outcomes(ids), worried(ids)] : [])]
          : [box([line('Nobody is left to contact. Thank you.')], 'good')]),
      ],
      [open('Open in the tab', tab)],
    ),
  };
};
