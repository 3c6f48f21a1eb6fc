import type { PaneSettings } from '../../shared/views/pane-settings.ts';

/** Whose tokens the API takes, and what the panes are told before they have one. */
export interface ApiSettings {
  readonly tenantId: string;
  readonly audience: string;
  readonly issuer: string;
  /** Where the issuer publishes its keys (JWKS). */
  readonly keysUrl: string;
  /** Public ids for the task pane's sign-in; answered by `GET /api/pane-settings` without a token. */
  readonly pane: PaneSettings;
}
