import { type Rate, rate } from '../vocabulary/rate.ts';

const parts = 1_000_000;

/**
 * A share as a policy writes it (0.08) as two whole numbers, so that a threshold is tested exactly: 0.1 is one in ten
 * and not the nearest binary fraction. Six decimals are kept.
 */
export const exactShare = (share: number): Rate => rate(Math.round(share * parts), parts);

/** `8 %`, `7.5 %` for a share of a policy. */
export const shareText = (share: number): string => `${Math.round(share * parts) / (parts / 100)} %`;
