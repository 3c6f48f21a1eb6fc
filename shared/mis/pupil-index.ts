import type { IsoDate } from '../vocabulary/session.ts';

/** What tells whether a pupil is on roll, and when. `from` empty or absent: since before anything given. */
export interface RollEntry {
  readonly key: string;
  readonly admission?: string | undefined;
  readonly from?: IsoDate | undefined;
  readonly to?: IsoDate | undefined;
}

const withoutZeros = (text: string): string => text.replace(/^0+(?=.)/, '');

/**
 * Finds pupils by UPN or admission number as files write them: any case, an Excel text prefix, zeros lost in front.
 * Without a roll every id is taken as it is written.
 */
export class PupilIndex {
  readonly #byKey = new Map<string, RollEntry>();
  readonly #byAdmission = new Map<string, RollEntry>();
  readonly #byBareAdmission = new Map<string, RollEntry | undefined>();
  readonly #asked = new Map<string, RollEntry | undefined>();
  readonly isOpen: boolean;

  constructor(roll: readonly RollEntry[] | undefined) {
    this.isOpen = roll === undefined;
    for (const entry of roll ?? []) {
      this.#byKey.set(entry.key.toUpperCase(), entry);
      if (!entry.admission) continue;
      this.#byAdmission.set(entry.admission.toUpperCase(), entry);
      const bare = withoutZeros(entry.admission.toUpperCase());
      this.#byBareAdmission.set(bare, this.#byBareAdmission.has(bare) ? undefined : entry);
    }
  }

  find(text: string): RollEntry | undefined {
    if (this.#asked.has(text)) return this.#asked.get(text);
    const found = this.#search(text.trim().replace(/^'/, ''));
    this.#asked.set(text, found);
    return found;
  }

  #search(id: string): RollEntry | undefined {
    if (id === '') return undefined;
    if (this.isOpen) return { key: id };
    const upper = id.toUpperCase();
    return this.#byKey.get(upper) ?? this.#byAdmission.get(upper) ?? this.#byBareAdmission.get(withoutZeros(upper));
  }
}

export const isOnRoll = ({ from, to }: RollEntry, date: IsoDate): boolean =>
  (!from || from <= date) && (!to || date <= to);
