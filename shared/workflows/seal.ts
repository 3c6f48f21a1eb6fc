import { z } from 'zod';
import type { CardJson, Message } from '../ports/messenger.ts';
import type { Desk } from './desk.ts';

/** What a button carries: ids and the version that was seen, never a name or a mark; signed when the card goes out. */
export const buttonData = z.object({
  /** Whose desk made it: a press goes to that one, and the signature holds for no other. */
  school: z.string().max(400),
  action: z.string().max(40),
  /** The key of the post it stands on. */
  post: z.string().max(400),
  id: z.string().max(400).optional(),
  seen: z.string().max(2000).optional(),
  sig: z.string().max(100),
});
export type ButtonData = z.infer<typeof buttonData>;

const signatureOf = (desk: Desk, { action, post, id = '', seen = '' }: Omit<ButtonData, 'sig' | 'school'>): string =>
  desk.sign(JSON.stringify(['button', desk.school, action, post, id, seen]));

/** True when this desk made the button and nothing that it carries was changed. */
export const isOurs = (desk: Desk, data: ButtonData): boolean =>
  data.school === desk.school && signatureOf(desk, data) === data.sig;

const unsigned = buttonData.omit({ sig: true, school: true });

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const sealAll = (desk: Desk, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => sealAll(desk, item));
  if (!isObject(value)) return value;
  const sealed = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, sealAll(desk, inner)]));
  const isButton = value.type === 'Action.Execute' || value.type === 'Action.Submit';
  const data = isButton ? unsigned.safeParse(value.data) : undefined;
  return data?.success
    ? { ...sealed, data: { ...data.data, school: desk.school, sig: signatureOf(desk, data.data) } }
    : sealed;
};

/** The message with every button signed, as it goes to Teams. */
export const seal = (desk: Desk, message: Message): Message => ({
  ...message,
  card: sealAll(desk, message.card) as CardJson,
});
