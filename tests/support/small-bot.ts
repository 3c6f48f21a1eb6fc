import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Activity, ConversationReference, InvokeResponse, TurnContext } from 'botbuilder';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo } from 'botbuilder';

type Settings = Readonly<Record<string, string>>;

/** A bot on Microsoft's own library, which checks each activity's token as in production. */
export interface SmallBot {
  readonly address: string;
  /** Every activity that was let in. */
  readonly heard: Activity[];
  /** Statuses of what the endpoint answered, in order. */
  readonly statuses: number[];
  /** What an invoke is answered with. */
  answer: (activity: Activity) => InvokeResponse | undefined;
  /** Speaks in a conversation without having been asked. */
  speak<T>(reference: Partial<ConversationReference>, turn: (context: TurnContext) => Promise<T>): Promise<T>;
  members(reference: Partial<ConversationReference>): Promise<string[]>;
  close(): void;
}

/** `token` gives access tokens for the connector. */
export const openSmallBot = async (settings: Settings, token: () => Promise<string>): Promise<SmallBot> => {
  const id = settings.DESK_CLIENT_ID!;
  const credentials = {
    appId: id,
    signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  };
  const factory = {
    isValidAppId: async (appId?: string) => appId === id,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials,
  };
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(
      {
        MicrosoftAppId: id,
        MicrosoftAppType: 'SingleTenant',
        MicrosoftAppTenantId: settings.M365_TENANT_ID!,
        ToChannelFromBotLoginUrl: settings.LOGIN_URL!,
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: settings.BOT_TOKEN_ISSUER!,
        ToBotFromChannelOpenIdMetadataUrl: settings.BOT_METADATA_URL!,
        ToBotFromEmulatorOpenIdMetadataUrl: settings.BOT_METADATA_URL!,
        OAuthUrl: 'https://api.botframework.com',
        CallerId: '',
        ValidateAuthority: '',
      } as never,
      factory as never,
    ),
  );
  const heard: Activity[] = [];
  const statuses: number[] = [];
  const bot = { answer: (_activity: Activity): InvokeResponse | undefined => undefined };
  const shim = (response: ServerResponse) => {
    let status = 200;
    const shown = {
      socket: undefined,
      status: (code: number) => {
        status = code;
        return shown;
      },
      header: (name: string, value: unknown) => {
        response.setHeader(name, String(value));
        return shown;
      },
      send: (body: unknown) => {
        response.setHeader('content-type', 'application/json');
        response.statusCode = status;
        response.write(JSON.stringify(body));
        return shown;
      },
      end: () => {
        statuses.push(status);
        response.statusCode = status;
        response.end();
        return shown;
      },
    };
    return shown;
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>;
    const given = { body, headers: request.headers, method: request.method } as never;
    await adapter
      .process(given, shim(response) as never, async (context) => {
        heard.push(context.activity);
        const answer = context.activity.type === 'invoke' ? bot.answer(context.activity) : undefined;
        if (answer) await context.sendActivity({ type: 'invokeResponse', value: answer });
      })
      .catch(() => {
        statuses.push(500);
        response.writeHead(500).end();
      });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const whole = (reference: Partial<ConversationReference>) => ({
    channelId: 'msteams',
    serviceUrl: `${settings.TEAMS_URL}/`,
    bot: { id: `28:${id}`, name: 'bot' },
    ...reference,
  });
  return Object.assign(bot, {
    address: `http://localhost:${(server.address() as AddressInfo).port}`,
    heard,
    statuses,
    speak: async <T>(reference: Partial<ConversationReference>, turn: (context: TurnContext) => Promise<T>) => {
      let result: T | undefined;
      await adapter.continueConversationAsync(id, whole(reference) as never, async (context) => {
        result = await turn(context);
      });
      return result!;
    },
    members: async (reference: Partial<ConversationReference>) => {
      let found: string[] = [];
      await adapter.continueConversationAsync(id, whole(reference) as never, async (context) => {
        const page = await TeamsInfo.getPagedMembers(context, 100);
        found = page.members.map((member) => (member as { aadObjectId?: string }).aadObjectId ?? '');
      });
      return found;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
};
