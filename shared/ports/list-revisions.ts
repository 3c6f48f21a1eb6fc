/**
 * How often the desk has written each list, all its processes together: what one of them keeps of a list is good while
 * the number stands.
 */
export interface ListRevisions {
  of(list: string): Promise<number>;
  /** The number after this write. */
  moveOn(list: string): Promise<number>;
}

/** For a desk that is one process. */
export const ownRevisions = (): ListRevisions => {
  const numbers = new Map<string, number>();
  const of = (list: string): number => numbers.get(list) ?? 0;
  return {
    of: async (list) => of(list),
    moveOn: async (list) => {
      numbers.set(list, of(list) + 1);
      return of(list);
    },
  };
};
