/** Where a rule comes from. `read` is the day somebody read the text there. */
export interface Citation {
  readonly source: string;
  readonly place: string;
  readonly read: string;
}

export const cite = (source: string, place: string, read: string): Citation => ({ source, place, read });

/** `SI 2024/208, reg 10(2), Table 1 (read 2026-11-23)` */
export const citationText = ({ source, place, read }: Citation): string => `${source}, ${place} (read ${read})`;
