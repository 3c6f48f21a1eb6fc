interface Recommended {
  readonly hold?: { readonly stage: string } | null | undefined;
  readonly stage: { readonly recommended: string | null };
}

/**
 * Whether a person's hold keeps what is recommended waiting (§5.2 h). It counts for the stage it was put on and for those
 * below: a higher one that is recommended later waits for a decision of its own.
 */
export const isOnHold = ({ hold, stage: { recommended } }: Recommended): boolean =>
  hold != null && (recommended ?? '0').localeCompare(hold.stage, 'en', { numeric: true }) <= 0;
