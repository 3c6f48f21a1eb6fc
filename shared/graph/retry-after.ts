/**
 * Seconds to wait as a `Retry-After` header says: whole seconds, or a date counted from the answer's own `Date`, so that
 * no clock of ours is asked. Undefined when it says nothing usable.
 */
export const retryAfterOf = (headers: { get(name: string): string | null }): number | undefined => {
  const said = headers.get('retry-after')?.trim();
  if (!said) return undefined;
  if (/^\d{1,6}(\.\d+)?$/.test(said)) return Number(said);
  const until = Date.parse(said);
  const from = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(until) || Number.isNaN(from) ? undefined : Math.max(0, (until - from) / 1000);
};
