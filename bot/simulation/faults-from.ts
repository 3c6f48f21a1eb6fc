import { chanceOf } from './chance.ts';
import type { Fault } from './controls.ts';

/** Every way in which a call can fail that the desk promises to survive. */
export const faultKinds = [
  '429',
  '503',
  '504',
  '500',
  'timeout',
  'reset',
  'drop-answer',
  '412',
  'half-batch',
  'bad-json',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** How many calls a morning makes: over the wire, and with the parts of batches; how many of them are batches. */
export interface Calls {
  readonly wire: number;
  readonly all: number;
  readonly batches: number;
}

/** The nth call of a morning fails in one way. */
export const faultAt = (kind: FaultKind, nth: number, within: 'wire' | 'parts' = 'wire'): Fault => ({
  match: {
    nth,
    ...(kind === 'half-batch' ? { path: '/$batch' } : within === 'parts' ? { path: '/' } : {}),
  },
  do: kind,
  retryAfter: 1,
  // The connection is hung up on, as a client that waits no longer would; how long it waits is tested with the client.
  ...(kind === 'timeout' ? { seconds: 0.05 } : {}),
});

/** The faults of a seed: one call in one way, and for each third seed two. */
export const faultsFrom = (seed: number, { wire, all, batches }: Calls): Fault[] => {
  const chance = chanceOf(seed);
  const one = (kind: FaultKind): Fault => {
    if (kind === 'half-batch') return faultAt(kind, 1 + chance.below(batches));
    return chance.is(0.5) ? faultAt(kind, 1 + chance.below(wire)) : faultAt(kind, 1 + chance.below(all), 'parts');
  };
  const first = one(faultKinds[seed % faultKinds.length]!);
  return seed % 3 === 0 ? [first, one(chance.pick(faultKinds))] : [first];
};
