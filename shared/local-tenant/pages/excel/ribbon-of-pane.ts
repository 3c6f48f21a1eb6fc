import type { RibbonEvent, RibbonFunctions } from '../../excel-host/office.ts';

const waitsFor = 15_000;

/** The functions that the pane has put behind the ribbon's buttons; a press waits until the pane has done so. */
export class RibbonOfPane {
  readonly functions: RibbonFunctions = new Map();
  #pressed = 0;

  /** Runs one; false when the pane has no function of that name although it had time to say so. */
  async press(name: string): Promise<boolean> {
    const pressed = ++this.#pressed;
    const until = performance.now() + waitsFor;
    for (;;) {
      const act = this.functions.get(name);
      // A later press stands in the place of one that still waits.
      if (pressed !== this.#pressed) return true;
      if (act !== undefined) {
        await new Promise<void>((done) => {
          const event: RibbonEvent = { completed: done };
          void act(event);
        });
        return true;
      }
      if (performance.now() > until) return false;
      await new Promise((later) => setTimeout(later, 60));
    }
  }

  /** The pane is loaded anew: what it said before is no longer there. */
  forget(): void {
    this.functions.clear();
  }
}
