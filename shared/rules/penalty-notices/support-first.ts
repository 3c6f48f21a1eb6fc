import { type Citation, cite } from '../../vocabulary/citation.ts';

const law: Citation = cite(
  'National framework for penalty notices (DfE, from 19 August 2024)',
  'tests before a notice is issued, as restated by Lincolnshire',
  '2026-11-25',
);

/** What is asked before a notice is issued, in order (§6.1). */
export const supportFirstTest = [
  { question: 'support-appropriate', law },
  { question: 'support-provided', law },
  { question: 'support-engaged', law },
  { question: 'support-worked', law },
  { question: 'best-tool', law },
  { question: 'equality-act', law },
] as const;
export type SupportQuestion = (typeof supportFirstTest)[number]['question'];

/** What a person answered; a question that is not there was not answered. */
export type SupportAnswers = Readonly<Partial<Record<SupportQuestion, boolean>>>;

export interface SupportFirst {
  readonly passed: boolean;
  /** Answers for which no notice is issued. */
  readonly against: readonly SupportQuestion[];
  readonly unanswered: readonly SupportQuestion[];
}

/**
 * Whether a notice may be issued as far as support goes (§6.1): where support is appropriate it was provided and was
 * not engaged with or has not worked; a notice is the best tool for this family; and the Equality Act allows it. For a
 * holiday alone support is not appropriate and not asked about. A person answers; this only adds up.
 */
export const supportFirst = (answers: SupportAnswers, isHolidayAlone: boolean): SupportFirst => {
  const isAppropriate = isHolidayAlone ? false : answers['support-appropriate'];
  /** The answer a notice needs, of each question that is asked. */
  const needed: Partial<Record<SupportQuestion, boolean>> = {
    ...(isAppropriate === true ? { 'support-provided': true } : {}),
    // Support that is engaged with must have been given its chance.
    ...(isAppropriate === true && answers['support-engaged'] === true ? { 'support-worked': false } : {}),
    'best-tool': true,
    'equality-act': true,
  };
  const asked = supportFirstTest
    .map(({ question }) => question)
    .filter(
      (question) =>
        question in needed ||
        (question === 'support-appropriate' && !isHolidayAlone) ||
        (question === 'support-engaged' && isAppropriate === true),
    );
  const unanswered = asked.filter((question) => answers[question] === undefined);
  const against = asked.filter(
    (question) => question in needed && answers[question] !== undefined && answers[question] !== needed[question],
  );
  return { passed: unanswered.length === 0 && against.length === 0, against, unanswered };
};
