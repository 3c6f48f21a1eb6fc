import { describe, expect, test } from 'vitest';
import { requestCheck, requestPack } from '../../../shared/rules/penalty-notices/request.ts';
import { supportFirst, supportFirstTest } from '../../../shared/rules/penalty-notices/support-first.ts';

const position = { met: true, next: 'first', isHolidayAlone: false } as const;
const facts = { position, hasHoliday: false, noticeToImproveSkipped: [], onFile: [] };
const items = (of: { missing: readonly { item: string }[] }) => of.missing.map(({ item }) => item);
const basic = requestPack.map(({ item }) => item);

describe('§6.5: what a request for a penalty notice lacks', () => {
  test('with nothing on file: the pack, the support given, the notice to improve and proof of its service', () => {
    expect(items(requestCheck(facts))).toEqual([
      'parent-details',
      'relationship',
      'address',
      'proof-of-responsibility',
      'child-details',
      'register-extract',
      'session-list',
      'letters',
      'why-the-right-tool',
      'previous-notices-checked',
      'unauthorised-before-the-request',
      'head-signed',
      'support-chronology',
      'notice-to-improve',
      'proof-of-service',
    ]);
  });

  test('for a holiday: the leave request and the refusal instead of support and a notice to improve', () => {
    const holiday = { ...facts, position: { ...position, isHolidayAlone: true }, hasHoliday: true };
    expect(items(requestCheck(holiday))).toEqual([...basic, 'leave-request', 'refusal-letter']);
  });

  test('with a holiday among other absence: all of them', () => {
    expect(items(requestCheck({ ...facts, hasHoliday: true })).slice(basic.length)).toEqual([
      'leave-request',
      'refusal-letter',
      'support-chronology',
      'notice-to-improve',
      'proof-of-service',
    ]);
  });

  test('where the notice to improve was left out for a reason neither it nor its proof is asked for', () => {
    const skipped = { ...facts, noticeToImproveSkipped: ['earlier-notice'] };
    expect(items(requestCheck(skipped)).slice(basic.length)).toEqual(['support-chronology']);
  });

  test('complete when everything is on file', () => {
    const onFile = [...basic, 'support-chronology', 'notice-to-improve', 'proof-of-service'];
    expect(requestCheck({ ...facts, onFile })).toEqual({ complete: true, against: [], missing: [] });
    expect(requestCheck({ ...facts, onFile: onFile.slice(1) }).complete).toBe(false);
  });

  test('nothing on file mends a threshold that is not met on confirmed sessions, nor a third notice', () => {
    const onFile = [...basic, 'support-chronology', 'notice-to-improve', 'proof-of-service'];
    const notMet = { ...facts, onFile, position: { ...position, met: false } };
    expect(requestCheck(notMet)).toEqual({ complete: false, against: ['not-met'], missing: [] });
    const third = { ...facts, onFile, position: { ...position, next: 'none' as const } };
    expect(requestCheck(third)).toEqual({ complete: false, against: ['limit-reached'], missing: [] });
  });
});

describe('§6.1: what is asked before a notice is issued', () => {
  const fine = { 'best-tool': true, 'equality-act': true };

  test('with nothing answered, whether support is appropriate comes first', () => {
    expect(supportFirst({}, false)).toEqual({
      passed: false,
      against: [],
      unanswered: ['support-appropriate', 'best-tool', 'equality-act'],
    });
  });

  test('where support is appropriate: whether it was provided and engaged with', () => {
    expect(supportFirst({ ...fine, 'support-appropriate': true }, false)).toEqual({
      passed: false,
      against: [],
      unanswered: ['support-provided', 'support-engaged'],
    });
  });

  test('provided and not engaged with: a notice may follow', () => {
    const answers = { ...fine, 'support-appropriate': true, 'support-provided': true, 'support-engaged': false };
    expect(supportFirst(answers, false)).toEqual({ passed: true, against: [], unanswered: [] });
    expect(supportFirst({ ...answers, 'support-provided': false }, false)).toEqual({
      passed: false,
      against: ['support-provided'],
      unanswered: [],
    });
  });

  test('engaged with: only when it has not worked', () => {
    const answers = { ...fine, 'support-appropriate': true, 'support-provided': true, 'support-engaged': true };
    expect(supportFirst(answers, false).unanswered).toEqual(['support-worked']);
    expect(supportFirst({ ...answers, 'support-worked': true }, false)).toMatchObject({
      passed: false,
      against: ['support-worked'],
    });
    expect(supportFirst({ ...answers, 'support-worked': false }, false).passed).toBe(true);
  });

  test('a holiday alone, or support that is not appropriate: the last two questions decide', () => {
    expect(supportFirst(fine, true)).toEqual({ passed: true, against: [], unanswered: [] });
    expect(supportFirst({ ...fine, 'support-appropriate': false }, false).passed).toBe(true);
    expect(supportFirst({ ...fine, 'best-tool': false }, true).against).toEqual(['best-tool']);
    expect(supportFirst({ ...fine, 'equality-act': false }, true).against).toEqual(['equality-act']);
    expect(supportFirst({}, true).unanswered).toEqual(['best-tool', 'equality-act']);
  });

  test('six questions, in order', () => {
    expect(supportFirstTest.map(({ question }) => question)).toEqual([
      'support-appropriate',
      'support-provided',
      'support-engaged',
      'support-worked',
      'best-tool',
      'equality-act',
    ]);
  });
});
