import type { Message } from '../../shared/ports/messenger.ts';
import type { LeaveCardView } from '../../shared/views/cards.ts';
import type { LeaveView } from '../../shared/views/leave.ts';
import { counted } from '../../shared/wording/counts.ts';
import { dateInWords, instantInWords, spanInWords } from '../../shared/wording/dates.ts';
import { summaries } from '../../shared/wording/summaries.ts';
import {
  answered,
  bigNumber,
  box,
  card,
  columns,
  fact,
  line,
  open,
  type Part,
  press,
  textInput,
  title,
} from './parts.ts';

const percentSaid = (percent: string | null): string => (percent === null ? 'no figure' : `${percent} %`);

const request = (leave: LeaveView): Part[] => [
  fact('Dates', `${spanInWords(leave.from, leave.to)}, ${counted(leave.sessions, 'session')}`),
  fact('Asked by', `${leave.askedBy}, received ${dateInWords(leave.received.slice(0, 10))}`),
  fact('Reason', leave.reason),
  fact('Talk with the parent', leave.contactMade ?? 'None on record yet'),
];

const record = ({ record: of }: LeaveView): Part[] => [
  columns(
    [
      {
        width: 'stretch',
        items: [
          line(percentSaid(of.attendance), { large: true, bold: true, centred: true }),
          line('attendance now', { small: true, centred: true, spacing: 'none' }),
        ],
      },
      {
        width: 'stretch',
        items: [
          line(percentSaid(of.attendanceAfter), {
            large: true,
            bold: true,
            centred: true,
            ...(of.persistentAfter ? { colour: 'attention' as const } : {}),
          }),
          line('if taken', { small: true, centred: true, spacing: 'none' }),
        ],
      },
      bigNumber(of.unauthorised, 'unauthorised sessions'),
    ],
    { spacing: 'medium', separator: true },
  ),
  line(`${of.attended} of ${of.possible} sessions attended, ${of.authorised} authorised absences.`, { small: true }),
  ...(of.persistentAfter && !of.persistent
    ? [line('The leave would make it persistent absence.', { colour: 'attention' })]
    : []),
  ...(of.earlierRequests.length === 0
    ? []
    : [line(`Earlier requests: ${of.earlierRequests.join('; ')}`, { small: true })]),
];

const listed = (heading: string, sentences: readonly string[]): Part =>
  box([
    line(heading, { bold: true }),
    ...sentences.map((sentence) => line(sentence, { small: true, spacing: 'small' })),
  ]);

const receipt = (leave: LeaveView): Part[] =>
  leave.decided === null
    ? []
    : [
        box(
          [
            line(`${leave.state === 'granted' ? 'Granted' : 'Refused'} by ${leave.decided.by}`, { bold: true }),
            line(instantInWords(leave.decided.at), { small: true, spacing: 'none' }),
            line(leave.decided.reason, { spacing: 'small' }),
          ],
          leave.state === 'granted' ? 'good' : 'attention',
        ),
      ];

/** Asks a person whom the policy names to decide on leave; after the decision it is the receipt. Personal chat only. */
export const leaveCard = ({ post, leave, tab, said }: LeaveCardView): Message => {
  const waits = leave.state === 'waiting' && leave.mayDecide;
  const summary = leave.state === 'waiting' ? summaries.leave : summaries.leaveReceipt;
  const ids = { post, id: leave.id, seen: leave.version };
  return {
    summary,
    card: card(
      summary,
      [
        title(summary, leave.name, `Year ${leave.year}, form ${leave.form}`),
        ...answered(said),
        ...receipt(leave),
        ...request(leave),
        ...(waits
          ? [
              ...record(leave),
              listed('The law', [leave.law.join(' ')]),
              listed('What follows', leave.consequences),
              textInput('reason', 'Your reason, in a sentence for the letter', { multiline: true, maxLength: 2000 }),
            ]
          : []),
      ],
      waits
        ? [
            press('Grant', { action: 'grant', ...ids }, 'positive'),
            press('Refuse', { action: 'refuse', ...ids }, 'destructive'),
            open('Open in the tab', tab),
          ]
        : [open('Open in the tab', tab)],
    ),
  };
};
