import type { PostInTeams } from './running-desk.ts';

/** Every text of a card, in order, as a person would read it: blocks, runs, labels, choices, button titles. */
export const cardWords = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(cardWords);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    ['text', 'title', 'label', 'placeholder'].includes(name) && typeof value === 'string' ? [value] : cardWords(value),
  );
};

export const wordsOf = (post: PostInTeams): string => cardWords(post.card).join('\n');

/** The newest post to a channel or person whose text or preview contains the words. */
export const postTo = (posts: readonly PostInTeams[], name: string, words: string): PostInTeams => {
  const found = posts.findLast(
    (post) => post.to.name === name && (wordsOf(post).includes(words) || post.summary?.includes(words) === true),
  );
  if (found === undefined)
    throw new Error(
      `No post to ${name} says “${words}”. There are:\n${posts.map(({ to, summary }) => `${to.name}: ${summary}`).join('\n')}`,
    );
  return found;
};
