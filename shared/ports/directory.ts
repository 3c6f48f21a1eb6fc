/** An account in the school's Entra directory. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly enabled: boolean;
  /** Invited from another tenant: a governor at most. */
  readonly guest?: boolean | undefined;
}

/** Who works here and which groups they are in, as Entra says now. */
export interface Directory {
  account(id: string): Promise<Account | undefined>;
  /** The accounts of a group, all pages; throws OutsideError `absent` when there is no such group. */
  membersOf(group: string): Promise<Account[]>;
  /** The accounts of everybody in the school, by e-mail, for joining staff of the MIS to their accounts. */
  accounts(): Promise<Account[]>;
}
