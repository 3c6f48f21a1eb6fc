import { isOutside, type OutsideError } from '../ports/outside-error.ts';
import type { SiteColumn, SiteList, SiteLists, WantedList } from '../ports/site-lists.ts';
import { type DriftWords, driftWords, siteRefuses } from '../wording/drift.ts';
import { type Drift, driftOf, siteType } from './drift.ts';

/** One thing that was not as the records want it, and what became of it. */
export interface FoundDrift {
  readonly drift: Drift['drift'] | 'values doubled';
  /** `Pupils`, `Pupils/year` */
  readonly where: string;
  readonly says: string;
  readonly mended: boolean;
  /** What a person does about it; absent when it is mended. */
  readonly mend?: string;
  /** Ids of the items that are the matter. */
  readonly items?: readonly string[];
  /** The site said no to the mending. */
  readonly refused?: 'refused' | 'forbidden';
}

/** What provisioning did (or, in a dry run, would do), and what it found wrong: `Pupils/year`. */
export interface ProvisionReport {
  readonly lists: readonly string[];
  readonly columns: readonly string[];
  readonly indexes: readonly string[];
  /** A column of another type than the record wants, with values in it: a person decides, nothing is retyped. */
  readonly wrong: readonly { readonly column: string; readonly wanted: string; readonly found: string }[];
  /** Everything that was once right and is no longer. Empty on the first run in a site. */
  readonly drift: readonly FoundDrift[];
}

/** How often the site is looked at again when an answer was lost, or another desk was at it at the same time. */
const rounds = 3;

type Counted = 'lists' | 'columns' | 'indexes';

class Report implements ProvisionReport {
  readonly lists: string[] = [];
  readonly columns: string[] = [];
  readonly indexes: string[] = [];
  readonly wrong: { column: string; wanted: string; found: string }[] = [];
  readonly #drift = new Map<string, FoundDrift>();

  get drift(): FoundDrift[] {
    return [...this.#drift.values()];
  }

  made(what: Counted, name: string): void {
    if (!this[what].includes(name)) this[what].push(name);
  }

  note({ mend, ...found }: FoundDrift): void {
    const kept = found.mended || mend === undefined ? found : { ...found, mend };
    this.#drift.set(`${found.drift} ${found.where}`, kept);
  }
}

/** The ids of items whose value another item has too. SharePoint compares texts without regard to case. */
const doubledIn = (values: ReadonlyMap<string, string | number | boolean>): string[] => {
  const byValue = Map.groupBy(values, ([, value]) => String(value).toLowerCase());
  return [...byValue.values()].filter(({ length }) => length > 1).flatMap((same) => same.map(([item]) => item));
};

class Provisioning {
  readonly #site: SiteLists;
  readonly #dryRun: boolean;
  readonly report = new Report();
  /** The last change of which nobody knows whether it was made. */
  unclear: OutsideError | undefined;

  constructor(site: SiteLists, dryRun: boolean) {
    this.#site = site;
    this.#dryRun = dryRun;
  }

