const areas = ['.ribbon', '.sheet', '.sheet-tabs', '.pane:not([hidden])'];

/** As in Excel, F6 leads from one part of the window to the next: in the sheet, Tab goes from cell to cell. */
export const goToNextArea = (isBack: boolean): void => {
  const there = areas.flatMap((area) => document.querySelector<HTMLElement>(area) ?? []);
  const at = there.findIndex((area) => area.contains(document.activeElement));
  const step = isBack ? -1 : 1;
  const area = there[(Math.max(at, 0) + step + there.length) % there.length];
  (area?.matches('[tabindex]') ? area : area?.querySelector<HTMLElement>('button:not(:disabled)'))?.focus();
};
