import type { AcceptManyAnswer, TrackerEditsAnswer, TrackerEditsRequest } from '../views/stages.ts';
import type { Person } from '../vocabulary/role.ts';
import type { IsoDate } from '../vocabulary/session.ts';
import type { Desk } from './desk.ts';
import { conflictOf, type TrackerEdit } from './edit-tracker.ts';
import { sideBySide } from './side-by-side.ts';
import { takePress } from './take-press.ts';
import { whyNotEdit } from './why-not-edit.ts';

/** A page waits longer for many than Teams does for one: a press that is not carried by then is still on its way. */
const patienceMs = 20_000;

/** Many pupils' recommended stage is accepted at once: a press a pupil, each answered by itself. */
export const acceptMany = async (
  desk: Desk,
  person: Person,
  asked: { readonly key: string; readonly stage: string; readonly pupils: readonly string[]; readonly on: IsoDate },
): Promise<AcceptManyAnswer> => ({
  answers: await sideBySide(desk, [...new Set(asked.pupils)], async (meeting, pupil) => {
    const data = { pupil, stage: asked.stage, on: asked.on };
    const { state, says } = await takePress(meeting, person, 'accept-stage', `${asked.key}/${pupil}`, data, patienceMs);
    return { pupil, state, says };
  }),
});

type Edit = TrackerEditsRequest['edits'][number];
type Answer = TrackerEditsAnswer['answers'][number];

/** The same key with another value seen, or in another field, is another press: the author has looked again. */
const keyOf = (desk: Desk, prefix: string, { key, pupil, field, seen, to }: Edit): string =>
  `${prefix}/${key}/${desk.sign(JSON.stringify(['edit', pupil, field, seen, to])).slice(0, 12)}`;

const takeEdit = async (desk: Desk, person: Person, press: string, edit: Edit): Promise<Answer> => {
  const { key, pupil, field, seen, to } = edit;
  const data: TrackerEdit = { pupil, field, seen, to: typeof to === 'string' ? to.trim() : to };
  const { state, says, forbidden } = await takePress(desk, person, 'edit-tracker', press, data, patienceMs);
  if (state !== 'refused' || forbidden || (await whyNotEdit(desk, person, data)) !== undefined)
    return { key, state, says };
  const conflict = await conflictOf(desk, data);
  return conflict ? { key, state: 'conflict', ...conflict } : { key, state, says };
};

/**
 * What was typed in the sheet, each edit a press of its own and answered by itself. Those of one pupil come one after the
 * other. `prefix` tells one person's keys from another's.
 */
export const takeEdits = async (
  desk: Desk,
  person: Person,
  edits: readonly Edit[],
  prefix: string,
): Promise<TrackerEditsAnswer> => {
  const byPupil = [...Map.groupBy(edits, ({ pupil }) => pupil).values()];
  const answers = new Map<Edit, Answer>();
  await sideBySide(desk, byPupil, async (meeting, own) => {
    for (const edit of own) answers.set(edit, await takeEdit(meeting, person, keyOf(desk, prefix, edit), edit));
  });
  return { answers: edits.map((edit) => answers.get(edit)!) };
};
