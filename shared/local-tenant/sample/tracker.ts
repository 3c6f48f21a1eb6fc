import type { SampleMis } from './mis.ts';
export const makeTracker = async (_: SampleMis): Promise<Uint8Array> => new Uint8Array();
