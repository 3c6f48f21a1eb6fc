/** What a person was doing in a card, in words that survive the card being drawn again. */
export interface Doing {
  readonly focused: { readonly name: string; readonly at: number } | null;
  readonly typed: ReadonlyMap<string, string>;
  readonly unfolded: ReadonlySet<string>;
}

const focusable = 'button, input, select, textarea, a[href], [tabindex="0"]';

/** Looks at a card before it is drawn again. `isOver`: what was typed has gone to the bot, or asks about another thing. */
export const doingIn = (box: HTMLElement, isOver: boolean): Doing => {
  const active = document.activeElement;
  const typed = new Map<string, string>();
  const unfolded = new Set<string>();
  if (!isOver) {
    for (const control of box.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(written))
      typed.set(idOf(control), control.value);
    for (const button of box.querySelectorAll('button[aria-expanded="true"]')) unfolded.add(nameOf(button));
  }
  const focused =
    active instanceof HTMLElement && box.contains(active)
      ? { name: nameOf(active), at: [...box.querySelectorAll(focusable)].indexOf(active) }
      : null;
  return { focused, typed, unfolded };
};

/** Puts back what was typed and folded out, and the focus: to the control of the same name, else to what stands there now. */
export const goOnWith = (box: HTMLElement, { focused, typed, unfolded }: Doing): void => {
  for (const button of box.querySelectorAll<HTMLElement>('button[aria-expanded="false"]'))
    if (unfolded.has(nameOf(button))) button.click();
  for (const control of box.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(written)) {
    const text = typed.get(idOf(control));
    if (text === undefined || text === control.value) continue;
    control.value = text;
    control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (focused === null) return;
  const controls = [...box.querySelectorAll<HTMLElement>(focusable)];
  const same = controls.find((control) => nameOf(control) === focused.name);
  const next = same ?? controls[Math.min(focused.at, controls.length - 1)] ?? box;
  if (next === box) box.tabIndex = -1;
  next.focus({ preventScroll: true });
};

const written = 'input:not([type="radio"], [type="checkbox"]), textarea';

/** The renderer gives the card's id of an input to the box around it, and the input one that changes each time. */
const idOf = (control: Element): string => control.closest('div[id]')?.id ?? '';

const nameOf = (control: Element): string =>
  `${control.tagName} ${control.matches(written) ? idOf(control) : control.textContent?.trim()}`;
