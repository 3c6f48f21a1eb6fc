import type { AreaFunction, EachFunction, Functions } from '../args.ts';
import { counting } from './counting.ts';
import { days } from './days.ts';
import { logic } from './logic.ts';
import { lookups } from './lookups.ts';
import { maths } from './maths.ts';
import { ranking } from './ranking.ts';
import { references } from './references.ts';
import { sums } from './sums.ts';
import { texts } from './texts.ts';

const all = new Map<string, EachFunction | AreaFunction>(
  ([logic, maths, sums, ranking, counting, lookups, references, texts, days] as readonly Functions[]).flatMap(
    Object.entries,
  ),
);

/** By its name in capitals, `_xlfn.` cut off; undefined for a function that is not worked out here. */
export const functionNamed = (name: string): EachFunction | AreaFunction | undefined => all.get(name);
