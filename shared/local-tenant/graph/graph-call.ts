import type { Issuer } from '../sign-in/issuer.ts';
import type { Conversation, Directory } from '../store/directory.ts';
import type { Site } from '../store/site.ts';

export interface GraphParts {
  readonly sites: readonly Site[];
  readonly directory: Directory;
  readonly issuer: Issuer;
  /** Is the app there, in a person's chat or in the team of a channel? */
  readonly isInstalled: (conversation: Conversation) => boolean;
  /** Hears that lists or files changed. */
  readonly changed: (what: 'lists' | 'files') => void;
}

/** One request to Graph, alone or from a batch. */
export interface GraphCall {
  readonly method: string;
  /** What stood in the places of the route's template, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The parsed JSON, or undefined. */
  readonly json: unknown;
  readonly bytes: Uint8Array;
  /** `http://localhost:4000/graph/v1.0`, for links in answers. */
  readonly base: string;
  /** `/sites/…/items`: without the query. */
  readonly path: string;
  readonly parts: GraphParts;
  /** The site that the address names; throws Graph's refusal when it is not one of those the app was given. */
  readonly site: () => Site;
}

/** `body` undefined sends none; bytes go as they are. */
export interface GraphAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GraphRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** `{name}` stands for one piece of the path; `{path}` for several. */
  readonly template: string;
  readonly handle: (call: GraphCall) => Promise<GraphAnswer> | GraphAnswer;
}

export const context = (call: GraphCall, what: string): string => `${call.base}/$metadata#${what}`;
