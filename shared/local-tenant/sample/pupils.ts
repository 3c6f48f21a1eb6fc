import type { IsoDate } from '../../vocabulary/session.ts';
import { boys, canaryName, girls, inventSurname, mailName } from './names.ts';
import { type Chance, chanceOf } from './random.ts';
import { forms } from './school.ts';
import type { StaffPlan } from './staff.ts';

/** What the MIS says about a pupil beside the register, in the words of its export. */
export type PupilFlag =
  | 'child-protection'
  | 'child-in-need'
  | 'social-worker'
  | 'looked-after'
  | 'dsl-safety-plan'
  | 'ehcp'
  | 'medical-plan'
  | 'young-carer'
  | 'yot'
  | 'cme-history'
  | 'sen-support'
  | 'fsm'
  | 'pupil-premium'
  | 'eal'
  | 'sibling-in-school';

/** Somebody to call about a pupil, in the order in which they are called. */
interface ContactPlan {
  readonly forename: string;
  readonly surname: string;
  readonly title: string;
  readonly relationship: string;
  readonly phone: string;
  readonly email: string;
  readonly responsible: boolean;
}

/** The part a pupil plays in the sample, beside being one of many. */
export type Part =
  | 'exactly 10.0 %'
  | 'just below 10 %'
  | 'near 10 %, leave asked for'
  | 'part-time timetable'
  | 'dual registered'
  | 'alternative provision'
  | 'severe'
  | 'looked after, no reason today'
  | 'child protection, no mark today'
  | 'medical plan, no reason today'
  | 'travelling'
  | 'never absent';

export interface PupilPlan {
  readonly upn: string;
  readonly admission: string;
  readonly surname: string;
  readonly forename: string;
  readonly year: string;
  readonly form: string;
  readonly sex: 'F' | 'M';
  readonly born: IsoDate;
  /** Enrolment date, and leaving date of those who left. */
  readonly from: IsoDate;
  readonly to: IsoDate | undefined;
  readonly flags: readonly PupilFlag[];
  readonly placement: string | undefined;
  readonly parentStaffCode: string | undefined;
  readonly contacts: readonly ContactPlan[];
  readonly family: number;
  readonly part: Part | undefined;
}

const checkLetters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A UPN with its check letter (weights 2 to 13, modulo 23) from its twelve digits. */
export const upnOf = (digits: string): string => {
  let sum = 0;
  for (let at = 0; at < 12; at++) sum += Number(digits[at]) * (at + 2);
  return checkLetters[sum % 23]! + digits;
};

/** Ofcom keeps these numbers for drama: nobody has them. */
const mobile = (chance: Chance) => `07700 900${String(chance.whole(0, 999)).padStart(3, '0')}`;
const landline = (chance: Chance) => `01632 960${String(chance.whole(0, 999)).padStart(3, '0')}`;

interface Family {
  readonly number: number;
  readonly surname: string;
  readonly contacts: readonly ContactPlan[];
  members: number;
}

const makeFamily = (seed: number, number: number, canary: boolean): Family => {
  const chance = chanceOf(seed, 'family', number);
  const surname = inventSurname(chance);
  const other = chance.is(0.35) ? inventSurname(chance) : surname;
  const contact = (woman: boolean, family: string, relationship: string): ContactPlan => {
    const forename = chance.pick(woman ? girls : boys);
    return {
      forename: canaryName(forename, canary),
      surname: canaryName(family, canary),
      title: woman ? chance.pick(['Mrs', 'Ms', 'Miss']) : 'Mr',
      relationship,
      phone: chance.is(0.9) ? mobile(chance) : landline(chance),
      email: `${mailName(forename)}.${mailName(family)}${number}@post.example`,
      responsible: relationship === 'Mother' || relationship === 'Father',
    };
  };
  const contacts = [contact(true, other, 'Mother')];
  if (chance.is(0.88)) contacts.push(contact(false, surname, chance.is(0.9) ? 'Father' : 'Step-father'));
  if (chance.is(0.25))
    contacts.push(contact(chance.is(0.7), inventSurname(chance), chance.pick(['Grandparent', 'Aunt', 'Neighbour'])));
  if (contacts.length === 1) contacts.push(contact(true, surname, 'Grandparent'));
  return {
    number,
    surname: canaryName(surname, canary),
    contacts,
    members: 0,
  };
};

