import type { Letter } from '../records/letter.ts';
import { dateInWords } from './dates.ts';

const kinds: Readonly<Record<Letter['kind'], string>> = {
  'stage 1': 'Letter 1',
  'stage 2': 'Letter 2',
  'stage 3': 'Letter 3',
  'unexplained absence': 'Unexplained absence',
  invitation: 'Invitation',
  praise: 'Praise',
  other: 'Letter',
};

/** `Letter 1, 3 March 2026`: a letter and the day it went. */
export const letterSays = ({ kind, servedAt, madeOn }: Pick<Letter, 'kind' | 'servedAt' | 'madeOn'>): string =>
  `${kinds[kind]}, ${dateInWords((servedAt ?? madeOn).slice(0, 10))}`;
