import { contacts } from '../records/contact.ts';
import type { Pupil } from '../records/pupil.ts';
import type { Desk } from './desk.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole words alone: `Ash` is not found in `Ashton`. */
const anyOf = (names: readonly string[]): RegExp | undefined =>
  names.length === 0
    ? undefined
    : new RegExp(
        `(?<![\\p{L}\\p{N}])(?:${[...new Set(names)]
          .sort((a, b) => b.length - a.length)
          .map(escaped)
          .join('|')})(?![\\p{L}\\p{N}])`,
        'giu',
      );

/** A mail address, or a number that could be rung: eleven digits or so, however they are grouped. */
const contactDetails = /[\w.+-]+@[\w-]+\.[\w.-]+|\+?\b\d(?:[ -]?\d){8,12}\b/g;

const namesOf = ({ key, admission, surname, forename }: Pupil): string[] => [
  key,
  admission,
  `${forename} ${surname}`,
  `${surname}, ${forename}`,
  `${surname} ${forename}`,
];

/** Ids of accounts, also inside the key of what somebody did. */
const accountIds = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

/**
 * Takes other pupils, their parents, ids of accounts and everybody's contact details out of free text that is about one pupil. A first
 * name alone is left: it may be the pupil's own, and cannot be told apart; a person reads the export before it goes.
 */
export const redactor = async (desk: Desk, own: Pupil): Promise<(text: string) => string> => {
  const [pupils, all] = await Promise.all([desk.data.pupils(), desk.records.find(contacts)]);
  const kept = new Set(
    [...namesOf(own), ...all.filter(({ record }) => record.pupil === own.key).map(({ record }) => record.name)].map(
      (name) => name.toLowerCase(),
    ),
  );
  const isOther = (name: string): boolean => name.length > 2 && !kept.has(name.toLowerCase());
  const others = anyOf(
    [...pupils.values()]
      .filter(({ key }) => key !== own.key)
      .flatMap(namesOf)
      .filter(isOther),
  );
  const parents = anyOf(
    all
      .filter(({ record }) => record.pupil !== own.key)
      .map(({ record }) => record.name)
      .filter(isOther),
  );
  return (text) => {
    const withoutPupils = others ? text.replace(others, '[another pupil]') : text;
    const withoutParents = parents ? withoutPupils.replace(parents, '[somebody else]') : withoutPupils;
    return withoutParents
      .replace(accountIds, '[account]')
      .replace(contactDetails, (found) => (kept.has(found.toLowerCase()) ? found : '[contact detail]'));
  };
};
