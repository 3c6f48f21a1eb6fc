import { createHash } from 'node:crypto';

/** A GUID that depends on its words alone, so that the same seed gives the same school. */
export const guidOf = (...words: readonly string[]): string => {
  const hash = createHash('sha256').update(words.join('\u0000')).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `4${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
};

/** The id Teams gives a person in the connector: not the directory's, and stable. */
export const memberIdOf = (account: string): string =>
  `29:1${createHash('sha256').update(`member ${account}`).digest('base64url').slice(0, 42)}`;

/** The one-to-one conversation of a person with the bot. */
export const chatIdOf = (account: string): string =>
  `a:1${createHash('sha256').update(`chat ${account}`).digest('base64url').slice(0, 42)}`;
