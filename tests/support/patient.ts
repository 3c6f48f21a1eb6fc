import type { CredentialSeen, DoorSeen, HostHealth } from '../../shared/ports/host-health.ts';
import { OutsideError } from '../../shared/ports/outside-error.ts';
import type { ItemsSeen, TeamChannel, TenantHealth } from '../../shared/ports/tenant-health.ts';
import { recordKinds } from '../../shared/records/all.ts';
import { writeMarkBook } from '../../shared/records/mark-book-text.ts';
import type { Patient } from '../../shared/workflows/doctor/check.ts';
import { permissions } from '../../shared/workflows/doctor/permissions.ts';
import { provision } from '../../shared/workflows/provision.ts';
import { OrdinaryDesk, today } from './desk.ts';
import { InMemorySiteFiles } from './in-memory/in-memory-site-files.ts';
import { InMemorySiteLists } from './in-memory/in-memory-site-lists.ts';
import { year2025to26 } from './reference-calendar.ts';

/** A tenant in which all is well, until something in it is changed. */
export class SoundTenant implements TenantHealth {
  granted: readonly string[] | undefined = permissions.map(({ name }) => name);
  reachable = true;
  time: number | undefined;
  writable = true;
  seesGrants = false;
  seesOtherSite = false;
  readonly teams = new Map<string, TeamChannel[]>();
  /** Teams and people that have the app; `undefined`: the app may not look. */
  installed: Set<string> | undefined = new Set<string>();
  readonly items = new Map<string, ItemsSeen>();

  #answer<T>(value: T): T {
    if (!this.reachable) throw new OutsideError('unanswered', 'GET /sites/s: no answer');
    return value;
  }
  async permissions() {
    return this.granted;
  }
  async site() {
    return this.#answer({ time: this.time });
  }
  async mayWrite() {
    return this.#answer(this.writable);
  }
  async maySeeGrants() {
    return this.#answer(this.seesGrants);
  }
  async maySeeOtherSite() {
    return this.#answer(this.seesOtherSite);
  }
  async channelsOf(team: string) {
    const found = this.#answer(this.teams.get(team));
    if (!found) throw new OutsideError('absent', `GET /teams/${team}/channels: 404`);
    return found;
  }
  async isInstalled(where: { readonly team: string } | { readonly person: string }) {
    if (!this.installed) throw new OutsideError('forbidden', '403');
    return this.#answer(this.installed.has('team' in where ? where.team : where.person));
  }
  async itemsOf({ list }: { readonly list: string }) {
    return this.#answer(this.items.get(list) ?? { count: 3, unreadable: [] });
  }
}

/** A machine on which all is well. */
export class SoundHost implements HostHealth {
  clock = Date.UTC(2026, 2, 10, 8, 30);
  seen: CredentialSeen = { kind: 'managed-identity', until: undefined };
  free: number | undefined = 5_000_000_000;
  databaseSays: string | undefined;
  waiting: readonly string[] | undefined = [];
  door: DoorSeen = { address: 'https://desk.example/api/messages', status: 401 };
  keys: DoorSeen[] = [{ address: 'https://login.example/keys', status: 200 }];
  key = true;

  async credential() {
    return this.seen;
  }
  now() {
    return this.clock;
  }
  async freeBytes() {
    return this.free;
  }
  async database() {
    return this.databaseSays;
  }
  async work() {
    return this.waiting;
  }
  async botDoor() {
    return this.door;
  }
  async keyDoors() {
    return this.keys;
  }
  hasPressKey() {
    return this.key;
  }
}

/** The ordinary desk at 08:30 with everything it stands on, all of it well. */
export class SoundSchool {
  readonly ordinary = new OrdinaryDesk();
  readonly tenant = new SoundTenant();
  readonly host = new SoundHost();
  readonly lists = new InMemorySiteLists();
  readonly files = new InMemorySiteFiles();

  static async open(): Promise<SoundSchool> {
    const school = new SoundSchool();
    await provision(school.lists, recordKinds);
    const { ordinary, tenant, files } = school;
    files.put('Desk/policy.json', JSON.stringify(ordinary.policy));
    files.put('Desk/calendar.json', JSON.stringify(year2025to26));
    files.put('Mark book/2025-26.txt', writeMarkBook(ordinary.book));
    files.put('Inbox/marks.csv', 'x', `${today}T08:24:00Z`);
    for (const { team, channel, name } of ordinary.policy.channels)
      tenant.teams.set(team, [...(tenant.teams.get(team) ?? []), { id: channel, name }]);
    for (const { id } of await ordinary.directory.accounts()) tenant.installed!.add(id);
    for (const team of tenant.teams.keys()) tenant.installed!.add(team);
    tenant.time = school.host.clock + 2000;
    return school;
  }

  get patient(): Patient {
    const { desk } = this.ordinary;
    const { files, lists, tenant, host } = this;
    return { ...desk, files, lists, kinds: recordKinds, tenant, host };
  }
}
