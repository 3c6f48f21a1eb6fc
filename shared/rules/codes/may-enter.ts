import type { Code } from '../../vocabulary/mark.ts';
import type { Role } from '../../vocabulary/role.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../reason.ts';
import { schoolPolicy } from '../sources.ts';

/** A mark that somebody is about to enter. */
export interface Entry {
  readonly code: Code;
  /** The roles of the person; `system`: the product itself, which proposes and never writes a code (§1.4). */
  readonly by: readonly Role[] | 'system';
  /** The register is the person's own. */
  readonly ownRegister: boolean;
  /** The session is of today. */
  readonly isToday: boolean;
  /** The marks come from a list of an approved activity. */
  readonly fromActivityList: boolean;
  /** A decision on record is linked. */
  readonly decisionLinked: boolean;
}

export type MayEnter = { readonly may: true } | { readonly may: false; readonly because: Reason };

type Row = Policy['mayEnter'][number];

/** What keeps a role from entering, the nearest to a yes last. */
const refusals = [
  'enter.system',
  'enter.role',
  'enter.activity-list',
  'enter.own-register',
  'enter.today',
  'enter.decision',
] as const;
type Refusal = (typeof refusals)[number];

const refusalOf = (row: Row, entry: Entry, needDecision: readonly string[]): Refusal | undefined => {
  const listed = row.codes === '*' || row.codes.includes(entry.code);
  const onList = row.fromActivityList.includes(entry.code);
  if (!listed && !onList) return 'enter.role';
  if (!listed && !entry.fromActivityList) return 'enter.activity-list';
  if (row.ownRegistersToday && !entry.ownRegister) return 'enter.own-register';
  if (row.ownRegistersToday && !entry.isToday) return 'enter.today';
  return needDecision.includes(entry.code) && !row.decidesItself && !entry.decisionLinked
    ? 'enter.decision'
    : undefined;
};

/**
 * Whether somebody may enter a code (§1.4, school policy): yes when one of the person's roles may; else no, with what is
 * nearest to a yes: `enter.role`, `enter.activity-list`, `enter.own-register`, `enter.today`, `enter.decision`, or
 * `enter.system`, because a named person confirms every code.
 */
export const mayEnterCode = (
  { mayEnter, needDecision, version }: Pick<Policy, 'mayEnter' | 'needDecision' | 'version'>,
  entry: Entry,
): MayEnter => {
  const { by } = entry;
  const refused: (Refusal | undefined)[] =
    by === 'system'
      ? ['enter.system']
      : mayEnter.filter(({ role }) => by.includes(role)).map((row) => refusalOf(row, entry, needDecision));
  if (refused.includes(undefined)) return { may: true };
  const rule = refusals.findLast((one) => refused.includes(one)) ?? 'enter.role';
  return {
    may: false,
    because: {
      rule,
      numbers: {},
      names: { code: entry.code },
      source: schoolPolicy('who may enter which code', version),
      sessions: [],
    },
  };
};
