import type { PaneSettings } from '../../shared/views/pane-settings.ts';
import type { Trust } from '../../shared/workflows/trust-summary.ts';

/** Whose tokens the API takes, and what the panes are told before they have one. */
export interface ApiSettings {
  readonly tenantId: string;
  readonly audience: string;
  readonly issuer: string;
  /** Where the issuer publishes its keys (JWKS). */
  readonly keysUrl: string;
  /** Who may see the trust's own summary; undefined: nobody. */
  readonly trust?: Trust | undefined;
  /** Public ids for the task pane's sign-in; answered by `GET /api/pane-settings` without a token. */
  readonly pane: PaneSettings;
}
