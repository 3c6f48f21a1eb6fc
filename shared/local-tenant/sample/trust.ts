import { domain, schoolName } from './school.ts';

/** Which school of the trust it is, and what it is called: all of it invented. */
export interface SchoolPlace {
  /** The first is Saltmarsh Academy. */
  readonly number: number;
  /** `saltmarsh`: in the settings of a desk with several schools. */
  readonly id: string;
  readonly name: string;
  /** In the UPNs of its pupils; the first school's come from many primary schools. */
  readonly establishment: number | undefined;
  /** Of its people's addresses. */
  readonly domain: string;
  /** Its site's path in the trust's SharePoint. */
  readonly path: string;
}

export const trustName = 'Tidewater Trust';

const beginnings = 'Fern Marl Ash Wren Gorse Hazel Otter Pebble Thistle Willow'.split(' ');
const endings = 'brook hollow mead ridge sand stead thorpe wick wold combe'.split(' ');
const nameable = beginnings.length * endings.length;

/** The nth school of the trust, from 1. */
export const placeOf = (number: number): SchoolPlace => {
  if (number === 1)
    return {
      number,
      id: 'saltmarsh',
      name: schoolName,
      establishment: undefined,
      domain,
      path: '/sites/attendance-desk',
    };
  const at = number - 2;
  const word = beginnings[at % beginnings.length]! + endings[Math.floor(at / beginnings.length) % endings.length]!;
  const again = at < nameable ? '' : ` ${Math.floor(at / nameable) + 1}`;
  const id = `${word}${again}`.toLowerCase().replace(' ', '-');
  const establishment = 3_000 + number;
  return { number, establishment, id, name: `${word}${again} School`, domain: `${id}.example`, path: `/sites/${id}` };
};

/** The further schools of a trust are small: ten registers of twelve pupils. */
export const furtherSize = {
  forms: ['7A', '7C', '8B', '8C', '9A', '9B', '9D', '10A', '10D', '11C'],
  pupilsAForm: 12,
} as const;

/** Where each school draws its chances from: the first from the seed itself. */
export const seedOf = (seed: number, number: number): number => (number === 1 ? seed : seed * 1_000 + number);
