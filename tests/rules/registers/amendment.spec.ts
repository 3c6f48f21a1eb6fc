import { describe, expect, test } from 'vitest';
import { type Amendment, amend, amendmentRecord, originalOf } from '../../../shared/rules/registers/amendment.ts';

const nToI: Amendment = {
  pupil: 'P1',
  date: '2026-03-10',
  half: 'AM',
  from: 'N',
  to: 'I',
  at: '2026-03-11T09:20:00Z',
  by: 'Mercy Okafor',
  role: 'Attendance Manager',
  why: 'Mother phoned: a cold',
  source: 'product',
};
const iToO: Amendment = { ...nToI, from: 'I', to: 'O', at: '2026-03-12T10:00:00Z', why: 'Mother had not phoned' };
const faultOf = (chain: readonly Amendment[], amendment: Amendment) => {
  const answer = amend(chain, amendment);
  return 'refused' in answer ? answer.refused.rule : 'kept';
};

describe('the record of an amended mark (§3.2)', () => {
  test('the first original is never overwritten: amendments form a chain', () => {
    const chain = amend([nToI], iToO);
    expect(chain).toEqual({ chain: [nToI, iToO] });
    expect(originalOf([nToI, iToO])).toBe('N');
  });

  test('a mark put where none was has no original code; a mark never amended has no chain', () => {
    expect(originalOf([{ ...nToI, from: null }])).toBeNull();
    expect(originalOf([])).toBeUndefined();
  });

  test.each<[string, readonly Amendment[], Partial<Amendment>, string]>([
    ['a blank reason is rejected', [], { why: '  ' }, 'amendment.no-reason'],
    ['an amendment by nobody', [], { by: ' ' }, 'amendment.nobody'],
    ['by somebody without a position', [], { role: ' ' }, 'amendment.nobody'],
    ['nothing changed', [], { to: 'N' }, 'amendment.no-change'],
    ['another session’s mark', [{ ...iToO, half: 'PM', to: 'N' }], {}, 'amendment.other-mark'],
    ['another pupil’s mark', [{ ...iToO, pupil: 'P2', to: 'N' }], {}, 'amendment.other-mark'],
    ['from a code that does not stand there any more', [iToO], {}, 'amendment.not-the-last'],
    ['earlier than the last amendment', [{ ...iToO, to: 'N' }], {}, 'amendment.not-the-last'],
    ['in the same second as the last', [{ ...nToI, from: 'O', to: 'N' }], {}, 'kept'],
    ['the first one', [], {}, 'kept'],
  ])('%s', (_says, chain, change, fault) => expect(faultOf(chain, { ...nToI, ...change })).toBe(fault));

  test('a refusal names the session and the text it comes from; entries are kept six years', () => {
    expect(amend([], { ...nToI, why: '' })).toMatchObject({
      refused: { numbers: {}, sessions: ['2026-03-10 AM'], source: expect.stringContaining('amending the registers') },
    });
    expect(amendmentRecord.keptYears).toBe(6);
    expect(amendmentRecord.law.place).toContain('not verified');
  });
});
