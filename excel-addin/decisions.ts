import type { WriteAnswer } from '../shared/views/first-day.ts';
import type { EditableField, PupilContactRequest } from '../shared/views/stages.ts';
import type { PlannedField } from '../shared/views/tracker.ts';
import type { DeskApi } from './api/desk-api.ts';

/** A field that was typed, with what its author saw there before. */
export interface FieldChange {
  readonly field: EditableField;
  readonly seen: string | null;
  readonly to: string | null;
}

/** What a person may do about one pupil from the pane. */
export type Decision =
  | { readonly kind: 'accept'; readonly stage: string }
  | { readonly kind: 'choose'; readonly stage: string; readonly reason: string }
  | { readonly kind: 'hold'; readonly stage: string; readonly reason: string; readonly until?: string }
  | { readonly kind: 'end-hold' }
  | ({ readonly kind: 'contact' } & Omit<PupilContactRequest, 'key' | 'pupil'>)
  | { readonly kind: 'plan'; readonly changes: readonly FieldChange[] };

/** Somebody else changed the same field since: both stand side by side until one is taken. */
export interface Conflict {
  readonly pupil: string;
  readonly field: EditableField;
  readonly mine: string | null;
  readonly theirs: PlannedField;
  /** The sheet in which mine stands; absent: it was written on the pupil's card. */
  readonly sheet?: string;
}

/** What the desk said to a decision, in words. */
export interface Answer {
  readonly state: 'saved' | 'saving' | 'refused' | 'conflict';
  readonly says: string;
  readonly conflicts?: readonly Conflict[];
}

const inWords = ({ state, says, why }: WriteAnswer): Answer => ({
  state,
  says: why === undefined ? says : `${says} ${why}`,
});

/** Sends a decision about a pupil. `key` counts it once; `on` is the day whose figures were seen. */
export const sendDecision = async (
  desk: DeskApi,
  key: string,
  pupil: string,
  on: string,
  decision: Decision,
): Promise<Answer> => {
  switch (decision.kind) {
    case 'accept':
      return inWords(await desk.acceptStage({ key, pupil, stage: decision.stage, on }));
    case 'choose':
      return inWords(await desk.chooseStage({ key, pupil, stage: decision.stage, reason: decision.reason, on }));
    case 'hold': {
      const { kind: _kind, ...held } = decision;
      return inWords(await desk.holdStage({ key, pupil, on, ...held }));
    }
    case 'end-hold':
      return inWords(await desk.endHold({ key, pupil, on }));
    case 'contact': {
      const { kind: _kind, ...contact } = decision;
      return inWords(await desk.logContact({ key, pupil, ...contact }));
    }
    case 'plan':
      return await sendEdits(
        desk,
        decision.changes.map((change) => ({ key: `${key}-${change.field}`, pupil, ...change })),
      );
  }
};

export type SentEdit = FieldChange & { readonly key: string; readonly pupil: string };

/** Sends typed fields; each is answered by itself, and the worst answer is what the person is told. */
export const sendEdits = async (desk: DeskApi, edits: readonly SentEdit[]): Promise<Answer> => {
  const { answers } = await desk.edit({
    edits: edits.map(({ key, pupil, field, seen, to }) => ({ key, pupil, field, seen, to })),
  });
  const sent = new Map(edits.map((edit) => [edit.key, edit]));
  const conflicts = answers.flatMap(({ key, state, now }): Conflict[] => {
    const edit = sent.get(key);
    if (state !== 'conflict' || edit === undefined) return [];
    return [
      { pupil: edit.pupil, field: edit.field, mine: edit.to, theirs: now ?? { value: null, by: null, at: null } },
    ];
  });
  const state = (['conflict', 'refused', 'saving'] as const).find((one) => answers.some((said) => said.state === one));
  const told = answers.filter((said) => said.state === state);
  return {
    state: state ?? 'saved',
    says: [...new Set((state === undefined ? answers : told).map(({ says }) => says))].join(' '),
    ...(conflicts.length === 0 ? {} : { conflicts }),
  };
};
