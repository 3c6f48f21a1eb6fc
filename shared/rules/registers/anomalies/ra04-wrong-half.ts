import { sessionName } from '../../../vocabulary/session.ts';
import { checkCode } from '../../codes/check-code.ts';
import { conditionsOf } from '../../codes/conditions.ts';
import { type AnomalyCheck, always, anomaly } from './anomaly.ts';
import type { YearMark } from './look.ts';

/** What stands or was written in the wrong half; undefined where nothing did. */
const wrongHalf = ({ code, date, half }: YearMark, text: string | undefined): '/' | '\\' | undefined => {
  const written = text === undefined ? undefined : checkCode(text, date, half);
  if (written?.is === 'code' && written.odd === 'other half') return written.code === '/' ? '\\' : '/';
  if (code !== '/' && code !== '\\') return undefined;
  return conditionsOf(code)!.half === half ? undefined : code;
};

/** RA4: `/` in the afternoon or `\` in the morning. It counts as present (§14d). */
export const wrongHalfMark: AnomalyCheck = {
  rule: 'RA4',
  isGiven: always,
  find: ({ year, facts: { raw = [] } }) => {
    const texts = new Map(raw.map(({ text, ...session }) => [sessionName(session), text]));
    return year.flatMap((mark) => {
      const code = wrongHalf(mark, texts.get(mark.name));
      if (code === undefined) return [];
      const right = code === '/' ? '\\' : '/';
      return [
        anomaly('RA4', { ...mark, code, mend: { do: 'replace', codes: [right] }, source: conditionsOf(code)!.law }),
      ];
    });
  },
};
