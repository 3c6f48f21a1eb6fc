import type { Cards } from '../../shared/workflows/cards.ts';
import { concernCard, concernReceipt } from './concern-card.ts';
import { firstDayCard } from './first-day-card.ts';
import { firstDayListCard } from './first-day-list-card.ts';
import { leaveCard } from './leave-card.ts';
import { nudgeCard, nudgeReceipt } from './nudge-card.ts';
import { officeCard } from './office-card.ts';
import { stagesCard } from './stages-card.ts';
import { unmarkedCard } from './unmarked-card.ts';

/** Every card the desk can show. */
export const cards: Cards = {
  nudge: nudgeCard,
  nudgeReceipt,
  unmarked: unmarkedCard,
  firstDay: firstDayCard,
  stages: stagesCard,
  firstDayList: firstDayListCard,
  leave: leaveCard,
  office: officeCard,
  concern: concernCard,
  concernReceipt,
};
