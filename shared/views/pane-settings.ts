import { z } from 'zod';

/** `GET /api/pane-settings`, without a token: what the task pane needs to sign in. Nothing secret stands here. */
export const paneSettings = z
  .object({
    /** The app registration of the desk: the pane's client and the API's audience in one. */
    clientId: z.string().min(1),
    tenantId: z.string().min(1),
    /**
     * What is asked for. Without it the API named by its client id: Entra gives an app a token for itself only when
     * the app is named so (AADSTS90009).
     */
    scope: z.string().min(1).optional(),
    /** Where to sign in, without a slash at its end; absent: Microsoft's. */
    loginUrl: z.string().optional(),
  })
  .transform((given) => ({ ...given, scope: given.scope ?? `${given.clientId}/access_as_user` }));
export type PaneSettings = z.output<typeof paneSettings>;
