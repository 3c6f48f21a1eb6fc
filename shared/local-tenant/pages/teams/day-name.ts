import { weekdayOf } from '../../../vocabulary/session.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Tue 10 Mar" of `2026-03-10`. */
export const dayName = (date: string): string => {
  const [, month, day] = date.split('-').map(Number);
  return `${weekdayOf(date)} ${day} ${months[month! - 1]}`;
};
