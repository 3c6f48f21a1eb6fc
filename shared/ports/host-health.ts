/** How the app proves itself to Entra, and until when that holds; undefined where nobody can tell from here. */
export interface CredentialSeen {
  readonly kind: 'managed-identity' | 'certificate' | 'secret';
  readonly until: number | undefined;
}

/** An address that must answer in one way; `status` undefined: it did not answer. */
export interface DoorSeen {
  readonly address: string;
  readonly status: number | undefined;
}

/** What `doctor` asks of the machine and the process that the desk runs in. Times are milliseconds since 1970. */
export interface HostHealth {
  /** Throws OutsideError `refused` when the credential cannot be read. */
  credential(): Promise<CredentialSeen>;
  /** This machine's clock, which tokens are judged by; not the school's. */
  now(): number;
  /** Undefined: the folder of the data is not here. */
  freeBytes(): Promise<number | undefined>;
  /** Why the database is not as it should be; undefined when it is. */
  database(): Promise<string | undefined>;
  /** What waits longer than it should (presses not yet in their list), in words; undefined when no desk runs here. */
  work(): Promise<readonly string[] | undefined>;
  /** Where Teams finds the desk: asked without a token, it must answer 401. */
  botDoor(): Promise<DoorSeen>;
  /** Where the keys are published that Teams' and Entra's tokens are checked with. */
  keyDoors(): Promise<readonly DoorSeen[]>;
  /** Whether the key that signs buttons is long enough. */
  hasPressKey(): boolean;
}
