import { isOutside } from '../../ports/outside-error.ts';
import type { Role } from '../../vocabulary/role.ts';
import { counted } from '../../wording/counts.ts';
import { accountOfStaff } from '../who-is.ts';
import type { Check, Trouble } from './check.ts';

/** Of each of these somebody must be there, or a part of the day has nobody to answer for it. */
const needed: readonly { readonly anyOf: readonly Role[]; readonly for: string }[] = [
  { anyOf: ['attendance-manager', 'pastoral-administration-officer'], for: 'the office is told nothing' },
  { anyOf: ['deputy-head', 'head'], for: 'nobody can decide on leave' },
  { anyOf: ['dsl', 'deputy-dsl'], for: 'a safeguarding concern reaches nobody' },
];

/** Roles whose every holder decides or is told in person. */
const inPerson: readonly Role[] = needed.flatMap(({ anyOf }) => anyOf);

const mendGroup = 'In Entra put the people into the group, or another group’s id into policy.json (roleGroups).';

/** Each role has its group, each group its people, and who decides has an account that is open. */
export const roles: Check = {
  name: 'roles',
  daily: true,
  look: async ({ data, directory }) => {
    const { roleGroups } = await data.policy();
    const looked = await Promise.all(
      roleGroups.map(async ({ role, group, years }) => {
        const about = `group ${group}`;
        const says = years.length > 0 ? `${role} of Year ${years.join(', ')}` : role;
        try {
          const members = await directory.membersOf(group);
          const open = members.filter(({ enabled }) => enabled);
          const troubles: Trouble[] = [];
          if (members.length === 0) troubles.push({ about, why: `nobody is in the group of ${says}`, mend: mendGroup });
          else if (open.length === 0)
            troubles.push({ about, why: `no account in the group of ${says} is open`, mend: mendGroup });
          if (inPerson.includes(role))
            for (const { id, enabled } of members)
              if (!enabled)
                troubles.push({
                  about: `person ${id}`,
                  why: `holds ${says}, and the account is closed: no card reaches it`,
                  mend: 'Open the account in Entra, or take it out of the group and put the successor in.',
                });
          return { role, holders: open.length, troubles };
        } catch (error) {
          if (!isOutside(error, 'absent')) throw error;
          return { role, holders: 0, troubles: [{ about, why: `the group of ${says} is gone`, mend: mendGroup }] };
        }
      }),
    );
    const held = new Set(looked.filter(({ holders }) => holders > 0).map(({ role }) => role));
    const unheld = needed.filter(({ anyOf }) => !anyOf.some((role) => held.has(role)));
    return {
      saw: `${counted(looked.length, 'group')}, ${counted(
        looked.reduce((sum, { holders }) => sum + holders, 0),
        'holder',
      )}`,
      troubles: [
        ...looked.flatMap(({ troubles }) => troubles),
        ...unheld.map(({ anyOf, for: missing }) => ({
          about: anyOf.join(' or '),
          why: `nobody holds this role: ${missing}`,
          mend: mendGroup,
        })),
      ],
    };
  },
};

/** Today's teachers have accounts under the e-mail that the school's system knows. */
export const teachers: Check = {
  name: 'teachers of today',
  daily: true,
  look: async (patient) => {
    const [book, calendar] = [await patient.data.book(), await patient.data.calendar()];
    const { date } = calendar.at(patient.clock.now());
    const codes = [
      ...new Set((['AM', 'PM'] as const).flatMap((half) => book.registers(date, half).map((each) => each.teacherCode))),
    ];
    const accounts = await Promise.all(codes.map(async (code) => await accountOfStaff(patient, code)));
    return {
      saw: counted(codes.length, 'teacher'),
      troubles: codes
        .filter((_code, at) => accounts[at] === undefined)
        .map((code) => ({
          about: `staff ${code}`,
          why: 'has a register today and no open account; nobody is nudged for it',
          mend: 'Give the member of staff in the school’s system the e-mail of the account, or open the account.',
        })),
    };
  },
};
