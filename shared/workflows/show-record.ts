import { type AnyKind, anyKinds } from '../records/all.ts';
import { contactLog } from '../records/contact-log.ts';
import { firstDayTasks } from '../records/first-day-task.ts';
import { interventions } from '../records/intervention.ts';
import { leaveRequests } from '../records/leave-request.ts';
import { letters } from '../records/letter.ts';
import { pupils } from '../records/pupil.ts';
import { pupilPlans } from '../records/pupil-plan.ts';
import type { Stored } from '../records/record.ts';
import { stageHolds } from '../records/stage-hold.ts';
import type { Person } from '../vocabulary/role.ts';
import { isHalf } from '../vocabulary/session.ts';
import { auditLater } from './audit.ts';
import type { Desk } from './desk.ts';
import { exportRow } from './export-row.ts';
import { listKey } from './first-day-list.ts';
import { entriesOf } from './first-day-tasks.ts';
import { taskViewOf } from './first-day-view.ts';
import { leaveCardOf } from './leave-cards.ts';
import { leaveViewOf } from './leave-view.ts';
import { aboutOf, mayWrite, pupilsOf, seenBy } from './may.ts';
import { sessionNow } from './registers-now.ts';
import { stagesView } from './stages-view.ts';
import { trackerView } from './tracker-view.ts';

/** The ways in which a record reaches a person. */
export const recordViews = ['card', 'dialog', 'tab', 'sheet', 'export'] as const;
export type RecordView = (typeof recordViews)[number];

/** Somebody as the directory knows them; `person` is undefined for whoever has no role here. */
export interface Asker {
  readonly id: string;
  readonly name: string;
  readonly person: Person | undefined;
}

export interface ShownRecord {
  readonly record: string;
  readonly id: string;
  readonly view: RecordView;
  /** What the person may read of it. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The fields that the person may write, through a workflow. */
  readonly writes: readonly string[];
  /** What this view makes of it: the card, the tab's or the sheet's row, a row of an export; null where it has none. */
  readonly shown: unknown;
}

export type Showing = ShownRecord | 'no such record' | 'not permitted';

export const kindNamed = (name: string): AnyKind | undefined => anyKinds.find((kind) => kind.name === name);

/** A first-day task as its person's list shows it, with contacts and attempts. */
const taskView = async (desk: Desk, person: Person, key: string) => {
  const stored = await desk.records.byKey(firstDayTasks, key);
  if (!stored) return undefined;
  const { date, half } = stored.record;
  return taskViewOf(desk, person, await sessionNow(desk, date, half), stored, await entriesOf(desk, key));
};

const cardOf = async (desk: Desk, person: Person, kind: AnyKind, key: string): Promise<unknown> => {
  if (kind.name === firstDayTasks.name) {
    const next = await taskView(desk, person, key);
    const [date = '', half = ''] = key.split('/');
    if (!next || !isHalf(half)) return null;
    const { year } = next;
    const post = listKey(date, half, year, person.id);
    const tab = desk.tabLink({ page: 'first-day', year });
    return desk.cards.firstDayList({ post, date, half, year, next, left: 1, done: 0, tab }).card;
  }
  if (kind.name === leaveRequests.name) {
    const stored = await desk.records.byKey(leaveRequests, key);
    const view = stored && (await leaveCardOf(desk, stored, person));
    return view ? desk.cards.leave(view).card : null;
  }
  return null;
};

/** The lines of the page Stages about one pupil. */
const stageLines = async (desk: Desk, person: Person, pupil: string | undefined): Promise<unknown> => {
  const view = await stagesView(desk, person);
  const own = <T extends { readonly pupil: string }>(lines: readonly T[]) =>
    lines.filter((line) => line.pupil === pupil);
  return view ? { waiting: own(view.waiting), held: own(view.held), begun: own(view.begun) } : null;
};

const onStagesPage: ReadonlySet<string> = new Set([interventions.name, stageHolds.name]);

const tabOf = async (desk: Desk, person: Person, kind: AnyKind, record: { readonly key: string }): Promise<unknown> => {
  const { key } = record;
  if (kind.name === firstDayTasks.name) return (await taskView(desk, person, key)) ?? null;
  if (onStagesPage.has(kind.name)) return await stageLines(desk, person, pupilsOf(kind, record)[0]);
  if (kind.name !== leaveRequests.name) return null;
  const stored = await desk.records.byKey(leaveRequests, key);
  return (stored && (await leaveViewOf(desk, stored, person))) ?? null;
};

const inSheet: ReadonlySet<string> = new Set(
  [pupils, interventions, stageHolds, pupilPlans, letters, contactLog].map(({ name }) => name),
);

/** The row of the tracking sheet: of a pupil, and of what is recommended, decided, planned and done about one. */
const sheetOf = async (
  desk: Desk,
  person: Person,
  kind: AnyKind,
  record: { readonly key: string },
): Promise<unknown> => {
  if (!inSheet.has(kind.name)) return null;
  const [pupil] = pupilsOf(kind, record);
  return (await trackerView(desk, person))?.pupils.find((row) => row.pupil === pupil) ?? null;
};

const shownIn = async (
  desk: Desk,
  person: Person,
  view: RecordView,
  { kind, record, fields }: { kind: AnyKind; record: { readonly key: string }; fields: ShownRecord['fields'] },
): Promise<unknown> => {
  switch (view) {
    case 'card':
      return cardOf(desk, person, kind, record.key);
    case 'tab':
      return tabOf(desk, person, kind, record);
    case 'sheet':
      return sheetOf(desk, person, kind, record);
    case 'export': {
      const { date, time } = (await desk.data.calendar()).at(desk.clock.now());
      return exportRow(kind, fields, `${person.name}, ${date} ${time}`);
    }
    case 'dialog':
      return null;
  }
};

const leave = (desk: Desk, { id, name }: Asker, verb: 'refused' | 'view-record', about: string, pupil?: string): void =>
  auditLater(desk, {
    key: `${verb}/${desk.clock.now().epochMilliseconds}/${about}/${id}`,
    by: { id, name },
    verb,
    record: about,
    pupil,
    detail: { asked: 'show' },
  });

const sensitive: ReadonlySet<AnyKind['sensitivity']> = new Set(['intervention', 'legal', 'safeguarding-reference']);

/**
 * What a person would see of a record in one of the desk's views, by the code that shows it there. Whoever may see
 * nothing of it is refused, which is an event; so is a look at what is sensitive.
 */
export const showRecord = async (
  desk: Desk,
  asker: Asker,
  { kind, id, view }: { readonly kind: AnyKind; readonly id: string; readonly view: RecordView },
): Promise<Showing> => {
  const stored: Stored<{ readonly key: string }> | undefined = await desk.records.byKey(kind, id);
  if (!stored) return 'no such record';
  const { record } = stored;
  const roll = await desk.data.pupils();
  const { person } = asker;
  const fields = seenBy(person, kind, record, roll);
  const [pupil] = pupilsOf(kind, record);
  const about = `${kind.name} ${id}`;
  if (!person || !fields) {
    leave(desk, asker, 'refused', about, pupil);
    return 'not permitted';
  }
  if (sensitive.has(kind.sensitivity)) leave(desk, asker, 'view-record', about, pupil);
  return {
    record: kind.name,
    id,
    view,
    fields: { ...fields },
    writes: [...mayWrite(person, kind, aboutOf(kind, record, roll))],
    shown: await shownIn(desk, person, view, { kind, record, fields: { ...fields } }),
  };
};
