import type { Code } from '../../../vocabulary/mark.ts';
import { sessionName } from '../../../vocabulary/session.ts';
import { checkCode } from '../../codes/check-code.ts';
import { removedCodes } from '../../codes/removed-codes.ts';
import { workingTogether } from '../../sources.ts';
import { type Anomaly, type AnomalyCheck, always, anomaly } from './anomaly.ts';
import type { Look, YearMark } from './look.ts';

const found = (mark: YearMark, written: string | null, removed: Code | undefined): Anomaly => {
  const row = removedCodes.find(({ code }) => code === removed);
  return anomaly('RA3', {
    ...mark,
    code: written,
    why: row === undefined ? 'unknown' : 'removed',
    mend: { do: 'replace', codes: row?.now ?? [] },
    source: row?.law ?? workingTogether,
  });
};

/** A mark as it was written, where that is no code of its session; undefined where the text says nothing against it. */
const asWritten = (mark: YearMark, text: string): Anomaly | undefined => {
  const checked = checkCode(text, mark.date, mark.half);
  if (checked.is !== 'review' && checked.is !== 'unknown') return undefined;
  return found(mark, text.trim(), checked.is === 'review' ? checked.removed : undefined);
};

/**
 * RA3: H, J, Y or F on a session from 19 August 2024, or what is no code at all; it counts nowhere until a person says
 * what stands there (§1.3, §14d). Where the mark is known as it was written, that is shown.
 */
export const noCodeOfToday: AnomalyCheck = {
  rule: 'RA3',
  isGiven: always,
  find: ({ year, facts: { raw = [] } }: Look) => {
    const texts = new Map(raw.map(({ text, ...session }) => [sessionName(session), text]));
    return year.flatMap((mark) => {
      const text = texts.get(mark.name);
      const written = text === undefined ? undefined : asWritten(mark, text);
      if (written !== undefined) return [written];
      return mark.counts === 'removed' ? [found(mark, mark.code, mark.code ?? undefined)] : [];
    });
  },
};
