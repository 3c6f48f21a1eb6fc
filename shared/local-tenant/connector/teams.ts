import { recordOf, textOf } from '../http.ts';
import type { Conversation, Directory, TenantAccount, TenantTeam } from '../store/directory.ts';
import type { Kept } from '../store/kept.ts';
import type { OwnView, TeamPost, TeamPosts } from '../store/team-posts.ts';
import { Activities, botIdOf, type TeamChange } from './activities.ts';
import type { BotAnswer, BotLine } from './bot-line.ts';
import { type Card, type CardAction, cardOf, cardType, refreshOf } from './cards.ts';

export interface TeamsParts {
  readonly directory: Directory;
  readonly posts: TeamPosts;
  readonly kept: Kept;
  readonly line: BotLine;
  readonly serviceUrl: string;
  readonly now: () => string;
  /** Hears which conversation changed. */
  readonly changed: (conversation: string) => void;
}

export interface Pressed {
  readonly bot: BotAnswer;
  readonly card: Card | null;
  readonly message: string | null;
  /** The bot's status, or that of the invoke response inside it where that is worse. */
  readonly status: number;
}

/** The job title of a pupil's account. The app is set up for staff. */
export const pupilTitle = 'Pupil';

const installedName = 'installed';
const keptAwayName = 'kept-away';

/** Where the app was taken away, and who blocked it: no start installs it again there. */
interface KeptAway {
  readonly uninstalled: readonly string[];
  readonly blocked: readonly string[];
}
/** Installing for a whole staff room one by one would be slow, all at once would be a storm. */
const installsAtOnce = 4;

/** Teams as its users meet it: installs, presses, messages. What the bot sends comes in through the connector's door. */
export class Teams {
  readonly #parts: TeamsParts;
  readonly #activities: Activities;
  readonly #installed: Set<string>;
  readonly #uninstalled: Set<string>;
  readonly #blocked: Set<string>;

  private constructor(parts: TeamsParts, installed: readonly string[], away: KeptAway) {
    this.#parts = parts;
    this.#activities = new Activities(parts);
    this.#installed = new Set(installed);
    this.#uninstalled = new Set(away.uninstalled);
    this.#blocked = new Set(away.blocked);
  }

  static async open(parts: TeamsParts): Promise<Teams> {
    const installed = (await parts.kept.get<string[]>(installedName)) ?? [];
    const away = (await parts.kept.get<KeptAway>(keptAwayName)) ?? { uninstalled: [], blocked: [] };
    return new Teams(parts, installed, away);
  }

  /** Is the app there, so that the bot may speak? A channel has it from its team. */
  isInstalled(conversation: Conversation): boolean {
    return this.#installed.has(conversation.team?.id ?? conversation.id);
  }

  isBlocked(conversation: Conversation): boolean {
    return this.#blocked.has(conversation.id);
  }

  /** A person blocks the bot in their chat, or does so no longer; Teams tells the bot nothing. */
  async block(conversation: Conversation, isBlocked: boolean): Promise<void> {
    if (isBlocked) this.#blocked.add(conversation.id);
    else this.#blocked.delete(conversation.id);
    await this.#keepAway();
  }

  /** Somebody takes the app away from a team or a person; Teams tells the bot, which may not answer there any more. */
  async uninstall(by: TenantAccount, conversation: Conversation): Promise<void> {
    const place = conversation.team?.id ?? conversation.id;
    this.#installed.delete(place);
    this.#uninstalled.add(place);
    await this.#keepAway();
    for (const activity of this.#activities.uninstalled(by, conversation)) await this.#parts.line.send(activity);
  }

  /** The app may be installed there again, and is. */
  async reinstall(conversation: Conversation): Promise<void> {
    this.#uninstalled.delete(conversation.team?.id ?? conversation.id);
    await this.#keepAway();
    await this.install();
  }

  async #keepAway(): Promise<void> {
    const sorted = (places: ReadonlySet<string>) => [...places].sort();
    await this.#parts.kept.set(installedName, sorted(this.#installed));
    await this.#parts.kept.set(keptAwayName, {
      uninstalled: sorted(this.#uninstalled),
      blocked: sorted(this.#blocked),
    } satisfies KeptAway);
  }

