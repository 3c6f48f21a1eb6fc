import type { Desk } from './desk.ts';

/** How long the first of many waits for the others at most: two who decide about the same pupils wait for each other's turns. */
const patienceMs = 500;

/**
 * Where works that run side by side wait for one another before they write, so that what they write goes out in the same
 * turn, and so in the same request. Those that end, or wait for something else, keep nobody longer than a moment.
 */
class MeetingPlace {
  #running: number;
  #waiting: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(works: number) {
    this.#running = works;
  }

  arrive(): Promise<void> {
    return new Promise((goOn) => {
      this.#waiting.push(goOn);
      this.#timer ??= setTimeout(() => this.#open(), patienceMs);
      this.#look();
    });
  }

  leave(): void {
    this.#running--;
    this.#look();
  }

  #look(): void {
    if (this.#waiting.length > 0 && this.#waiting.length >= this.#running) this.#open();
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const goOn of waiting) goOn();
  }
}

/** The desk with records whose writes meet before they go. */
const meetingAt = (desk: Desk, place: MeetingPlace): Desk => ({
  ...desk,
  records: {
    find: (kind, where) => desk.records.find(kind, where),
    byKey: (kind, key) => desk.records.byKey(kind, key),
    create: async (kind, record) => {
      await place.arrive();
      return await desk.records.create(kind, record);
    },
    createAll: (kind, records, how) => desk.records.createAll(kind, records, how),
    update: async (kind, seen, change) => {
      await place.arrive();
      return await desk.records.update(kind, seen, change);
    },
    updateAll: (kind, changes) => desk.records.updateAll(kind, changes),
    deleteAll: (kind, seen) => desk.records.deleteAll(kind, seen),
  },
});

/** Runs works side by side, each on a desk whose writes go out together with those of the others: few requests for many presses. */
export const sideBySide = async <T, A>(
  desk: Desk,
  about: readonly A[],
  work: (desk: Desk, about: A) => Promise<T>,
): Promise<T[]> => {
  const place = new MeetingPlace(about.length);
  const meeting = meetingAt(desk, place);
  return await Promise.all(
    about.map(async (one) => {
      try {
        return await work(meeting, one);
      } finally {
        place.leave();
      }
    }),
  );
};
