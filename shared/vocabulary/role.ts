/** The people of the attendance reference §11, by what they do; a person may hold several. */
export const roles = [
  'teacher',
  'tutor',
  'head-of-year',
  'attendance-manager',
  'pastoral-administration-officer',
  'deputy-head',
  'head',
  'dsl',
  'deputy-dsl',
  'governor',
] as const;
export type Role = (typeof roles)[number];

/** Who is asking, as the directory answers now: never as a card, a page or yesterday says. */
export interface Person {
  /** The Entra object id. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** Year groups whose team the person belongs to, as written by the school: "9". */
  readonly years: readonly string[];
  /** Register groups the person tutors or takes: "9A". */
  readonly forms: readonly string[];
  /** Those of them that the person tutors: a tutor's rights reach no further. */
  readonly tutorOf?: readonly string[] | undefined;
  /** The staff code of the MIS, where the person has one. */
  readonly staffCode?: string | undefined;
}

export const holds = (person: Person, ...wanted: readonly Role[]): boolean =>
  person.roles.some((role) => wanted.includes(role));
