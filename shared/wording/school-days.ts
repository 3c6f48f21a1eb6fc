/** Sessions as days, the way families think of them: `12½ school days`, `1 school day`, `half a school day`. */
export const schoolDaysInWords = (sessions: number): string => {
  const days = Math.floor(sessions / 2);
  const half = sessions % 2 === 1;
  if (days === 0 && half) return 'half a school day';
  return `${days}${half ? '½' : ''} school ${days === 1 && !half ? 'day' : 'days'}`;
};
