import { z } from 'zod';
import { code, role } from './fields.ts';

const mayEnter = z.object({
  role,
  /** Codes the role may enter by itself; `*` is every code. */
  codes: z.union([z.literal('*'), z.array(code)]),
  /** Codes it may enter in bulk from a list of approved activities alone. */
  fromActivityList: z.array(code).default([]),
  /** Only the own registers, on the day itself. */
  ownRegistersToday: z.boolean().default(false),
  /** Decides itself: needs no linked decision record (the head, and who is authorised by the head). */
  decidesItself: z.boolean().default(false),
});

const nobody = { fromActivityList: [], ownRegistersToday: false, decidesItself: false };

/** Who is who, where they are told, and who may enter which code (§1.4). */
export const peoplePolicy = {
  /** Entra groups that give a role, with the year groups where the role is of a year. */
  roleGroups: z.array(z.object({ role, group: z.string(), years: z.array(z.string()).default([]) })).default([]),
  /** The year teams' channels. */
  channels: z
    .array(z.object({ year: z.string(), team: z.string(), channel: z.string(), name: z.string() }))
    .default([]),
  mayEnter: z.array(mayEnter).default([
    { ...nobody, role: 'teacher', codes: ['/', '\\', 'L', 'N'], ownRegistersToday: true },
    { ...nobody, role: 'tutor', codes: ['/', '\\', 'L', 'N'], ownRegistersToday: true },
    {
      ...nobody,
      role: 'pastoral-administration-officer',
      codes: ['/', '\\', 'L', 'N', 'U', 'I', 'M'],
      fromActivityList: ['V', 'P', 'W', 'B'],
    },
    { ...nobody, role: 'attendance-manager', codes: '*' },
    { ...nobody, role: 'head', codes: '*', decidesItself: true },
  ]),
  /** Codes that need a linked decision record, whoever enters them but who decides itself (§1.4). */
  needDecision: z.array(code).default(['C', 'C1', 'C2', 'E', 'S']),
};