  async mend(drift: Drift): Promise<void> {
    const { where } = drift;
    switch (drift.drift) {
      case 'list missing':
        return await this.#change(drift, driftWords.listMissing(where), 'lists', async () => {
          await this.#site.createList({ list: where, columns: drift.wanted.columns });
        });
      case 'list renamed':
        return await this.#change(drift, driftWords.listRenamed(where, drift.list.displayName), undefined, async () => {
          await this.#site.renameList(drift.list, where);
        });
      case 'column missing':
        return await this.#change(drift, driftWords.columnMissing(where), 'columns', async () => {
          await this.#site.createColumn(drift.list, drift.wanted);
        });
      case 'column renamed':
        return await this.#change(
          drift,
          driftWords.columnRenamed(where, drift.column.displayName),
          undefined,
          async () => {
            await this.#site.changeColumn(drift.list, drift.column, { displayName: drift.wanted.name });
          },
        );
      case 'column retyped':
        return await this.#retyped(drift);
      case 'index lost':
        return await this.#change(drift, driftWords.indexLost(where), 'indexes', async () => {
          await this.#site.changeColumn(drift.list, drift.column, { indexed: true });
        });
      case 'uniqueness lost':
        return await this.#notUnique(drift);
      case 'choices lost':
        return await this.#change(drift, driftWords.choicesLost(where), undefined, async () => {
          await this.#site.changeColumn(drift.list, drift.column, { choices: drift.choices });
        });
    }
  }

  /** A column in which nothing stands may be made anew; where something does, a person decides. */
  async #retyped(drift: Extract<Drift, { column: SiteColumn }>): Promise<void> {
    const { where, list, column, wanted } = drift;
    const [want, found] = [siteType(wanted), column.type];
    if ((await this.#site.valuesOf(list, column)).size > 0) {
      if (!this.report.wrong.some((known) => known.column === where))
        this.report.wrong.push({ column: where, wanted: want, found });
      const words = driftWords.columnRetyped(where, want, found);
      return this.report.note({ drift: drift.drift, where, ...words, mended: false });
    }
    await this.#change(drift, driftWords.columnRetypedEmpty(where, want, found), 'columns', async () => {
      await this.#site.deleteColumn(list, column);
      await this.#site.createColumn(list, wanted);
    });
  }

  /** Values can only be kept apart from now on when no two are the same: those are named by their items. */
  async #notUnique(drift: Extract<Drift, { column: SiteColumn }>): Promise<void> {
    const { where, list, column } = drift;
    const items = doubledIn(await this.#site.valuesOf(list, column));
    if (items.length > 0) {
      const words = driftWords.valuesDoubled(where, items);
      return this.report.note({ drift: 'values doubled', where, ...words, mended: false, items });
    }
    await this.#change(drift, driftWords.uniquenessLost(where), 'indexes', async () => {
      await this.#site.changeColumn(list, column, { indexed: true, unique: true });
    });
  }

  /** `makes`: under what the report counts it. */
  async #change(
    { drift, where }: Drift,
    words: DriftWords,
    makes: Counted | undefined,
    make: () => Promise<void>,
  ): Promise<void> {
    const found = { drift, where, ...words };
    if (makes && this.#dryRun) this.report.made(makes, where);
    if (this.#dryRun) return this.report.note({ ...found, mended: false });
    try {
      await make();
      if (makes) this.report.made(makes, where);
      this.report.note({ ...found, mended: true });
    } catch (error) {
      if (!isOutside(error, 'duplicate', 'absent', 'unanswered', 'broken', 'refused', 'forbidden')) throw error;
      if (error.kind === 'refused' || error.kind === 'forbidden')
        return this.report.note({ ...found, mended: false, mend: siteRefuses[error.kind], refused: error.kind });
      // Another desk was faster, or the answer was lost: what stands there now decides.
      if (makes) this.report.made(makes, where);
      this.report.note({ ...found, mended: true });
      this.unclear = error;
    }
  }
}

/** On its first run in a site nothing has drifted: everything is made. */
const isNew = (lists: readonly SiteList[], wanted: readonly WantedList[], drift: readonly Drift[]): boolean =>
  lists.length === 0 || drift.filter((each) => each.drift === 'list missing').length === wanted.length;

/**
 * Makes the lists, columns and indexes that are missing and mends what was changed by hand, as far as no data is lost;
 * the rest is named with what a person does about it. What is right is left alone: a second run does nothing. It may
 * be broken off, lose answers, or run beside another: it looks again and goes on from what stands there. A dry run
 * changes nothing and says what it would do. Throws OutsideError when the site cannot be asked.
 */
export const provision = async (
  site: SiteLists,
  wanted: readonly WantedList[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ProvisionReport> => {
  const work = new Provisioning(site, dryRun);
  let isFirst: boolean | undefined;
  for (let round = 1; ; round++) {
    const lists = await site.all();
    const drift = driftOf(lists, wanted);
    isFirst ??= isNew(lists, wanted, drift);
    work.unclear = undefined;
    for (const each of drift) await work.mend(each);
    if (!work.unclear) break;
    if (round === rounds) throw work.unclear;
  }
  const { lists, columns, indexes, wrong, drift } = work.report;
  return { lists, columns, indexes, wrong, drift: isFirst ? drift.filter(({ refused }) => refused) : drift };
};
