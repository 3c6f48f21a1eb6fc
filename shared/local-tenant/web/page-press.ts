import type { Pressed } from '../connector/teams.ts';
import { recordOf, textOf } from '../http.ts';
import type { TenantAccount } from '../store/directory.ts';
import type { TeamPost } from '../store/team-posts.ts';
import type { Tenant } from '../tenant.ts';
import type { PressAnswer } from './page-api.ts';
import { PageError } from './page-error.ts';
import { personOf } from './page-people.ts';

/** A post in a conversation that the person sees: nobody presses what they cannot see. */
const seenPost = async (tenant: Tenant, person: TenantAccount, id: unknown): Promise<TeamPost> => {
  const post = await tenant.posts.byId(textOf(id) ?? '');
  const conversation = post && tenant.directory.conversation(post.conversation);
  if (!post || post.deleted || !conversation?.members.some((member) => member.id === person.id))
    throw new PageError(404, 'That post is not there any more.');
  return post;
};

/** What Teams shows under a card when the bot gives it nothing to show. */
const failed = 'Unable to reach app. Please try again.';

const pressAnswer = ({ status, card, message }: Pressed): PressAnswer => ({
  status,
  card,
  message: message ?? (status >= 400 ? failed : null),
});

/** Presses a button of a card as somebody who sees it. */
export const press = async (tenant: Tenant, body: Record<string, unknown>): Promise<PressAnswer> => {
  const person = personOf(tenant, body.as);
  const post = await seenPost(tenant, person, body.post);
  const action = recordOf(body.action);
  if (action.type !== 'Action.Execute' && action.type !== 'Action.Submit')
    throw new PageError(400, 'Only Action.Execute and Action.Submit go to the bot.');
  return pressAnswer(await tenant.teams.press(person, post, { action, inputs: recordOf(body.inputs) }));
};

/** Asks the bot for a person's own view of a card. */
export const refresh = async (tenant: Tenant, body: Record<string, unknown>): Promise<PressAnswer> => {
  const person = personOf(tenant, body.as);
  const refreshed = await tenant.teams.refresh(person, await seenPost(tenant, person, body.post));
  return refreshed ? pressAnswer(refreshed) : { status: 200, card: null, message: null };
};
