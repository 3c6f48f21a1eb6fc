import { Spinner } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState } from 'react';
import { doingIn, goOnWith } from './card-keeping.ts';
import { type CardDeed, drawCard } from './draw-card.ts';
import { aboutOf, type Json } from './mark-card.ts';

/** What is said under a card after a press: the bot's message, or why the press came to nothing. */
export interface CardWord {
  readonly says: string;
  readonly isProblem: boolean;
}

/**
 * One Adaptive Card. While a press is on its way its buttons are off; when the card changes, focus and what was typed
 * stay where they were.
 */
export const CardView = ({
  card,
  press,
  open,
}: {
  card: Json;
  press: (action: Json, inputs: Readonly<Record<string, string>>) => Promise<CardWord | null>;
  open: (url: string) => void;
}) => {
  const face = useRef<HTMLDivElement>(null);
  const place = useId().replace(/\W/g, '');
  const [isPending, setPending] = useState(false);
  const [word, setWord] = useState<CardWord | null>(null);
  const isSent = useRef(false);
  const isUnderWay = useRef(false);
  const about = useRef('');

  const carryOut = useRef<(deed: CardDeed) => void>(() => undefined);
  carryOut.current = (deed) => {
    if (deed.is === 'open') return open(deed.url);
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    isSent.current = true;
    setPending(true);
    setWord(null);
    void press(deed.action, deed.inputs)
      .catch((error: Error): CardWord => ({ says: error.message, isProblem: true }))
      .then((answer) => {
        // Nothing became of it, so what was typed is still wanted.
        if (answer !== null) isSent.current = false;
        setWord(answer);
        isUnderWay.current = false;
        setPending(false);
      });
  };

  const text = JSON.stringify(card);
  useEffect(() => {
    const box = face.current!;
    const json = JSON.parse(text) as Json;
    const doing = doingIn(box, isSent.current || about.current !== aboutOf(json));
    isSent.current = false;
    about.current = aboutOf(json);
    try {
      box.replaceChildren(drawCard(json, place, (deed) => carryOut.current(deed)).element);
      goOnWith(box, doing);
    } catch (error) {
      box.textContent = `This card cannot be shown: ${error instanceof Error ? error.message : 'unknown form'}`;
    }
  }, [text, place]);

  // Off for a screen reader too, but not `disabled`: that would take the focus away from the button just pressed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a card drawn anew has new buttons
  useEffect(() => {
    for (const button of face.current!.querySelectorAll('button'))
      if (isPending) button.setAttribute('aria-disabled', 'true');
      else button.removeAttribute('aria-disabled');
  }, [isPending, text]);

  return (
    <div className="card" aria-busy={isPending}>
      <div ref={face} className="card-face" data-pending={isPending || undefined} />
      <div className="card-word" role="status">
        {isPending && <Spinner size="tiny" label="Sending…" labelPosition="after" />}
        {word !== null && <span className={word.isProblem ? 'card-problem' : 'card-message'}>{word.says}</span>}
      </div>
    </div>
  );
};
