import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication, type TurnContext } from 'botbuilder';
import type { ConversationSettings } from './conversations.ts';

/** What the connector takes as its audience, and the scope that a token for it is asked under. */
const connectorAudience = 'https://api.botframework.com';

type Authentication = ConfigurationBotFrameworkAuthentication;
type Authenticated = Awaited<ReturnType<Authentication['authenticateRequest']>>;
type Factory = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]>;
export type Connector = Awaited<ReturnType<NonNullable<Authenticated['connectorFactory']>['create']>>;

/** The connector's inner client: its `noRetryPolicy` option is read by nobody in 4.23, so the policy is taken out by hand. */
interface WithPipeline {
  readonly client: { readonly pipeline: { removePolicy(policy: { readonly name: string }): unknown } };
}

/** Tokens from our own sign-in (msal-node 7): the library's own refuses an address without https, the local tenant's. */
const credentials = (clientId: string, token: (scope: string) => Promise<string>): Factory => ({
  isValidAppId: async (appId: string) => appId === clientId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => ({
    async signRequest(request) {
      request.headers.set('authorization', `Bearer ${await token(`${connectorAudience}/.default`)}`);
      return request;
    },
  }),
});

/**
 * botbuilder's adapter in two steps: is this really Teams, and what is said. Its own `process` answers a bad signature
 * with 500, the reason in the body and a trace on the console; here every failure of the first step is the caller's 401.
 */
export class DeskAdapter extends CloudAdapter {
  readonly #authentication: Authentication;
  readonly #clientId: string;

  constructor(authentication: Authentication, clientId: string) {
    super(authentication);
    this.#authentication = authentication;
    this.#clientId = clientId;
  }

  /** Throws when the activity is not signed for this bot by Teams. */
  async whoSends(authorization: string, activity: Activity): Promise<Authenticated> {
    return await this.#authentication.authenticateRequest(activity, authorization);
  }

  /** Runs one turn; answers with what an invoke is to be answered with. */
  async hear(from: Authenticated, activity: Activity, turn: (context: TurnContext) => Promise<void>) {
    return await this.processActivity(from as never, activity, turn);
  }

  /**
   * The connector at an address, without the library's own repeats and redirects: what may be sent twice is decided in
   * one place, by the kind of message.
   */
  async connector(serviceUrl: string): Promise<Connector> {
    const factory = this.#authentication.createConnectorFactory(this.createClaimsIdentity(this.#clientId));
    const connector = await factory.create(serviceUrl, connectorAudience);
    const { client } = connector as unknown as WithPipeline;
    for (const name of ['defaultRetryPolicy', 'redirectPolicy']) client.pipeline.removePolicy({ name });
    return connector;
  }
}

/** The adapter for Teams, real or local: tokens checked against the metadata and issuer of the settings. */
export const teamsAdapter = (
  { clientId, tenantId, loginUrl, botMetadataUrl, botTokenIssuer }: ConversationSettings,
  token: (scope: string) => Promise<string>,
): DeskAdapter =>
  new DeskAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: clientId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppType: 'SingleTenant',
        ToChannelFromBotLoginUrl: `${loginUrl}/${tenantId}`,
        ToChannelFromBotOAuthScope: connectorAudience,
        ToBotFromChannelTokenIssuer: botTokenIssuer,
        ToBotFromChannelOpenIdMetadataUrl: botMetadataUrl,
        ValidateAuthority: false,
      },
      credentials(clientId, token),
    ),
    clientId,
  );

/** The adapter for the Agents Playground, which signs nothing; only reached from loopback. */
export const playgroundAdapter = (): DeskAdapter =>
  new DeskAdapter(new ConfigurationBotFrameworkAuthentication({}), '');
