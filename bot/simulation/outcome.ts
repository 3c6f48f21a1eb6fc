import type { ShownState } from './controls.ts';

/** How a morning ended, in words that two mornings can be compared by: one line a fact, in order. */
export type Outcome = readonly string[];

type Fields = Readonly<Record<string, unknown>>;

const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

/**
 * What differs from morning to morning though nothing is different: where in the chain an event stands and what it
 * follows (the chain is checked apart), and the ids that Teams gave.
 */
const ofNoMatter: Readonly<Record<string, readonly string[]>> = {
  Audit: ['number', 'previous', 'hash'],
  Posts: ['conversation', 'activity'],
};

/** Everything the school's site and Teams hold: each item, each file, each message as it stands now. */
export const outcomeOf = ({ lists, files, posts }: ShownState): Outcome =>
  [
    ...Object.entries(lists).flatMap(([list, items]) =>
      items.map((fields) => `${list}: ${JSON.stringify(without(fields, ...(ofNoMatter[list] ?? [])))}`),
    ),
    ...Object.entries(files).map(([path, hash]) => `file ${path}: ${hash}`),
    ...posts
      .filter(({ deleted }) => !deleted)
      .map(({ to, versions }) => {
        const { summary, attachments } = versions.at(-1)!;
        return `message to ${to}: ${JSON.stringify({ summary, attachments })}`;
      }),
  ].sort();

/** The facts of one that the other lacks, both ways; a fact that stands twice counts twice. */
export const differences = (
  wanted: Outcome,
  found: Outcome,
): { readonly missing: readonly string[]; readonly more: readonly string[] } => {
  const left = new Map<string, number>();
  for (const fact of wanted) left.set(fact, (left.get(fact) ?? 0) + 1);
  const more = found.filter((fact) => {
    const count = left.get(fact) ?? 0;
    if (count > 0) left.set(fact, count - 1);
    return count === 0;
  });
  return { missing: [...left].flatMap(([fact, count]) => Array<string>(count).fill(fact)), more };
};
