import { isOutside } from '../../ports/outside-error.ts';
import type { TeamChannel } from '../../ports/tenant-health.ts';
import { posts } from '../../records/post.ts';
import type { Policy } from '../../rules/policy.ts';
import { counted } from '../../wording/counts.ts';
import { accountOfStaff, peopleWith, strangersAmong } from '../who-is.ts';
import type { Check, Patient, Seen, Trouble } from './check.ts';

type PolicyChannel = Policy['channels'][number];

const addToTeam = 'In Teams open the team, Manage team, Apps, and add Attendance Desk.';

/** Several troubles with one cause are one: `look` is asked for each, side by side. */
const ofEach = async <T>(
  all: readonly T[],
  look: (one: T) => Promise<Partial<Pick<Seen, 'troubles' | 'notes'>>>,
): Promise<Required<Pick<Seen, 'troubles' | 'notes'>>> => {
  const seen = await Promise.all(all.map(look));
  return { troubles: seen.flatMap(({ troubles = [] }) => troubles), notes: seen.flatMap(({ notes = [] }) => notes) };
};

const ofChannel = (wanted: PolicyChannel, found: readonly TeamChannel[]): Pick<Seen, 'troubles' | 'notes'> => {
  const channel = found.find(({ id }) => id === wanted.channel);
  if (!channel)
    return {
      troubles: [
        {
          about: `channel ${wanted.channel}`,
          why: `the channel of Year ${wanted.year} is not in its team any more; its cards reach nobody`,
          mend: 'Restore it in Teams (Manage team, Channels, within 30 days), or put another channel’s id into policy.json.',
        },
      ],
    };
  if (channel.name === wanted.name) return {};
  return {
    notes: [
      {
        about: `channel ${wanted.channel}`,
        why: `the channel of Year ${wanted.year} is called “${channel.name}” now; cards go there as before`,
        mend: 'Write the new name into policy.json.',
      },
    ],
  };
};

/** The policy's channels are where it says: by id, since a name may change. */
export const channels: Check = {
  name: 'channels',
  daily: true,
  look: async ({ data, tenant }) => {
    const wanted = (await data.policy()).channels;
    const teams = [...new Set(wanted.map(({ team }) => team))];
    const seen = await ofEach(teams, async (team) => {
      const here = wanted.filter((channel) => channel.team === team);
      try {
        const found = await tenant.channelsOf(team);
        return await ofEach(here, async (channel) => ofChannel(channel, found));
      } catch (error) {
        if (isOutside(error, 'absent'))
          return {
            troubles: [
              {
                about: `team ${team}`,
                why: `the team of ${counted(here.length, 'channel')} is gone; their cards reach nobody`,
                mend: 'Restore the group in Entra (Deleted groups, within 30 days), or put another team into policy.json.',
              },
            ],
          };
        if (isOutside(error, 'forbidden'))
          return {
            notes: [
              {
                about: `team ${team}`,
                why: 'its channels cannot be looked at without ChannelSettings.Read.Group',
                mend: 'Update the app in the team: its owner is asked for the permission.',
              },
            ],
          };
        throw error;
      }
    });
    return { saw: `${counted(wanted.length, 'channel')} in ${counted(teams.length, 'team')}`, ...seen };
  },
};

/** Undefined: the desk is not let in, or there is no such channel any more. */
const membersOf = async ({ messenger }: Patient, team: string, channel: string): Promise<string[] | undefined> => {
  try {
    return await messenger.members(team, channel);
  } catch (error) {
    if (isOutside(error, 'absent', 'forbidden')) return undefined;
    throw error;
  }
};

/** Nobody but staff may read a channel; the desk posts where it is a member itself. */
export const channelMembers: Check = {
  name: 'channel members',
  daily: true,
  look: async (patient) => {
    const wanted = (await patient.data.policy()).channels;
    const seen = await ofEach(wanted, async ({ team, channel, year }) => {
      const about = `channel ${channel}`;
      const members = await membersOf(patient, team, channel);
      if (!members) {
        const why = `the desk is not let into the channel of Year ${year}`;
        return { troubles: [{ about, why, mend: addToTeam }] };
      }
      const strangers = await strangersAmong(patient, members);
      if (strangers.length === 0) return {};
      const why = `${counted(strangers.length, 'member')} of the channel of Year ${year} not on the staff list; nothing is posted there`;
      return { troubles: [{ about, why, mend: 'Look at the team’s members, and take out who is not staff.' }] };
    });
    return { saw: `${counted(wanted.length, 'channel')}, staff alone`, ...seen };
  },
};

