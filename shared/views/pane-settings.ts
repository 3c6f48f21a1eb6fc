import { z } from 'zod';

/** `GET /api/pane-settings`, without a token: what the task pane needs to sign in. Nothing secret stands here. */
export const paneSettings = z.object({
  /** The app registration of the desk: the pane's client and the API's audience. */
  clientId: z.string().min(1),
  tenantId: z.string().min(1),
  /** `api://…/access_as_user` */
  scope: z.string().min(1),
  /** Where to sign in, without a slash at its end; absent: Microsoft's. */
  loginUrl: z.string().optional(),
});
export type PaneSettings = z.infer<typeof paneSettings>;
