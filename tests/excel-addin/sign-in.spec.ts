import type { AuthenticationResult } from '@azure/msal-browser';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { signInThroughOffice } from '../../excel-addin/api/sign-in.ts';

const client = vi.hoisted(() => ({
  acquireTokenSilent: vi.fn<() => Promise<Partial<AuthenticationResult>>>(),
  acquireTokenPopup: vi.fn<() => Promise<Partial<AuthenticationResult>>>(),
  setActiveAccount: vi.fn(),
}));
const made = vi.hoisted(() => vi.fn());

vi.mock('@azure/msal-browser', async (original) => ({
  ...(await original<typeof import('@azure/msal-browser')>()),
  createNestablePublicClientApplication: async (configuration: unknown) => {
    made(configuration);
    return client;
  },
}));

const account = { username: 'ada@larkmere.example' };

beforeEach(() => {
  vi.resetAllMocks();
  vi.stubGlobal('location', new URL('https://desk.larkmere.example/pane/'));
  vi.stubGlobal('fetch', async () => Response.json({ clientId: 'desk', tenantId: 'larkmere' }));
});

describe('signing in', () => {
  test('Office answers by itself: no window opens', async () => {
    client.acquireTokenSilent.mockResolvedValue({ accessToken: 'of Office' });
    expect(await signInThroughOffice('../api/')()).toBe('of Office');
    expect(client.acquireTokenPopup).not.toHaveBeenCalled();
  });

  test.each([
    [
      'nobody is known, as in an Excel that signs nobody in',
      async () => new (await import('@azure/msal-browser')).BrowserAuthError('no_account_error', ''),
    ],
    [
      'Entra wants to ask the person',
      async () => new (await import('@azure/msal-browser')).InteractionRequiredAuthError('interaction_required', ''),
    ],
  ])('a window asks: %s', async (_says, error) => {
    client.acquireTokenSilent.mockRejectedValueOnce(await error());
    client.acquireTokenPopup.mockResolvedValue({ accessToken: 'of the window', account } as never);
    const token = signInThroughOffice('../api/');
    expect(await token()).toBe('of the window');
    // The next token is asked for as the person who signed in there.
    expect(client.setActiveAccount).toHaveBeenCalledWith(account);
    client.acquireTokenSilent.mockResolvedValue({ accessToken: 'later' });
    expect(await token()).toBe('later');
  });

  test('the window comes back to a page of the desk, which tells the pane', async () => {
    client.acquireTokenSilent.mockResolvedValue({ accessToken: 'any' });
    await signInThroughOffice('../api/')();
    expect(made).toHaveBeenCalledWith(
      expect.objectContaining({
        auth: expect.objectContaining({ redirectUri: 'https://desk.larkmere.example/pane/signed-in.html' }),
      }),
    );
  });

  test('a window that was closed is said in words', async () => {
    const { BrowserAuthError } = await import('@azure/msal-browser');
    client.acquireTokenSilent.mockRejectedValue(new BrowserAuthError('no_account_error', ''));
    client.acquireTokenPopup.mockRejectedValue(new BrowserAuthError('user_cancelled', ''));
    await expect(signInThroughOffice('../api/')()).rejects.toThrow('allow the window that opens');
  });
});
