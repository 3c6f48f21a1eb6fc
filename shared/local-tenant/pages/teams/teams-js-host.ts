import type { ThemeName } from '../common/theme.tsx';

/** What teams-js 2.58 posts to the window around it. `uuidAsString` is its own spelling on the wire. */
interface TeamsRequest {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args?: readonly unknown[];
}

/** What the tab is told about where it stands and who looks at it. */
export interface TabContext {
  readonly entityId: string;
  readonly subEntityId: string | null;
  readonly theme: ThemeName;
  readonly tenantId: string;
  readonly appId: string;
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
}

export interface TabHost {
  readonly context: () => TabContext;
  readonly token: () => Promise<string>;
  readonly openLink: (link: string) => void;
  /** The tab says that it shows something now. */
  readonly shown: () => void;
}

/** What this host can do: the tab asks `isSupported()` before it asks for more. */
const runtime = { apiVersion: 4, isLegacyTeams: false, supports: { pages: {} } };

/**
 * Answers the messages of teams-js from one iframe: initialise, context, token, theme, links. Whatever else is asked
 * stays unanswered, as from a Teams that does not know it. The answer stops it and tells of a new theme.
 */
export const hostTab = (
  frame: HTMLIFrameElement,
  host: TabHost,
): { stop: () => void; theme: (name: ThemeName) => void } => {
  const post = (message: object): void => frame.contentWindow?.postMessage(message, location.origin);
  const hear = (event: MessageEvent): void => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin || !isRequest(event.data)) return;
    const { id, uuidAsString, func, args = [] } = event.data;
    const answer = (...values: unknown[]): void => post({ id, uuidAsString, args: values });
    answers[func]?.(host, answer, args);
  };
  addEventListener('message', hear);
  return {
    stop: () => removeEventListener('message', hear),
    theme: (name) => post({ func: 'themeChange', args: [name] }),
  };
};

type Answer = (...values: unknown[]) => void;

const answers: Readonly<Record<string, (host: TabHost, answer: Answer, args: readonly unknown[]) => void>> = {
  initialize: (_host, answer) => answer('content', 'web', JSON.stringify(runtime), '2.58.0'),
  getContext: ({ context }, answer) => answer(legacyContext(context())),
  'authentication.getAuthToken': ({ token }, answer) => {
    token().then(
      (value) => answer(true, value),
      (error: Error) => answer(false, error.message),
    );
  },
  'appInitialization.appLoaded': ({ shown }) => shown(),
  'appInitialization.success': ({ shown }, answer) => {
    shown();
    answer();
  },
  'appInitialization.failure': ({ shown }) => shown(),
  'appInitialization.expectedFailure': ({ shown }) => shown(),
  executeDeepLink: ({ openLink }, answer, [link]) => {
    openLink(String(link));
    answer(true);
  },
};

/** The context in the flat form in which Teams sends it; teams-js makes the one that pages read. */
const legacyContext = ({ entityId, subEntityId, theme, tenantId, appId, person }: TabContext): object => ({
  locale: 'en-gb',
  theme,
  entityId,
  ...(subEntityId !== null && { subEntityId }),
  frameContext: 'content',
  hostName: 'Teams',
  hostClientType: 'web',
  appId,
  tid: tenantId,
  userObjectId: person.id,
  userDisplayName: person.name,
  userPrincipalName: person.email,
  loginHint: person.email,
});

const isRequest = (data: unknown): data is TeamsRequest =>
  typeof data === 'object' && data !== null && 'func' in data && typeof data.func === 'string' && 'id' in data;
