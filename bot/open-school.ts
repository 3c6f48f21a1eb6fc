import type { ImportReport } from '../shared/mis/report.ts';
import type { Clock } from '../shared/ports/clock.ts';
import type { HostHealth } from '../shared/ports/host-health.ts';
import type { Log } from '../shared/ports/log.ts';
import { recordKinds } from '../shared/records/all.ts';
import { contacts } from '../shared/records/contact.ts';
import { pupils } from '../shared/records/pupil.ts';
import { staff } from '../shared/records/staff-member.ts';
import { addDays } from '../shared/vocabulary/session.ts';
import { counted } from '../shared/wording/counts.ts';
import { carryOutPress } from '../shared/workflows/carry-out-press.ts';
import type { Desk } from '../shared/workflows/desk.ts';
import type { DoctorReport } from '../shared/workflows/doctor/doctor.ts';
import { fillTracker } from '../shared/workflows/fill-tracker.ts';
import { importInbox } from '../shared/workflows/import-inbox.ts';
import type { JobReport } from '../shared/workflows/job-report.ts';
import { keepVersions } from '../shared/workflows/keep-versions.ts';
import { morningChecks } from '../shared/workflows/morning-checks.ts';
import { nudgeTeachers } from '../shared/workflows/nudge-teachers.ts';
import { postFirstDay } from '../shared/workflows/post-first-day.ts';
import { postUnmarkedRegisters } from '../shared/workflows/post-unmarked-registers.ts';
import { postWaitingLeave } from '../shared/workflows/post-waiting-leave.ts';
import { type ProvisionReport, provision } from '../shared/workflows/provision.ts';
import { readAhead } from '../shared/workflows/read-ahead.ts';
import { refreshCards } from '../shared/workflows/refresh-cards.ts';
import { retentionDue } from '../shared/workflows/retention.ts';
import { SchoolDataReader } from '../shared/workflows/school-data-reader.ts';
import { tellOfVoid } from '../shared/workflows/tell-of-void.ts';
import { cards } from './cards/cards.ts';
import type { Database } from './database/database.ts';
import { DatabaseAuditLog } from './database/database-audit-log.ts';
import { DatabaseConversationBook } from './database/database-conversation-book.ts';
import { DatabasePostLedger } from './database/database-post-ledger.ts';
import { DatabasePressLog } from './database/database-press-log.ts';
import type { DiskRoom } from './database/disk-room.ts';
import { ListMirror } from './database/list-mirror.ts';
import type { SchoolBook } from './database/school-book.ts';
import type { SlotBook } from './database/slot-book.ts';
import { announcing, type Posted } from './jobs/announce.ts';
import type { Slot } from './jobs/due-slots.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import { SchoolJobs } from './jobs/school-jobs.ts';
import type { Outside } from './outside.ts';
import { Later } from './posts/later.ts';
import type { SchoolSettings } from './schools-config.ts';

/** What whoever opened the desk hears of a school's work. */
export interface SchoolHooks {
  /** Hears of every message that Teams took. */
  readonly onPosted?: ((posted: Posted) => void) | undefined;
  /** Hears of every import that found something new in the inbox. */
  readonly onImport?: ((report: ImportReport) => void) | undefined;
  /** Hears what each posting job did, its silences included. */
  readonly onReport?: ((slot: Slot, report: JobReport) => void) | undefined;
  /** Posting jobs say what they would post, and write and send nothing. */
  readonly rehearse?: boolean | undefined;
  /** What the desk stands on is looked at with each start and each morning, and the office is told. */
  readonly checks?: boolean | undefined;
}

/** What all schools of a process share. */
export interface Shared {
  readonly database: Database;
  readonly slots: SlotBook;
  readonly book: SchoolBook;
  readonly queue: JobQueue;
  readonly clock: Clock;
  readonly log: Log;
  readonly outside: Outside;
  /** The disk of a database on this machine. */
  readonly room?: DiskRoom | undefined;
  readonly sign: Desk['sign'];
  readonly tabLink: Desk['tabLink'];
  /** This process brought something new into what is known of a school; it has been told how often that happened. */
  readonly onChange: (school: string, changes: number) => void;
  /** This machine, for the checks; `work` says what of the school waits. Without it none are made. */
  readonly host?: ((work: HostHealth['work']) => HostHealth) | undefined;
}

/** One school's desk, open. */
export interface OpenSchool {
  readonly settings: SchoolSettings;
  readonly desk: Desk;
  readonly jobs: SchoolJobs;
  readonly presses: DatabasePressLog;
  /** Makes the lists that are missing, and mends what was changed by hand. */
  provision(how?: { readonly dryRun?: boolean }): Promise<ProvisionReport>;
  /** Fills a lost database from the lists; answers how many posts and conversations came back. */
  restore(): Promise<number>;
  /** Runs one posting job now, whatever the clock says. `again`: something is left that its next round may do. */
  run(slot: Slot): Promise<'again' | undefined>;
  /** What another process brought in is looked at. */
  lookAgain(): Promise<void>;
  /** Throws when the site cannot be reached. */
  reach(): Promise<void>;
  /** Carries posts and conversations to their lists. */
  mirror(): Promise<number>;
  /** What waits longer than it should, in words. */
  stuck(): Promise<string[]>;
  /** What the last look at what the desk stands on found; undefined: there was none yet. */
  found(): DoctorReport | undefined;
  /** Answers when nothing runs after an answer any more. */
  idle(): Promise<void>;
}

/** What provisioning makes empty. */
const madeAnew: ReadonlySet<string> = new Set(['list missing', 'column missing', 'column retyped']);

