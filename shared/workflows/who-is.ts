import type { Account } from '../ports/directory.ts';
import { isOutside } from '../ports/outside-error.ts';
import type { StaffMember } from '../records/staff-member.ts';
import type { Person, Role } from '../vocabulary/role.ts';
import type { Temporal } from '../vocabulary/temporal.ts';
import type { Desk } from './desk.ts';

/** What is needed to say who somebody is. */
type AskingWho = Pick<Desk, 'school' | 'clock' | 'data' | 'directory' | 'log'>;

/** Roles are asked of the directory again when they are older than this: architecture reliability §4. */
const oldestMinutes = 5;

interface Known {
  readonly at: Temporal.Instant;
  /** Group id to the ids of its members. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly accounts: ReadonlyMap<string, Account>;
}

const kept = new WeakMap<Desk['directory'], Known>();
const asked = new WeakMap<Desk['directory'], Promise<Known>>();

const ask = async (desk: AskingWho): Promise<Known> => {
  const { roleGroups } = await desk.data.policy();
  const groups = [...new Set(roleGroups.map(({ group }) => group))];
  const [accounts, ...members] = await Promise.all([
    desk.directory.accounts(),
    ...groups.map(async (group) => {
      try {
        return await desk.directory.membersOf(group);
      } catch (error) {
        // One group that is gone takes its role away from everybody and nothing from the other roles.
        if (!isOutside(error, 'absent')) throw error;
        desk.log.warn('role group not found', { school: desk.school, record: group });
        return [];
      }
    }),
  ]);
  const known: Known = {
    at: desk.clock.now(),
    members: new Map(groups.map((group, at) => [group, new Set(members[at]!.map(({ id }) => id))])),
    accounts: new Map(accounts.map((account) => [account.id, account])),
  };
  kept.set(desk.directory, known);
  return known;
};

/** What the directory said at most five minutes ago by the clock; asked once at a time. */
const directoryNow = async (desk: AskingWho): Promise<Known> => {
  const known = kept.get(desk.directory);
  if (known) {
    const age = desk.clock.now().since(known.at).total('minutes');
    if (age >= 0 && age < oldestMinutes) return known;
  }
  const running = asked.get(desk.directory);
  if (running) return running;
  const asking = ask(desk).finally(() => asked.delete(desk.directory));
  asked.set(desk.directory, asking);
  return asking;
};

const byEmail = (staff: ReadonlyMap<string, StaffMember>): ReadonlyMap<string, StaffMember> =>
  new Map([...staff.values()].map((member) => [member.email.toLowerCase(), member]));

/** `groupsTaken`: staff code to the register groups taken today. */
const groupsTaken = async (desk: AskingWho): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const [book, calendar] = await Promise.all([desk.data.book(), desk.data.calendar()]);
  const { date } = calendar.at(desk.clock.now());
  const taken = new Map<string, Set<string>>();
  for (const half of ['AM', 'PM'] as const)
    for (const { teacherCode, group } of book.registers(date, half))
      taken.set(teacherCode, (taken.get(teacherCode) ?? new Set()).add(group));
  return taken;
};

interface Facts {
  readonly known: Known;
  readonly roleGroups: Awaited<ReturnType<Desk['data']['policy']>>['roleGroups'];
  readonly staff: ReadonlyMap<string, StaffMember>;
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
}

const factsNow = async (desk: AskingWho): Promise<Facts> => {
  const [known, { roleGroups }, staff, taken] = await Promise.all([
    directoryNow(desk),
    desk.data.policy(),
    desk.data.staff(),
    groupsTaken(desk),
  ]);
  return { known, roleGroups, staff: byEmail(staff), taken };
};

const personOf = (account: Account, { known, roleGroups, staff, taken }: Facts): Person | undefined => {
  if (!account.enabled) return undefined;
  // A guest in a group of the school is somebody's mistake, save for a governor.
  const held = roleGroups.filter(
    ({ group, role }) => known.members.get(group)?.has(account.id) && (!account.guest || role === 'governor'),
  );
  const member = staff.get(account.email.toLowerCase());
  const own = member ? [...(taken.get(member.key) ?? [])] : [];
  const roles = new Set<Role>(held.map(({ role }) => role));
  if (own.length > 0) roles.add('teacher');
  if (member && member.tutorOf.length > 0) roles.add('tutor');
  if (roles.size === 0) return undefined;
  return {
    id: account.id,
    name: member?.name ?? account.name,
    email: account.email,
    roles: [...roles],
    years: [...new Set(held.flatMap(({ years }) => years))],
    forms: [...new Set([...(member?.tutorOf ?? []), ...own])],
    tutorOf: member?.tutorOf ?? [],
    staffCode: member?.key,
  };
};

/**
 * Who the desk takes an Entra account for: roles from the groups that the policy names, the staff code and forms from
 * the MIS's staff list (joined by e-mail) and today's registers. Undefined: nobody with a role here, a stranger, a
 * leaver whose account is closed. Throws OutsideError when the directory cannot be asked.
 */
export const whoIs = async (desk: AskingWho, id: string): Promise<Person | undefined> => {
  const facts = await factsNow(desk);
  const account = facts.known.accounts.get(id);
  return account && personOf(account, facts);
};

/** Everybody who holds one of the roles; ordered by id, so that two runs ask the same people. */
export const peopleWith = async (desk: AskingWho, ...roles: readonly Role[]): Promise<Person[]> => {
  const facts = await factsNow(desk);
  const groups = facts.roleGroups.filter(({ role }) => roles.includes(role)).map(({ group }) => group);
  const ids = new Set(groups.flatMap((group) => [...(facts.known.members.get(group) ?? [])]));
  return [...ids].sort().flatMap((id) => {
    const account = facts.known.accounts.get(id);
    const person = account && personOf(account, facts);
    return person ? [person] : [];
  });
};

/** The account of a member of staff by staff code; undefined when the MIS or the directory does not know them. */
export const accountOfStaff = async (desk: AskingWho, staffCode: string): Promise<Account | undefined> => {
  const [{ accounts }, staff] = await Promise.all([directoryNow(desk), desk.data.staff()]);
  const email = staff.get(staffCode)?.email.toLowerCase();
  if (email === undefined) return undefined;
  return [...accounts.values()].find((account) => account.enabled && account.email.toLowerCase() === email);
};

/** Which of these accounts are no staff of the school: not in the MIS's staff list and without any role here. */
export const strangersAmong = async (desk: AskingWho, ids: readonly string[]): Promise<string[]> => {
  const { known, staff } = await factsNow(desk);
  const inARole = new Set([...known.members.values()].flatMap((members) => [...members]));
  return ids.filter((id) => {
    const account = known.accounts.get(id);
    return !account?.enabled || !(inARole.has(id) || staff.has(account.email.toLowerCase()));
  });
};