  /** Tells the bot of a change in a team, where it is installed. */
  async teamChanged(team: TenantTeam, general: Conversation, change: TeamChange): Promise<void> {
    if (!this.#installed.has(team.id)) return;
    const by = this.#parts.directory.account(team.members[0] ?? '') ?? this.#parts.directory.accounts[0]!;
    await this.#parts.line.send(this.#activities.teamChanged(by, { team, general }, change));
  }

  /**
   * Installs the app in each team and for each account where it is not yet. What the bot does not take is told again
   * at the next start; a bot that is not reached at all is not asked a hundred times.
   */
  async install(): Promise<{ installed: number; failed: number }> {
    const { directory } = this.#parts;
    const teams = directory.data.teams.filter(({ id }) => this.#isWanting(id));
    const people = directory.accounts.filter(
      ({ chat, enabled, userType, jobTitle }) =>
        enabled && userType === undefined && jobTitle !== pupilTitle && this.#isWanting(chat),
    );
    const waiting = [
      ...teams.map((team) => () => this.#installInTeam(team)),
      ...people.map((person) => () => this.#installForPerson(person)),
    ];
    const all = waiting.length;
    let installed = 0;
    let isReached = true;
    const next = async (): Promise<void> => {
      for (let tell = waiting.shift(); tell && isReached; tell = waiting.shift()) {
        const status = await tell();
        if (status < 300) installed += 1;
        isReached &&= ![502, 504].includes(status);
      }
    };
    await Promise.all(Array.from({ length: installsAtOnce }, next));
    await this.#parts.kept.set(installedName, [...this.#installed].sort());
    return { installed, failed: all - installed };
  }

  #isWanting(place: string): boolean {
    return !this.#installed.has(place) && !this.#uninstalled.has(place);
  }

  async #installInTeam(team: TenantTeam): Promise<number> {
    const { directory } = this.#parts;
    const by = directory.account(team.members[0] ?? '') ?? directory.accounts[0]!;
    return await this.#tell(team.id, this.#activities.installedInTeam(by, team, directory.conversation(team.id)!));
  }

  async #installForPerson(person: TenantAccount): Promise<number> {
    const conversation = this.#parts.directory.conversation(person.chat)!;
    return await this.#tell(person.chat, this.#activities.installedForPerson(person, conversation));
  }

  /** The app is there from the first word on, as the bot may answer at once; the worst status the bot gave. */
  async #tell(place: string, activities: readonly Readonly<Record<string, unknown>>[]): Promise<number> {
    this.#installed.add(place);
    let worst = 200;
    for (const activity of activities) worst = Math.max(worst, (await this.#parts.line.send(activity)).status);
    if (worst >= 300) this.#installed.delete(place);
    return worst;
  }

  /** The conversations a person is in: their channels, and the chat with the bot. */
  conversationsOf(person: TenantAccount): Conversation[] {
    return this.#parts.directory.conversations().filter(({ members }) => members.some(({ id }) => id === person.id));
  }

  /** The card of a post as one person sees it. */
  static cardFor(post: TeamPost, own: OwnView | undefined): Card | null {
    const isOwn = own?.version === post.version && own.card !== null;
    return isOwn ? own.card : cardOf(post.activity);
  }

  async cardSeenBy(person: TenantAccount, post: TeamPost): Promise<Card | null> {
    return Teams.cardFor(post, (await this.#parts.posts.ownViews(person.id)).get(post.id));
  }

  /** A person writes to the bot; answers with the post and what the bot's endpoint said. */
  async say(person: TenantAccount, text: string): Promise<{ post: TeamPost; bot: BotAnswer }> {
    const conversation = this.#parts.directory.conversation(person.chat)!;
    const post = await this.#parts.posts.add(conversation.id, person.member, { type: 'message', text });
    this.#parts.changed(conversation.id);
    return { post, bot: await this.#parts.line.send(this.#activities.message(person, conversation, post)) };
  }

  /** A press on a button of a post; an Execute's card answer becomes the presser's own view. */
  async press(
    person: TenantAccount,
    post: TeamPost,
    {
      action,
      inputs,
      data = {},
    }: { action: CardAction; inputs: Record<string, unknown>; data?: Record<string, unknown> },
  ): Promise<Pressed> {
    const conversation = this.#parts.directory.conversation(post.conversation)!;
    const sent = { ...recordOf(action.data), ...inputs, ...data };
    if (action.type === 'Action.Submit') {
      const bot = await this.#parts.line.send(this.#activities.submit(person, { conversation, post }, sent));
      return { bot, card: null, message: null, status: bot.status };
    }
    return await this.#execute(person, post, { action, data: sent, trigger: 'manual' });
  }

  /** Asks for a person's own view of a card that wants one; a view without a card is remembered too. */
  async refresh(person: TenantAccount, post: TeamPost): Promise<Pressed | undefined> {
    const card = cardOf(post.activity);
    const refresh = card && refreshOf(card);
    if (!refresh) return undefined;
    const { action } = refresh;
    const pressed = await this.#execute(person, post, { action, data: recordOf(action.data), trigger: 'automatic' });
    if (pressed.card === null && pressed.status < 300) await this.#parts.posts.showOnly(person.id, post, null);
    return pressed;
  }

  async #execute(
    person: TenantAccount,
    post: TeamPost,
    press: { action: CardAction; data: Record<string, unknown>; trigger: 'manual' | 'automatic' },
  ): Promise<Pressed> {
    const conversation = this.#parts.directory.conversation(post.conversation)!;
    const bot = await this.#parts.line.send(this.#activities.execute(person, { conversation, post }, press));
    const { statusCode, type, value } = recordOf(bot.json);
    const status = Math.max(bot.status, typeof statusCode === 'number' ? statusCode : 200);
    if (type === cardType && bot.status < 300) {
      // The bot may have updated the post while it answered: the view belongs to what stands there now.
      const now = (await this.#parts.posts.byId(post.id)) ?? post;
      await this.#parts.posts.showOnly(person.id, now, recordOf(value));
      this.#parts.changed(post.conversation);
      return { bot, card: recordOf(value), message: null, status };
    }
    const message = textOf(value) ?? textOf(recordOf(value).message) ?? null;
    return { bot, card: null, message, status };
  }

  /** The bot's id in the connector: `28:…` */
  get botId(): string {
    return botIdOf(this.#parts.directory);
  }
}
