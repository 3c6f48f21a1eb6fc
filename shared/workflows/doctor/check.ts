import type { HostHealth } from '../../ports/host-health.ts';
import type { SiteLists } from '../../ports/site-lists.ts';
import type { TenantHealth } from '../../ports/tenant-health.ts';
import type { RecordKind } from '../../records/record.ts';
import type { Desk } from '../desk.ts';

/** What a check may look at. Nothing of it is changed. */
export interface Patient
  extends Pick<Desk, 'school' | 'clock' | 'data' | 'files' | 'records' | 'directory' | 'messenger' | 'log'> {
  readonly lists: SiteLists;
  readonly kinds: readonly RecordKind<{ readonly key: string }>[];
  readonly tenant: TenantHealth;
  readonly host: HostHealth;
}

/** Something that is not as it should be. Ids, never the name of a pupil. */
export interface Trouble {
  /** Which one, where a check looks at several: `Pupils/year`, `channel Year 9`. */
  readonly about?: string;
  readonly why: string;
  readonly mend: string;
}

/** What a check saw when all is well, what is the matter, and what is worth knowing and no trouble. */
export interface Seen {
  readonly saw: string;
  readonly troubles?: readonly Trouble[];
  readonly notes?: readonly Trouble[];
}

/** One thing that `doctor` looks at. */
export interface Check {
  readonly name: string;
  /** Looked at each morning too; the others when somebody asks. */
  readonly daily: boolean;
  look(patient: Patient): Promise<Seen>;
}
