import type { IPublicClientApplication } from '@azure/msal-browser';
import { DeskSaysNo } from '../../shared/views/desk-says-no.ts';
import { type PaneSettings, paneSettings } from '../../shared/views/pane-settings.ts';

const readSettings = async (base: string): Promise<PaneSettings> => {
  const response = await fetch(`${base}pane-settings`).catch((cause: unknown) => {
    throw new DeskSaysNo(0, 'The desk cannot be reached just now. Check the connection, then try again.', { cause });
  });
  if (!response.ok)
    throw new DeskSaysNo(response.status, 'The desk does not say how to sign in. Tell whoever looks after it.');
  return paneSettings.parse(await response.json());
};

interface Session {
  readonly client: IPublicClientApplication;
  readonly scopes: string[];
}

const open = async (base: string): Promise<Session> => {
  const [{ clientId, tenantId, scope, loginUrl }, { createNestablePublicClientApplication }] = await Promise.all([
    readSettings(base),
    import('@azure/msal-browser'),
  ]);
  const client = await createNestablePublicClientApplication({
    auth: {
      clientId,
      authority: `${loginUrl ?? 'https://login.microsoftonline.com'}/${tenantId}`,
      // Only for the window: inside Office its broker answers.
      redirectUri: new URL('signed-in.html', location.href).href,
    },
    cache: { cacheLocation: 'sessionStorage' },
  });
  return { client, scopes: [scope] };
};

/**
 * Signs in through Office as the person who is signed in there, for the desk's own API and nothing else. msal is
 * loaded with the first token that is asked for; a window opens only when Office cannot answer by itself.
 */
export const signInThroughOffice = (base: string): (() => Promise<string>) => {
  let session: Promise<Session> | undefined;
  return async () => {
    session ??= open(base);
    const opened = session;
    const { client, scopes } = await opened.catch((error: unknown) => {
      session = undefined;
      throw error;
    });
    const { BrowserAuthError, InteractionRequiredAuthError } = await import('@azure/msal-browser');
    // Where Office signs nobody in, nobody is known before the window has been open once.
    const asksPerson = (error: unknown): boolean =>
      error instanceof InteractionRequiredAuthError ||
      (error instanceof BrowserAuthError && error.errorCode === 'no_account_error');
    try {
      return (await client.acquireTokenSilent({ scopes })).accessToken;
    } catch (error) {
      if (!asksPerson(error))
        throw new DeskSaysNo(0, 'Signing in did not work. Try again; if it stays so, sign out of Excel and in again.', {
          cause: error,
        });
    }
    try {
      const { accessToken, account } = await client.acquireTokenPopup({ scopes });
      client.setActiveAccount(account);
      return accessToken;
    } catch (cause) {
      throw new DeskSaysNo(0, 'You are not signed in. Try again, and allow the window that opens.', { cause });
    }
  };
};
