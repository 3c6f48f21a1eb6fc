import { brokenIn } from '../../shared/records/audit-chain.ts';
import { auditEventSchema, auditEvents } from '../../shared/records/audit-event.ts';
import type { ShownState } from './controls.ts';
import type { Morning } from './school-in-memory.ts';

/** In the names of all pupils and parents of the simulated school, and in nothing else. */
const canary = 'Zqx';

/**
 * What must never be, whatever failed: each in words. Looked for in what SharePoint and Teams hold, not in what the desk
 * believes of it: a broken chain, a name in any version of any channel's message, a name in the log.
 */
export const brokenNow = async (
  { controls, logged }: Pick<Morning, 'controls' | 'logged'>,
  { lists, posts }: ShownState,
): Promise<string[]> => {
  const channels = new Set((await controls.posts()).flatMap(({ to }) => (to.kind === 'channel' ? [to.name] : [])));
  const events = (lists[auditEvents.list] ?? []).map((fields) => auditEventSchema.parse(fields));
  return [
    ...(await brokenIn(events)).map(({ at, why }) => `the audit chain is broken at ${at}: ${why}`),
    ...posts.flatMap(({ to, versions }) =>
      to !== undefined && channels.has(to) && JSON.stringify(versions).includes(canary)
        ? [`a pupil's or parent's name stood in the channel ${to}`]
        : [],
    ),
    ...(logged().includes(canary) ? ["a pupil's or parent's name stood in the log"] : []),
  ];
};
