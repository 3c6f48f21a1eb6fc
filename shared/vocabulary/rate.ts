/** A rate stays two whole numbers; only a screen rounds. `of` 0 means there is no rate (no possible session). */
export interface Rate {
  readonly part: number;
  readonly of: number;
}

export const rate = (part: number, of: number): Rate => ({ part, of });

/**
 * The rate in tenths of a per cent, rounded half up on the exact rational: 900 for 9 of 10; null when `of` is 0.
 * Rounding a floating-point quotient would show 73 of 80 as 91.2; the whole numbers give 91.3 (vector V17).
 */
export const tenthsOfPercent = ({ part, of }: Rate): number | null => {
  if (of === 0) return null;
  const tenths = Math.floor((Math.abs(part) * 2000 + of) / (2 * of));
  return part < 0 && tenths > 0 ? -tenths : tenths;
};

/** The rate as a percentage with one decimal: `"90.0"`; null when `of` is 0. */
export const percent = (rate: Rate): string | null => {
  const tenths = tenthsOfPercent(rate);
  if (tenths === null) return null;
  const size = Math.abs(tenths);
  return `${tenths < 0 ? '-' : ''}${Math.floor(size / 10)}.${size % 10}`;
};

/** Compares two rates exactly, by cross-multiplication; a rate of nothing sorts first. */
export const compareRates = (a: Rate, b: Rate): number => {
  if (a.of === 0 || b.of === 0) return Math.sign(a.of - b.of);
  return Math.sign(a.part * b.of - b.part * a.of);
};

/**
 * A rate that lies below a limit, as a percentage that says so: one decimal where that is enough, else as many as it
 * takes. 11 of 222 is less than 5 %, and `5.0` would say otherwise: `4.95`. `limit` is a rate too.
 */
export const percentBelow = ({ part, of }: Rate, limit: Rate): string => {
  for (let places = 1; ; places++) {
    const unit = 10 ** places;
    const units = Math.floor((part * 200 * unit + of) / (2 * of));
    if (places === 6 || units * limit.of < limit.part * 100 * unit) return (units / unit).toFixed(places);
  }
};
