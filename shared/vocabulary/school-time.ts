/** School time is written `HH:MM`; minutes are counted from midnight. */
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** `08:40` and 30 minutes later: `09:10`. Stays within the day. */
export const minutesLater = (time: string, minutes: number): string => {
  const minute = Math.min(minuteOf(time) + minutes, 24 * 60 - 1);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};
