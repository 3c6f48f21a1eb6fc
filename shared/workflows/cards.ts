import type { Message } from '../ports/messenger.ts';
import type {
  ConcernCardView,
  ConcernReceiptView,
  FirstDayCardView,
  FirstDayListCardView,
  LeaveCardView,
  NudgeCardView,
  NudgeReceiptView,
  OfficeCardView,
  StagesCardView,
  UnmarkedCardView,
} from '../views/cards.ts';

/** Turns views into what Teams shows: the workflows say what, `bot/cards` says how it looks. */
export interface Cards {
  nudge(view: NudgeCardView): Message;
  nudgeReceipt(view: NudgeReceiptView): Message;
  unmarked(view: UnmarkedCardView): Message;
  firstDay(view: FirstDayCardView): Message;
  stages(view: StagesCardView): Message;
  firstDayList(view: FirstDayListCardView): Message;
  leave(view: LeaveCardView): Message;
  office(view: OfficeCardView): Message;
  concern(view: ConcernCardView): Message;
  concernReceipt(view: ConcernReceiptView): Message;
}
