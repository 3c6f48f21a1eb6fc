import type { PageToken } from '../web/page-api.ts';

interface Asked {
  readonly messageType: string;
  readonly method: string;
  readonly requestId: string;
  readonly tokenParams?: { readonly scope?: string; readonly correlationId?: string };
}

type Listener = (message: string | { data: string }) => void;

/** What msal-browser looks for as `window.nestedAppAuthBridge` inside Office. */
export interface NestedAppAuthBridge {
  addEventListener(event: string, listener: Listener): void;
  removeEventListener(event: string, listener: Listener): void;
  postMessage(message: string): void;
}

/** Office's bridge for signing in an app that is nested in it: answers with the tenant's token for the person at the page. */
export const nestedAppAuthBridge = (token: () => Promise<PageToken>): NestedAppAuthBridge => {
  const listeners = new Set<Listener>();
  const tell = (answer: object): void => {
    for (const listener of listeners) listener(JSON.stringify(answer));
  };
  return {
    addEventListener: (event, listener) => {
      if (event === 'message') listeners.add(listener);
    },
    removeEventListener: (_event, listener) => {
      listeners.delete(listener);
    },
    postMessage: (message) => {
      const asked = JSON.parse(message) as Asked;
      if (asked.messageType !== 'NestedAppAuthRequest') return;
      answer(asked, token).then(tell, (error: Error) =>
        tell(failure(asked, 'TRANSIENT_ERROR', 'token_not_given', error.message)),
      );
    },
  };
};

const answer = async (asked: Asked, token: () => Promise<PageToken>): Promise<object> => {
  const head = { messageType: 'NestedAppAuthResponse', requestId: asked.requestId, success: true };
  if (asked.method === 'GetInitContext') {
    const { account } = await token();
    return {
      ...head,
      initContext: {
        sdkName: 'local-tenant',
        sdkVersion: '1.0.0',
        capabilities: { queryAccount: true },
        accountContext: {
          homeAccountId: account.homeAccountId,
          environment: account.environment,
          tenantId: account.tid,
        },
      },
    };
  }
  if (asked.method !== 'GetToken' && asked.method !== 'GetTokenPopup')
    return failure(asked, 'NESTED_APP_AUTH_UNAVAILABLE', 'method_not_known', `${asked.method} is not answered here`);
  const given = await token();
  const account = {
    homeAccountId: given.account.homeAccountId,
    environment: given.account.environment,
    tenantId: given.account.tid,
    username: given.account.username,
    localAccountId: given.account.oid,
    name: given.account.name,
    idToken: given.idToken,
  };
  return {
    ...head,
    account,
    token: {
      access_token: given.token,
      id_token: given.idToken,
      expires_in: given.expiresIn,
      scope: asked.tokenParams?.scope ?? given.scope,
      properties: null,
    },
  };
};

const failure = ({ requestId }: Asked, status: string, code: string, description: string): object => ({
  messageType: 'NestedAppAuthResponse',
  requestId,
  success: false,
  error: { status, code, subError: '', description, properties: null },
});
