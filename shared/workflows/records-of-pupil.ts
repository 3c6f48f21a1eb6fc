import { type AnyKind, anyKinds } from '../records/all.ts';
import type { Pupil } from '../records/pupil.ts';
import type { Stored } from '../records/record.ts';
import type { Desk } from './desk.ts';
import { pupilsOf } from './may.ts';

type Keyed = { readonly key: string };

export interface KindOfPupil {
  readonly kind: AnyKind;
  readonly stored: readonly Stored<Keyed>[];
}

/** Somebody on roll or off it, by id (UPN) or admission number; undefined when the desk knows nobody of that id. */
export const pupilNamed = async (desk: Desk, id: string): Promise<Pupil | undefined> => {
  const pupils = await desk.data.pupils();
  return pupils.get(id) ?? [...pupils.values()].find(({ admission }) => admission === id);
};

/** Every record about a pupil, kind by kind: by its own key, by its pupil, or among its pupils. */
export const recordsOfPupil = async (desk: Desk, pupil: string): Promise<readonly KindOfPupil[]> =>
  await Promise.all(
    anyKinds
      .filter(({ about }) => about === 'pupil')
      .map(async (kind) => {
        if (kind.name === 'pupil') {
          const stored = await desk.records.byKey(kind, pupil);
          return { kind, stored: stored ? [stored] : [] };
        }
        if (kind.columns.some(({ name }) => name === 'pupil'))
          return { kind, stored: await desk.records.find(kind, [{ column: 'pupil', is: 'eq', value: pupil }]) };
        const all = await desk.records.find(kind);
        return { kind, stored: all.filter(({ record }) => pupilsOf(kind, record).includes(pupil)) };
      }),
  );
