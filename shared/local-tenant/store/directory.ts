import { chatIdOf, memberIdOf } from '../ids.ts';

export interface TenantAccount {
  readonly id: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  /** Mail and user principal name. */
  readonly email: string;
  readonly jobTitle: string;
  readonly enabled: boolean;
  /** Absent: a member of the organisation. */
  readonly userType?: 'Guest';
  /** The id of their school, where there are several. */
  readonly school?: string;
  /** In the connector: `29:…` */
  readonly member: string;
  /** The chat with the bot. */
  readonly chat: string;
}

export interface TenantGroup {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  /** The id of its school, where there are several and it is of one. */
  readonly school?: string;
}

export interface TenantChannel {
  readonly id: string;
  readonly name: string;
  /** Account ids. */
  readonly members: readonly string[];
}

export interface TenantTeam {
  /** The Entra group behind it; Graph's team id. */
  readonly group: string;
  /** The connector's id of the team: that of its General channel. */
  readonly id: string;
  readonly name: string;
  readonly channels: readonly TenantChannel[];
  readonly members: readonly string[];
  /** The id of its school, where there are several. */
  readonly school?: string;
}

/** Who one may be in the pages, in the order they are offered. */
export interface TenantPerson {
  readonly id: string;
  readonly roles: readonly string[];
  readonly says: string;
  /** The id of their school, where there are several. */
  readonly school?: string;
}

/** A school of the tenant, as a desk's settings name it. */
export interface TenantSchoolData {
  readonly id: string;
  readonly name: string;
  readonly site: DirectoryData['site'];
}

export interface DirectoryData {
  readonly school: string;
  readonly timeZone: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly teamsAppId: string;
  readonly site: {
    readonly id: string;
    readonly hostname: string;
    readonly path: string;
    readonly displayName: string;
    readonly driveId: string;
  };
  /** All schools of the tenant, the first included; absent where there is one. */
  readonly schools?: readonly TenantSchoolData[];
  /** Whose members see the summary of all schools. */
  readonly trust?: { readonly name: string; readonly group: string };
  readonly accounts: readonly Omit<TenantAccount, 'member' | 'chat'>[];
  readonly groups: readonly TenantGroup[];
  readonly teams: readonly TenantTeam[];
  readonly people: readonly TenantPerson[];
}

/** Where a conversation is and who is in it. */
export interface Conversation {
  readonly id: string;
  readonly kind: 'channel' | 'person';
  /** "Year 9", or the person's name. */
  readonly name: string;
  readonly team: TenantTeam | undefined;
  readonly channel: TenantChannel | undefined;
  readonly members: readonly TenantAccount[];
}

/** The school's Entra directory and its teams, in memory. */
export class Directory {
  #data: DirectoryData;
  #accounts: readonly TenantAccount[] = [];
  #byId: ReadonlyMap<string, TenantAccount> = new Map();
  #byMember: ReadonlyMap<string, TenantAccount> = new Map();
  #conversations: ReadonlyMap<string, Conversation> = new Map();

  constructor(data: DirectoryData) {
    this.#data = data;
    this.#read();
  }

  get data(): DirectoryData {
    return this.#data;
  }

  get accounts(): readonly TenantAccount[] {
    return this.#accounts;
  }

  /** Somebody changed the directory or a team. */
  change(data: DirectoryData): void {
    this.#data = data;
    this.#read();
  }

  #read(): void {
    const data = this.#data;
    this.#accounts = data.accounts.map((account) => ({
      ...account,
      member: memberIdOf(account.id),
      chat: chatIdOf(account.id),
    }));
    this.#byId = new Map(
      this.#accounts.flatMap((account) => [
        [account.id, account],
        [account.email.toLowerCase(), account],
      ]),
    );
    this.#byMember = new Map(this.#accounts.map((account) => [account.member, account]));
    this.#conversations = new Map(
      [
        ...data.teams.flatMap((team) =>
          team.channels.map((channel) => ({
            id: channel.id,
            kind: 'channel' as const,
            name: channel.name,
            team,
            channel,
            members: channel.members.flatMap((id) => this.#byId.get(id) ?? []),
          })),
        ),
        ...this.#accounts.map((account) => ({
          id: account.chat,
          kind: 'person' as const,
          name: account.name,
          team: undefined,
          channel: undefined,
          members: [account],
        })),
      ].map((conversation) => [conversation.id, conversation]),
    );
  }

  /** By object id or user principal name. */
  account(id: string): TenantAccount | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  member(id: string): TenantAccount | undefined {
    return this.#byMember.get(id);
  }

  /** A channel or a chat; `19:…;messageid=…` names a thread of its channel. */
  conversation(id: string): Conversation | undefined {
    return this.#conversations.get(id.split(';')[0]!);
  }

  /** The school that a conversation is of: of its team, or of the person. */
  schoolOf({ team, members }: Conversation): string {
    return (team ?? members[0])?.school ?? this.schools[0]!.id;
  }

  conversations(): Conversation[] {
    return [...this.#conversations.values()];
  }

  /** By the Entra group or by the connector's id. */
  team(id: string): TenantTeam | undefined {
    return this.data.teams.find((team) => team.group === id || team.id === id);
  }

  /** The schools of the tenant: at least one. */
  get schools(): readonly TenantSchoolData[] {
    const { schools, school, site } = this.#data;
    return schools ?? [{ id: 'saltmarsh', name: school, site }];
  }

  person(id: string): TenantPerson | undefined {
    return this.data.people.find((person) => person.id === id);
  }
}
