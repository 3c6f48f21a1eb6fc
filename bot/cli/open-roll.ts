import { PupilIndex, type RollEntry } from '../../shared/mis/pupil-index.ts';

/** Pupils of the roll by any of their ids; whoever is not on it keeps the id as written. */
export class OpenRoll extends PupilIndex {
  override find(text: string): RollEntry | undefined {
    const id = text.trim().replace(/^'/, '');
    return super.find(text) ?? (id === '' ? undefined : { key: id });
  }
}
