import { z } from 'zod';
import { contactChannels, contactOutcomes } from '../records/contact-log.ts';

const key = z.string().min(8).max(100);
const pupil = z.string().min(1).max(40);
const stage = z.string().min(1).max(10);
const reason = z.string().trim().min(3).max(500);
const day = z.iso.date();

/** `POST /api/stages/choose`: a stage other than the recommended one, and why. `on`: the day whose figures were seen. */
export const chooseStageRequest = z.object({ key, pupil, stage, reason, on: day });
export type ChooseStageRequest = z.infer<typeof chooseStageRequest>;

/** `POST /api/stages/hold`: the recommended stage does not begin yet, why, and until when at most. */
export const holdStageRequest = z.object({ key, pupil, stage, reason, until: day.optional(), on: day });
export type HoldStageRequest = z.infer<typeof holdStageRequest>;

/** `POST /api/stages/end-hold` */
export const endHoldRequest = z.object({ key, pupil, on: day });
export type EndHoldRequest = z.infer<typeof endHoldRequest>;

/** `POST /api/stages/accept-many`: each pupil is a press of its own, with a key of its own. */
export const acceptManyRequest = z.object({ key, stage, pupils: z.array(pupil).min(1).max(400), on: day });
export type AcceptManyRequest = z.infer<typeof acceptManyRequest>;

const state = z.enum(['saved', 'saving', 'refused']);

export const acceptManyAnswer = z.object({
  answers: z.array(z.object({ pupil: z.string(), state, says: z.string() })),
});
export type AcceptManyAnswer = z.infer<typeof acceptManyAnswer>;

/** `POST /api/contact`: a contact with a pupil's family, outside the first-day list. */
export const pupilContactRequest = z
  .object({
    key,
    pupil,
    channel: z.enum(contactChannels),
    outcome: z.enum(contactOutcomes),
    personSpokenTo: z.string().trim().max(100).optional(),
    relationship: z.string().trim().max(60).optional(),
    reasonGiven: z.string().trim().max(500).optional(),
    followUpDue: day.optional(),
  })
  .refine(({ outcome, personSpokenTo }) => outcome !== 'reached' || (personSpokenTo ?? '') !== '', {
    error: 'Say who was spoken to.',
    path: ['personSpokenTo'],
  });
export type PupilContactRequest = z.infer<typeof pupilContactRequest>;

/** Fields that may be typed in the sheet; each is an operation with what the sheet showed before. */
export const editableFields = ['stageDecided', 'reviewDue', 'nextAction', 'nextActionDue', 'target'] as const;
export type EditableField = (typeof editableFields)[number];

/** Text as the record keeps it: stage `2`, day `2026-03-20`, target `95.0`; null: nothing. */
const kept = z.string().max(500).nullable();

/** `POST /api/tracker/edits`: changes that were typed, each by itself. `seen`: what its author saw there before. */
export const trackerEditsRequest = z.object({
  edits: z
    .array(z.object({ key, pupil, field: z.enum(editableFields), seen: kept, to: kept }))
    .min(1)
    .max(500),
});
export type TrackerEditsRequest = z.infer<typeof trackerEditsRequest>;

/** `conflict`: somebody else changed the same field since; `now` is what stands there. Nothing was written. */
export const trackerEditsAnswer = z.object({
  answers: z.array(
    z.object({
      key: z.string(),
      state: z.enum(['saved', 'saving', 'refused', 'conflict']),
      says: z.string(),
      now: z.object({ value: z.string().nullable(), by: z.string().nullable(), at: z.string().nullable() }).optional(),
    }),
  ),
});
export type TrackerEditsAnswer = z.infer<typeof trackerEditsAnswer>;

const cell = z.union([z.string().max(32_767), z.number(), z.boolean()]);

/**
 * `PUT /api/tracker/copy`: her own columns by pupil, so that a sheet that was lost can be made again. Rows of pupils that
 * are not sent stay in the copy: a body is 256 KB at most, and a large sheet comes in several.
 */
export const trackerCopyRequest = z.object({
  sheet: z.string().min(1).max(100),
  /** Headings in the order of the sheet; `field`: what the desk fills there; `format`: the number format of its cells. */
  columns: z
    .array(
      z.object({
        heading: z.string().max(300),
        field: z.string().max(40).optional(),
        format: z.string().max(100).optional(),
      }),
    )
    .max(300),
  /** `cells` by the same order; of a column that the desk fills, the last value shown. */
  rows: z.array(z.object({ pupil, cells: z.array(cell).max(300) })).max(3000),
});
export type TrackerCopyRequest = z.infer<typeof trackerCopyRequest>;

/** `GET /api/tracker/copy?sheet=…` (without `sheet`: the newest); 404 when none is kept. */
export const trackerCopy = z.object({
  sheet: z.string(),
  at: z.string(),
  by: z.string(),
  columns: trackerCopyRequest.shape.columns,
  rows: trackerCopyRequest.shape.rows,
});
export type TrackerCopy = z.infer<typeof trackerCopy>;

const count = z.number().int();

/** A year group's stages in counts. It has no field for a pupil: it stands on the year team's channel card. */
export const stageCounts = z.object({
  year: z.string(),
  stages: z.array(z.object({ stage: z.string(), begunToday: count, begunThisWeek: count, waiting: count })),
  onHold: count,
  heldToday: count,
});
export type StageCounts = z.infer<typeof stageCounts>;

const named = z.object({
  pupil: z.string(),
  surname: z.string(),
  forename: z.string(),
  year: z.string(),
  form: z.string(),
});

/** `GET /api/stages?year=9` (without `year`: every year one may see): what waits, what is on hold, what runs. */
export const stagesView = z.object({
  on: z.string(),
  stageNames: z.record(z.string(), z.string()),
  /** Every year group of which one may see pupils. */
  years: z.array(z.string()),
  counts: z.array(stageCounts),
  /** Recommended and not decided, the highest stage first; of one stage, those who have reached a higher one. */
  waiting: z.array(named.extend({ recommended: z.string(), decided: z.string().nullable(), says: z.string() })),
  held: z.array(
    named.extend({
      stage: z.string(),
      reason: z.string(),
      until: z.string().nullable(),
      by: z.string(),
      on: z.string(),
    }),
  ),
  /** The stages that run, the newest first; `because`: why another than the recommended one was begun. */
  begun: z.array(
    named.extend({
      stage: z.string(),
      on: z.string(),
      by: z.string(),
      reviewDue: z.string().nullable(),
      because: z.string().nullable(),
    }),
  ),
});
export type StagesView = z.infer<typeof stagesView>;
