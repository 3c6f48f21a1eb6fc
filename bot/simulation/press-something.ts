import type { Chance } from './chance.ts';
import type { Controls, ShownPerson, ShownPost } from './controls.ts';

interface Part {
  readonly type?: unknown;
  readonly title?: unknown;
  readonly id?: unknown;
  readonly choices?: unknown;
}

/** Who has no business in a year team's channel. */
const passersBy: ReadonlySet<string> = new Set(['teacher', 'tutor', 'governor']);

/** People look at what came last. */
const newest = 30;

/** Everything in a card that has a type, but for what stands in a button or behind it. */
const partsOf = function* (value: unknown): Generator<Part> {
  if (Array.isArray(value)) for (const each of value) yield* partsOf(each);
  else if (typeof value === 'object' && value !== null) {
    yield value;
    for (const [name, each] of Object.entries(value)) if (name !== 'fallback' && name !== 'data') yield* partsOf(each);
  }
};

const sentences = ['Has a cold', "At O'Brien's, back at ten", 'Not exceptional.', '=1+1', '**urgent** <b>now</b>'];

/** What somebody might type or choose in the inputs of a card. */
const filledIn = (parts: readonly Part[], chance: Chance): Record<string, string> =>
  Object.fromEntries(
    parts.flatMap(({ type, id, choices }) => {
      if (typeof id !== 'string' || chance.is(0.2)) return [];
      if (type === 'Input.Text') return [[id, chance.pick(sentences)]];
      const values = Array.isArray(choices) ? choices.map((choice: { value?: unknown }) => String(choice.value)) : [];
      return type === 'Input.ChoiceSet' && values.length > 0 ? [[id, chance.pick(values)]] : [];
    }),
  );

/**
 * Somebody presses some button of something that they see, now and then twice at once, now and then one of yesterday;
 * and whoever sees a channel without having a right there presses there too.
 */
export const pressSomething = async (
  controls: Controls,
  people: readonly ShownPerson[],
  posts: readonly ShownPost[],
  chance: Chance,
): Promise<void> => {
  if (posts.length === 0) return;
  const post = chance.pick(posts.slice(-newest));
  const parts = [...partsOf(post.card)];
  const buttons = parts.flatMap(({ type, title }) =>
    type === 'Action.Execute' && typeof title === 'string' ? [title] : [],
  );
  if (buttons.length === 0) return;
  const owner = people.find(({ name }) => name === post.to.name);
  const pastoral = people.filter(({ roles }) => roles.some((role) => !passersBy.has(role)));
  const as = (post.to.kind === 'person' ? owner : undefined) ?? chance.pick(chance.is(0.8) ? pastoral : people);
  await controls.ask('POST', '/press', {
    post: post.id,
    as: as.id,
    button: chance.pick(buttons),
    inputs: filledIn(parts, chance),
    twice: chance.is(0.2),
  });
};
