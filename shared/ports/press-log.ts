/** A press or decision: written to the desk's own database before anybody is told that it is saved. */
export interface Press {
  /** The key of the action; the same press twice has the same key. */
  readonly key: string;
  readonly at: string;
  readonly by: string;
  readonly verb: string;
  /** Ids and the person's own words, as the workflow needs them to be carried out again. */
  readonly data: unknown;
}

export type PressState =
  | { readonly state: 'saving' }
  | { readonly state: 'saved' }
  | { readonly state: 'refused'; readonly why: string };

/** The outbox of presses. `take` commits to disk before it answers. */
export interface PressLog {
  /**
   * `new` when this key was not known; otherwise what became of the first. Throws OutsideError `refused` when there is
   * no room left to keep it.
   */
  take(press: Press): Promise<'new' | PressState>;
  /** A settled press (`saved`, `refused`) keeps its key and outcome; its data is wiped. */
  settle(key: string, outcome: PressState): Promise<void>;
  /** What became of a press; undefined when the key is not known. */
  stateOf(key: string): Promise<PressState | undefined>;
  /** Presses that were taken and not yet carried to their list, oldest first. */
  unsettled(): Promise<Press[]>;
  /** Does work about a press that nobody else may do at the same time, in this process or in another. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T>;
}
