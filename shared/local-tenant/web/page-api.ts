/**
 * What the local tenant's pages ask of it, all below `/_page/` on its own address. JSON in and out; an error is
 * `{ "error": "in words" }` with its status. `as` is always a person's id (Entra object id).
 *
 * | call | answers |
 * | --- | --- |
 * | `GET /_page/people` | `PagePerson[]` |
 * | `GET /_page/state?as=ID` | `PageState` |
 * | `GET /_page/events?as=ID` | server-sent events, each `data:` a `PageEvent`; what changed is read again from `state` |
 * | `POST /_page/press` `PressRequest` | `PressAnswer` |
 * | `POST /_page/refresh` `{ as, post }` | `PressAnswer`: asks the bot for this person's own view of a card |
 * | `POST /_page/say` `{ as, text }` | `{ "ok": true }` |
 * | `GET /_page/token?as=ID&for=tab\|pane` | `PageToken` |
 * | `GET /_page/lists` | `PageList[]` |
 * | `GET /_page/list?id=ID` | `PageListRows` |
 * | `GET /_page/files` | `PageFile[]`: every file of the site's library |
 * | `GET /_page/file?path=PATH` | the file's bytes, its version in `ETag` |
 * | `PUT /_page/file?path=PATH` `If-Match: ETAG` | `PageFile` after saving; 412 when somebody saved it first |
 * | `GET /_page/workbook` `PUT /_page/workbook` | the same for the tracking workbook; its name in `X-File-Name` (URI-encoded) |
 */
export interface PagePerson {
  readonly id: string;
  readonly name: string;
  /** "Deputy headteacher" */
  readonly jobTitle: string;
  readonly email: string;
  /** The house's role names: `attendance-manager`, `head-of-year` … */
  readonly roles: readonly string[];
  /** True for the few a visitor should be offered first, in this order. */
  readonly suggested: boolean;
}

/** Everything one person sees in Teams. */
export interface PageState {
  readonly me: PagePerson;
  readonly school: string;
  readonly clock: PageClock;
  readonly app: PageApp;
  readonly teams: readonly PageTeam[];
  /** Personal chats; the chat with the bot is always the first. */
  readonly chats: readonly PageChat[];
  /** The activity feed, newest first. */
  readonly feed: readonly PageNotification[];
}

export interface PageClock {
  /** School time. */
  readonly date: string;
  /** `HH:MM` */
  readonly time: string;
  readonly frozen: boolean;
  /** True while the morning is played fast. */
  readonly playing: boolean;
}

/** The Teams app as it is installed: the bot, and the tab that the page shows in an iframe. */
export interface PageApp {
  readonly id: string;
  readonly name: string;
  readonly botId: string;
  readonly tenantId: string;
  readonly tabs: readonly {
    readonly entityId: string;
    readonly name: string;
    /** Same origin as the page: `/teams/app/tab/`. */
    readonly contentUrl: string;
  }[];
}

export interface PageTeam {
  readonly id: string;
  readonly name: string;
  readonly channels: readonly PageChannel[];
}

export interface PageChannel {
  /** `19:…@thread.tacv2` */
  readonly id: string;
  readonly name: string;
  /** Oldest first. */
  readonly posts: readonly PagePost[];
}

export interface PageChat {
  readonly id: string;
  readonly name: string;
  readonly withBot: boolean;
  readonly posts: readonly PagePost[];
}

export interface PagePost {
  readonly id: string;
  readonly conversation: string;
  /** ISO instant of the tenant's clock. */
  readonly at: string;
  /** `HH:MM` school time. */
  readonly time: string;
  readonly date: string;
  readonly from: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** The Adaptive Card as this person sees it, or null for a post of text alone. */
  readonly card: Readonly<Record<string, unknown>> | null;
  readonly text: string;
  /** Counts up when the post, or this person's view of it, changes: draw again. */
  readonly version: number;
  readonly edited: boolean;
  /** The id of the post it answers in a channel thread, else null. */
  readonly replyTo: string | null;
  /**
   * The card asks for a view of this person's own (`refresh.userIds` names them) and this version has none yet: the
   * page calls `/_page/refresh` once when it shows the post, as Teams does by itself.
   */
  readonly wantsRefresh: boolean;
}

/** A preview: what Teams shows on a locked phone. It is the post's `summary`, else the first words of its text. */
export interface PageNotification {
  readonly post: string;
  readonly conversation: string;
  /** "Year 9 · General" or the chat's name. */
  readonly where: string;
  readonly from: string;
  readonly at: string;
  readonly time: string;
  readonly preview: string;
}

/**
 * `posts`: something in a conversation this person sees changed. `clock`: a minute passed. `lists`, `files`: SharePoint
 * changed. `hello` is the first event of each connection.
 */
export interface PageEvent {
  readonly what: 'hello' | 'posts' | 'clock' | 'lists' | 'files';
  readonly clock: PageClock;
}

/**
 * A press on a button of a card: the Action.Execute or Action.Submit object exactly as the card carries it, and the
 * values of its inputs. OpenUrl and ToggleVisibility never leave the page.
 */
export interface PressRequest {
  readonly as: string;
  readonly post: string;
  readonly action: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The bot's answer to a press. A card has already become this person's view; a message is shown under the card. */
export interface PressAnswer {
  /** HTTP status of the bot's endpoint, or of the invoke response inside it where that is worse. */
  readonly status: number;
  readonly message: string | null;
  readonly card: Readonly<Record<string, unknown>> | null;
}

export interface PageToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly scope: string;
  readonly account: {
    /** Entra object id. */
    readonly oid: string;
    readonly tid: string;
    readonly homeAccountId: string;
    readonly environment: string;
    readonly username: string;
    readonly name: string;
  };
  /** For msal in the pane: an id token for the same person and client. */
  readonly idToken: string;
}

export interface PageList {
  readonly id: string;
  readonly name: string;
  readonly items: number;
}

export interface PageListRows {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly indexed: boolean }[];
  readonly items: readonly {
    readonly id: string;
    readonly version: number;
    readonly created: string;
    readonly modified: string;
    readonly fields: Readonly<Record<string, unknown>>;
  }[];
}

export interface PageFile {
  /** Relative to the library: `Mark book/2025-26.txt`. */
  readonly path: string;
  readonly size: number;
  readonly eTag: string;
  readonly version: number;
  readonly modified: string;
}