/** A press that has waited so long is stuck, not on its way. */
const stuckSeconds = 60;

/** How far back posts are brought back into a lost database: cards older than that are no longer changed. */
const restoreDays = 14;

/** Wires one school's desk and its jobs. It knows of no other school. */
export const openSchool = (settings: SchoolSettings, shared: Shared, hooks: SchoolHooks): OpenSchool => {
  const { database, clock, log, queue } = shared;
  const { rehearse = false } = hooks;
  const school = settings.id;
  const { lists, records, look, forget, files, directory, messenger, health } = shared.outside(settings);
  const conversations = new DatabaseConversationBook(database, school);
  const presses = new DatabasePressLog(database, school, shared.room);
  const auditLog = new DatabaseAuditLog(database, school, records);
  const mirror = new ListMirror(database, school, records);
  const later = new Later(log, school);
  const desk: Desk = {
    school,
    clock,
    data: new SchoolDataReader({ files, records, clock, log }),
    records,
    files,
    directory,
    messenger: announcing(messenger(conversations), hooks.onPosted ?? (() => undefined)),
    presses,
    ledger: new DatabasePostLedger(database, school),
    conversations,
    auditLog,
    mirror: async (alongside) => void (await mirror.carry(alongside)),
    log,
    sign: shared.sign,
    tabLink: shared.tabLink,
    cards,
    later: later.run,
  };

  const run = async (slot: Slot): Promise<'again' | undefined> => {
    const { date, half, round, file } = slot;
    const report: JobReport =
      file !== undefined
        ? await fillTracker(desk, { date, path: file }, { rehearse })
        : slot.job === 'nudge'
          ? await nudgeTeachers(desk, { date, half, round }, { rehearse })
          : slot.job === 'unmarked'
            ? await postUnmarkedRegisters(desk, { date, half }, { rehearse })
            : await postFirstDay(desk, { date, half }, { rehearse });
    hooks.onReport?.(slot, report);
    return report.isLeft ? 'again' : undefined;
  };
  /** In one process at a time: two would read the same files and write the same mark book. */
  const readInbox = async (): Promise<boolean> =>
    await database.alone(`import/${school}`, async () => {
      const [isChanged] = await Promise.all([desk.data.refresh(), look(), readAhead(desk)]);
      const report = await importInbox(desk);
      if (isChanged || report.written) shared.onChange(school, await shared.book.change(school));
      if (report.files.length > 0) hooks.onImport?.(report);
      if (report.voided) await tellOfVoid(desk, { rehearse });
      for (const { file, line, column } of report.refused.slice(0, 20))
        log.warn('import refused', { school, file, kind: column ?? 'file', ...(line === null ? {} : { line }) });
      return report.written;
    });
  const stuck = async (): Promise<string[]> => {
    const { length } = await presses.unsettledSince(stuckSeconds);
    return length === 0 ? [] : [`${counted(length, 'press', 'presses')} wait to be carried to their list`];
  };
  let found: DoctorReport | undefined;
  const check = async (): Promise<void> => {
    if (!hooks.checks || !health || !shared.host) return;
    const host = shared.host(stuck);
    await desk.data.refresh('people');
    const checked = await morningChecks(
      desk,
      { ...desk, lists, kinds: recordKinds, tenant: health, host },
      { rehearse },
    );
    found = checked.found ?? found;
    // Those that an import before a crash, or a command, found void.
    await tellOfVoid(desk, { rehearse });
  };
  /** Whatever was made anew, and can be had from elsewhere, is put there again: people by the export, posts by us. */
  const refill = async ({ drift }: ProvisionReport): Promise<void> => {
    const anew = new Set(
      drift.filter((each) => each.mended && madeAnew.has(each.drift)).map(({ where }) => where.split('/')[0]!),
    );
    if (anew.size === 0) return;
    for (const list of anew) {
      await mirror.again(list);
      await forget?.(list);
    }
    if ([pupils, contacts, staff].some(({ list }) => anew.has(list))) {
      await database.alone(`import/${school}`, async () => await importInbox(desk, { again: true }));
      await desk.data.refresh('people');
    }
  };
  const unsettled = async (key: string) => {
    const known = await presses.byKey(key);
    return known?.outcome.state === 'saving' ? known.press : undefined;
  };
  const jobs = new SchoolJobs(
    { school, clock, data: desk.data, slots: shared.slots, log, queue, unsettled },
    {
      readInbox,
      post: run,
      postWaitingLeave: async () => void (await postWaitingLeave(desk)),
      keepVersions: async () => void (await keepVersions(desk)),
      check,
      countRetention: async () => await retentionDue(desk),
      refreshCards: async () => void (await refreshCards(desk)),
      carryOut: async (press) => void (await carryOutPress(desk, press)),
      mirror: async () => await mirror.carry(),
    },
  );
  return {
    settings,
    desk,
    jobs,
    presses,
    provision: async (how) => {
      const report = await database.alone(`provision/${school}`, async () => await provision(lists, recordKinds, how));
      if (!how?.dryRun) await refill(report);
      return report;
    },
    restore: async () => {
      const { date } = (await desk.data.calendar()).at(clock.now());
      await auditLog.catchUp();
      return await mirror.restore(addDays(date, -restoreDays));
    },
    run,
    found: () => found,
    stuck,
    lookAgain: async () => void (await desk.data.refresh('everything')),
    reach: async () => void (await lists.lists()),
    mirror: async () => await mirror.carry(),
    idle: async () => await later.idle(),
  };
};
