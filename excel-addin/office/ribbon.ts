/** The pages that the buttons of the ribbon open. */
export type RibbonPage = 'update' | 'pupils' | 'stages' | 'meeting';

/** The functions that both manifests name, and the page each of them shows. */
const functions: Readonly<Record<string, RibbonPage>> = {
  deskUpdate: 'update',
  deskPupil: 'pupils',
  deskStages: 'stages',
  deskMeeting: 'meeting',
};

type Listener = (page: RibbonPage) => void;

let listening: Listener | undefined;
/** A button may be what starts the pane: its page waits for somebody to listen. */
let waiting: RibbonPage | undefined;

/** Hears the ribbon's buttons from the moment Office is there. */
export const associateRibbon = (): void => {
  for (const [name, page] of Object.entries(functions))
    Office.actions.associate(name, async (event: Office.AddinCommands.Event) => {
      if (listening === undefined) waiting = page;
      else listening(page);
      // Office waits for the end of one press before it takes the next.
      try {
        await Office.addin.showAsTaskpane();
      } finally {
        event.completed();
      }
    });
};

/** Tells `listener` the page of each press; the answer stops it. */
export const listenToRibbon = (listener: Listener): (() => void) => {
  listening = listener;
  const page = waiting;
  waiting = undefined;
  if (page !== undefined) listener(page);
  return () => {
    if (listening === listener) listening = undefined;
  };
};
