import type { Citation } from '../vocabulary/citation.ts';

/** Something that must be on file, in a letter or agreed, and the text that asks for it. Its sentence is in `wording/`. */
export interface ChecklistItem<Item extends string = string> {
  readonly item: Item;
  readonly law: Citation;
}

/** Items that one text asks for, in its order. */
export const itemsOf = <const Item extends string>(
  law: Citation,
  ...items: readonly Item[]
): readonly ChecklistItem<Item>[] => items.map((item) => ({ item, law }));

/** What is still missing of a list, in the list's order; `there` are the items that are on file. */
export const stillMissing = <Item extends string>(
  items: readonly ChecklistItem<Item>[],
  there: readonly string[],
): readonly ChecklistItem<Item>[] => items.filter(({ item }) => !there.includes(item));