const mayNotLook = (permission: string): Pick<Seen, 'notes'> => ({
  notes: [
    {
      why: `where the app is installed cannot be looked at without ${permission}`,
      mend: 'Consent to it, or look in the Teams admin centre under Manage apps.',
    },
  ],
});

/** The first failure of the right to look stands for all; the rest of what was seen is not lost. */
const onceMayNotLook = (seen: Required<Pick<Seen, 'troubles' | 'notes'>>): typeof seen => ({
  ...seen,
  notes: [...new Map(seen.notes.map((note) => [note.why, note])).values()],
});

export const appInTeams: Check = {
  name: 'app in teams',
  daily: true,
  look: async ({ data, tenant }) => {
    const teams = [...new Set((await data.policy()).channels.map(({ team }) => team))];
    const seen = await ofEach(teams, async (team) => {
      try {
        if (await tenant.isInstalled({ team })) return {};
        return { troubles: [{ about: `team ${team}`, why: 'the app is not installed in it', mend: addToTeam }] };
      } catch (error) {
        if (isOutside(error, 'absent')) return {};
        if (isOutside(error, 'forbidden', 'refused'))
          return mayNotLook('TeamsAppInstallation.ReadWriteSelfForTeam.All');
        throw error;
      }
    });
    return { saw: counted(teams.length, 'team'), ...onceMayNotLook(seen) };
  },
};

/** Those who decide or are told in person, and the teachers of today's registers: by account id. */
const mustBeReached = async (patient: Patient): Promise<string[]> => {
  const { data, clock } = patient;
  const deciders = await peopleWith(
    patient,
    'attendance-manager',
    'pastoral-administration-officer',
    'deputy-head',
    'head',
    'dsl',
    'deputy-dsl',
  );
  const [book, calendar] = [await data.book(), await data.calendar()];
  const { date } = calendar.at(clock.now());
  const codes = new Set(
    (['AM', 'PM'] as const).flatMap((half) => book.registers(date, half).map((r) => r.teacherCode)),
  );
  const teachers = await Promise.all([...codes].map(async (code) => await accountOfStaff(patient, code)));
  return [
    ...new Set([...deciders.map(({ id }) => id), ...teachers.flatMap((account) => (account ? [account.id] : []))]),
  ];
};

export const appForPeople: Check = {
  name: 'app for people',
  daily: true,
  look: async (patient) => {
    const people = await mustBeReached(patient);
    const seen = await ofEach(people, async (person) => {
      try {
        if (await patient.tenant.isInstalled({ person })) return {};
        return {
          troubles: [
            {
              about: `person ${person}`,
              why: 'the app is not installed; no card reaches this person',
              mend: 'In the Teams admin centre add the app to the setup policy of staff, or install it for this person.',
            },
          ],
        };
      } catch (error) {
        if (isOutside(error, 'absent')) return {};
        if (isOutside(error, 'forbidden', 'refused'))
          return mayNotLook('TeamsAppInstallation.ReadWriteSelfForUser.All');
        throw error;
      }
    });
    return { saw: `${counted(people.length, 'person', 'people')} who must be reached`, ...onceMayNotLook(seen) };
  },
};

/** Cards of today that Teams refused: the app is blocked, or gone from where they should have gone. */
export const refusedPosts: Check = {
  name: 'cards of today',
  daily: false,
  look: async ({ data, clock, records }) => {
    const { date } = (await data.calendar()).at(clock.now());
    const today = (await records.find(posts, [{ column: 'date', is: 'eq', value: date }])).map(({ record }) => record);
    const refused = Map.groupBy(
      today.filter(({ state }) => state === 'refused'),
      ({ toKind, to }) => `${toKind} ${to}`,
    );
    return {
      saw: counted(today.length, 'card'),
      troubles: [...refused].map(
        ([about, several]): Trouble => ({
          about,
          why: `Teams refused ${counted(several.length, 'card')}: the app is blocked or removed there`,
          mend: about.startsWith('person')
            ? 'Ask them to unblock Attendance Desk (Chat, …, Unblock), or install it for them again.'
            : addToTeam,
        }),
      ),
    };
  },
};
