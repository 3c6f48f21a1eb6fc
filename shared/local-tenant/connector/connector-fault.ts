import type { Fault } from '../faults/fault-plan.ts';
import type { Reply } from '../http.ts';

/**
 * Teams' own words, from the table of status codes at
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages.
 */
const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['BotNotRegistered', 'No registration found for this bot.'],
  403: ['BotNotInConversationRoster', 'The bot is not part of the conversation roster.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  429: ['Throttled', 'Too many requests.'],
  500: ['ServiceError', 'Unknown error.'],
  503: ['ServiceUnavailable', 'Service unavailable.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};

export const connectorRefusal = (status: number, { retryAfter }: Fault): Reply => {
  const [code, message] = errors[status]!;
  const headers: Record<string, string> = status === 429 || status === 503 ? { 'Retry-After': String(retryAfter) } : {};
  return { status, headers, body: { error: { code, message } } };
};