const birthday = (chance: Chance, year: number): IsoDate => {
  const month = chance.whole(1, 12);
  const day = chance.whole(1, 28);
  const born = (month >= 9 ? 2013 : 2014) - (year - 7);
  return `${born}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

const flagsOf = (chance: Chance): PupilFlag[] => {
  const flags: PupilFlag[] = [];
  const poor = chance.is(0.25);
  const add = (flag: PupilFlag, probability: number) => {
    if (chance.is(probability)) flags.push(flag);
  };
  add('child-protection', poor ? 0.012 : 0.002);
  add('child-in-need', poor ? 0.025 : 0.006);
  add('social-worker', poor ? 0.03 : 0.005);
  add('looked-after', 0.007);
  add('dsl-safety-plan', 0.004);
  add('ehcp', 0.038);
  add('medical-plan', 0.014);
  add('young-carer', 0.018);
  add('yot', 0.003);
  add('cme-history', 0.004);
  if (!flags.includes('ehcp')) add('sen-support', poor ? 0.2 : 0.11);
  if (poor) flags.push('fsm');
  if (poor || flags.includes('looked-after') || chance.is(0.04)) flags.push('pupil-premium');
  add('eal', 0.16);
  return flags;
};

/** Who plays which part: the place in the form is the pupil's own, so that a part never moves with the seed. */
const cast: Readonly<Record<string, { part: Part; flags?: readonly PupilFlag[]; placement?: string; from?: IsoDate }>> =
  {
    '8C/5': { part: 'exactly 10.0 %', from: '2025-09-04', flags: [] },
    '10D/7': { part: 'just below 10 %', flags: [] },
    '9B/9': { part: 'near 10 %, leave asked for', flags: ['fsm', 'pupil-premium'] },
    '9H/4': { part: 'part-time timetable', flags: ['sen-support', 'medical-plan'] },
    '8F/11': { part: 'dual registered', flags: ['ehcp'], placement: 'dual: Oakmoor Park' },
    '10A/2': { part: 'dual registered', flags: ['ehcp', 'fsm', 'pupil-premium'], placement: 'dual: Oakmoor Park' },
    '7G/15': { part: 'dual registered', flags: ['ehcp'], placement: 'dual: Highcroft School' },
    '10C/3': { part: 'alternative provision', flags: ['yot', 'fsm', 'pupil-premium'], placement: 'ap: The Workshop' },
    '10H/20': { part: 'alternative provision', flags: ['sen-support'], placement: 'ap: The Workshop' },
    '11B/6': { part: 'alternative provision', flags: ['sen-support'], placement: 'ap: The Workshop' },
    '11E/18': { part: 'alternative provision', flags: ['fsm', 'pupil-premium'], placement: 'ap: Greenfingers Farm' },
    '11I/10': { part: 'alternative provision', placement: 'ap: Greenfingers Farm' },
    '9E/14': { part: 'alternative provision', flags: ['ehcp'], placement: 'ap: Greenfingers Farm' },
    '7D/2': { part: 'severe', flags: ['social-worker', 'child-in-need', 'fsm', 'pupil-premium'] },
    '7H/8': { part: 'severe', flags: ['sen-support'] },
    '8A/19': { part: 'severe', flags: ['cme-history', 'fsm', 'pupil-premium'] },
    '8I/6': { part: 'severe' },
    '9C/17': { part: 'severe', flags: ['young-carer'] },
    '9J/3': { part: 'severe', flags: ['fsm', 'pupil-premium', 'sen-support'] },
    '10B/12': { part: 'severe', flags: ['social-worker'] },
    '10E/21': { part: 'severe' },
    '10J/8': { part: 'severe', flags: ['ehcp'] },
    '11A/4': { part: 'severe', flags: ['fsm', 'pupil-premium'] },
    '11D/16': { part: 'severe', flags: ['yot'] },
    '11F/1': { part: 'severe' },
    '11G/22': { part: 'severe', flags: ['medical-plan'] },
    '11J/13': { part: 'severe', flags: ['fsm', 'pupil-premium'] },
    '9D/6': { part: 'looked after, no reason today', flags: ['looked-after', 'pupil-premium', 'social-worker'] },
    '8G/10': { part: 'child protection, no mark today', flags: ['child-protection', 'social-worker'] },
    '11C/12': { part: 'medical plan, no reason today', flags: ['medical-plan'] },
    '9G/1': { part: 'travelling' },
    '7A/1': { part: 'never absent', flags: [] },
    '9F/20': { part: 'never absent', flags: ['eal'] },
  };

const joinDates: readonly IsoDate[] = [
  '2025-09-15',
  '2025-10-06',
  '2025-11-03',
  '2026-01-06',
  '2026-02-02',
  '2026-02-23',
];
const leaveDates: readonly IsoDate[] = [
  '2025-10-24',
  '2025-11-21',
  '2025-12-19',
  '2026-01-23',
  '2026-02-13',
  '2026-03-06',
];

/**
 * About 1,200 pupils on roll in 50 forms of 22 to 26, with some 15 who have left, by form and then in the order of
 * the register, each first known by a number of their primary school or, where it is given, of this `establishment`. Brothers and sisters share a family; one pupil's parent teaches here; two pupils share a name.
 */
export const makePupils = (
  seed: number,
  canary: boolean,
  staff: readonly StaffPlan[],
  establishment?: number,
): PupilPlan[] => {
  const roll = chanceOf(seed, 'roll');
  const places = forms.flatMap(({ year, form }) =>
    Array.from({ length: 24 + roll.pick([-2, -1, 0, 0, 1, 1, 2]) }, (_, place) => ({ year, form, place: place + 1 })),
  );
  const leavers = new Set(
    roll
      .shuffled(places.flatMap(({ form, place }, at) => (cast[`${form}/${place}`] === undefined ? [at] : [])))
      .slice(0, 15),
  );
  const admissions = roll.shuffled(Array.from({ length: 4000 }, (_, at) => at));
  const families: Family[] = [];
  const familyOf = (chance: Chance, year: string): Family => {
    // A family has one child a year group here: brothers and sisters are looked for among the years before.
    if (year !== '7' && chance.is(0.24)) {
      const known = families[chance.whole(0, Math.floor(families.length * 0.75))]!;
      if (known.members < 3 && !lastYearOf.has(`${known.number}/${year}`)) return known;
    }
    const made = makeFamily(seed, families.length, canary);
    families.push(made);
    return made;
  };
  const lastYearOf = new Set<string>();
  const names = new Set<string>();
  const parentTeacher = staff.find(({ forms: [form] }) => form === '8B')!;
  const serials = new Set<string>();

  const plans = places.map(({ year, form, place }, at): PupilPlan => {
    const chance = chanceOf(seed, 'pupil', form, place);
    const role = cast[`${form}/${place}`];
    const family = familyOf(chance, year);
    family.members++;
    lastYearOf.add(`${family.number}/${year}`);
    const sex = chance.is(0.5) ? 'F' : 'M';
    let forename: string;
    do forename = canaryName(chance.pick(sex === 'F' ? girls : boys), canary);
    while (names.has(`${forename} ${family.surname}`));
    names.add(`${forename} ${family.surname}`);
    let digits: string;
    do
      digits = `999${establishment ?? chance.whole(2001, 2014)}${25 - Number(year)}${String(chance.whole(1, establishment === undefined ? 199 : 999)).padStart(3, '0')}`;
    while (serials.has(digits));
    serials.add(digits);
    const joined = chance.is(0.02) ? chance.pick(joinDates) : undefined;
    const parent = form === '7E' && place === 3 ? parentTeacher : undefined;
    const flags = role?.flags ?? flagsOf(chance);
    return {
      upn: upnOf(digits),
      admission: String(1200 + admissions[at]!).padStart(6, '0'),
      surname: parent === undefined ? family.surname : canaryName(parent.surname, canary),
      forename,
      year,
      form,
      sex,
      born: birthday(chance, Number(year)),
      from:
        role?.from ??
        (role === undefined ? joined : undefined) ??
        `${2025 - (Number(year) - 7)}-09-0${year === '7' ? 3 : 2}`,
      to: role === undefined && leavers.has(at) && joined === undefined ? chance.pick(leaveDates) : undefined,
      flags: role?.part === 'exactly 10.0 %' ? [] : flags,
      placement: role?.placement,
      parentStaffCode: parent?.staffCode,
      contacts:
        parent === undefined
          ? family.contacts
          : [
              {
                forename: canaryName(parent.givenName, canary),
                surname: canaryName(parent.surname, canary),
                title: parent.title,
                relationship: parent.title === 'Mr' ? 'Father' : 'Mother',
                phone: mobile(chance),
                email: `${mailName(parent.givenName)}.${mailName(parent.surname)}.home@post.example`,
                responsible: true,
              },
              family.contacts[1]!,
            ],
      family: parent === undefined ? family.number : -1,
      part: role?.part,
    };
  });
  // Two pupils of the same name in different forms: a tracker row that gives a name alone cannot tell them apart.
  const one = plans.findIndex(({ form, part }) => form === '8D' && part === undefined);
  const two = plans.findIndex(({ form, part, sex }) => form === '10F' && part === undefined && sex === plans[one]!.sex);
  plans[two] = { ...plans[two]!, surname: plans[one]!.surname, forename: plans[one]!.forename };
  const children = new Map<number, number>();
  for (const { family } of plans) children.set(family, (children.get(family) ?? 0) + 1);
  return plans
    .map((plan) =>
      plan.part === undefined && plan.family >= 0 && children.get(plan.family)! > 1
        ? { ...plan, flags: [...plan.flags, 'sibling-in-school' as const] }
        : plan,
    )
    .sort(
      (a, b) =>
        forms.findIndex(({ form }) => form === a.form) - forms.findIndex(({ form }) => form === b.form) ||
        (a.surname < b.surname ? -1 : a.surname > b.surname ? 1 : a.forename < b.forename ? -1 : 1),
    );
};
