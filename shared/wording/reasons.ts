import type { FigureBehind } from '../rules/figure-behind.ts';
import type { Policy } from '../rules/policy.ts';
import type { Reason } from '../rules/reason.ts';
import { figureSays } from './figures.ts';
import { penaltySays } from './penalty-position.ts';
import { stageReasonSays } from './stages.ts';

/** The sentence of any reason that the rules give, by the room its rule stands in. */
export const reasonSays = (reason: Reason, policy: Policy): string => {
  if (reason.rule.startsWith('figures.')) return figureSays(reason, policy);
  if (reason.rule.startsWith('penalty.')) return penaltySays(reason);
  return stageReasonSays(reason, policy);
};

/**
 * A number with everything behind it, in sentences: what `GET /api/why` and `desk explain --figure` answer. The sessions
 * are those the number rests on.
 */
export const figureBehindDocument = ({ field, value, policyVersion, reasons }: FigureBehind, policy: Policy) => ({
  field,
  value,
  policyVersion,
  reasons: reasons.map((reason) => ({
    rule: reason.rule,
    says: reasonSays(reason, policy),
    numbers: { ...reason.numbers },
    source: reason.source,
    sessions: [...reason.sessions],
  })),
});
