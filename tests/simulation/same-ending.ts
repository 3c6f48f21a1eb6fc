import { differences, type Outcome } from '../../bot/simulation/outcome.ts';
import type { Struck } from '../../bot/simulation/play-morning.ts';

/** Teams has no key against repeats: whether a message arrived that was not confirmed, nobody can know (§2). */
const isUnconfirmedSend = ({ do: kind, method, path }: Struck): boolean =>
  method === 'POST' && path.startsWith('/conversations') && kind !== '429' && kind !== '503';

const recipientOf = (fact: string): string | undefined => /^message to (.+?): \{/.exec(fact)?.[1];

/**
 * What is not as it is without faults, beyond what is promised: where Teams did not confirm a message, its reader may
 * have it once more and marked, or for a nudge not at all, and the ledger says that it is unconfirmed. Nothing else may
 * differ; empty when the morning ended as it should.
 */
export const unlike = (good: Outcome, found: Outcome, struck: readonly Struck[]): string[] => {
  const { missing, more } = differences(good, found);
  const unconfirmed = struck.filter(isUnconfirmedSend).length;
  const readers = new Set([...missing, ...more].flatMap((fact) => recipientOf(fact) ?? []));
  const isAllowed = (fact: string): boolean =>
    unconfirmed > 0 && readers.size <= unconfirmed && (recipientOf(fact) !== undefined || fact.startsWith('Posts: '));
  const copies = more.filter((fact) => recipientOf(fact) !== undefined).length;
  return [
    ...missing.filter((fact) => !isAllowed(fact)).map((fact) => `missing ${fact}`),
    ...more.filter((fact) => !isAllowed(fact)).map((fact) => `more ${fact}`),
    ...(copies > 2 * unconfirmed ? [`${copies} messages differ after ${unconfirmed} that were not confirmed`] : []),
  ];
};
