import { type Broken, brokenIn, differences } from '../records/audit-chain.ts';
import { type AuditEvent, auditEvents } from '../records/audit-event.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { audit, type Happening } from './audit.ts';
import type { Desk } from './desk.ts';

export interface AuditAsked {
  /** Events of this school day and later. */
  readonly since?: IsoDate | undefined;
  /** Events about one pupil, by id. */
  readonly pupil?: string | undefined;
}

export interface AuditReport {
  /** How many events there are, of those that were asked for. */
  readonly events: number;
  readonly ok: boolean;
  /** Places of the whole chain that do not hold, whatever was asked for. */
  readonly broken: readonly Broken[];
  /** How many events the database holds beside the list; 0: there was nothing to hold the list against. */
  readonly kept: number;
}

const worded = (broken: readonly Broken[], where: string): Broken[] =>
  broken.map(({ at, why }) => ({ at, why: `${where}: ${why}` }));

/** The events that were asked for, by number, and what is the matter with the chain. */
export const auditTrail = async (
  desk: Desk,
  { since, pupil }: AuditAsked,
): Promise<{ readonly events: readonly AuditEvent[]; readonly report: AuditReport }> => {
  const calendar = await desk.data.calendar();
  // What waits is carried first, and the table read before and after: what comes in meanwhile is no difference.
  const before = await desk.auditLog.events();
  await desk.mirror();
  const list = (await desk.records.find(auditEvents)).map(({ record }) => record).sort((a, b) => a.number - b.number);
  const listed = new Set(list.map(({ number }) => number));
  const last = before.at(-1)?.number ?? 0;
  const table = (await desk.auditLog.events()).filter(({ number }) => number <= last || listed.has(number));
  const all = [
    ...worded(await brokenIn(list), 'list'),
    ...worded(await brokenIn(table), 'database'),
    // A lost database that has not been restored yet has nothing to say.
    ...(table.length > 0 ? differences(list, table) : []),
  ].sort((a, b) => a.at - b.at);
  const broken = [...Map.groupBy(all, ({ at }) => at)].map(([at, several]) => ({
    at,
    why: several.map(({ why }) => why).join('; '),
  }));
  const events = list.filter(
    (event) =>
      (pupil === undefined || event.pupil === pupil) &&
      (since === undefined || calendar.at(Temporal.Instant.from(event.at)).date >= since),
  );
  return { events, report: { events: events.length, ok: broken.length === 0, broken, kept: table.length } };
};

/** The audit leaves the desk: an event in itself, before anything is handed out. */
export const auditOfExport = async (
  desk: Desk,
  by: Happening['by'],
  { since = null, pupil }: { readonly since?: IsoDate | null | undefined; readonly pupil?: string | undefined },
): Promise<void> =>
  await audit(desk, {
    key: `export-audit/${desk.clock.now().epochMilliseconds}/${by.id}`,
    by,
    verb: 'export',
    record: 'audit',
    pupil,
    detail: { since },
  });
