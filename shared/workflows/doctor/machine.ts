import type { Check, Trouble } from './check.ts';

const isLoopback = (address: string): boolean => /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(address);

/** Teams finds the desk, and whoever has no token is sent away. */
export const botDoor: Check = {
  name: 'bot reachable',
  daily: false,
  look: async ({ host }) => {
    const { address, status } = await host.botDoor();
    const saw = `${address} answers ${status ?? 'nothing'}`;
    const troubles: Trouble[] = [];
    if (!address.startsWith('https://') && !isLoopback(address))
      troubles.push({
        why: `${address} is no https address`,
        mend: 'Teams calls https alone: put a certificate there.',
      });
    if (status === undefined)
      troubles.push({
        why: `no desk answers at ${address}`,
        mend: 'Start it (npm start), or set DESK_ADDRESS to where it is; look at the firewall and the bot’s messaging endpoint in Azure.',
      });
    else if (status !== 401)
      troubles.push({
        why: `${address} answers ${status} without a token; it must be 401`,
        mend: 'Something else answers there: set the messaging endpoint in Azure to the desk’s address.',
      });
    return { saw, troubles };
  },
};

/** Without these keys no activity of Teams and no token of the tab can be checked. */
export const keyDoors: Check = {
  name: 'token keys',
  daily: false,
  look: async ({ host }) => {
    const doors = await host.keyDoors();
    return {
      saw: `${doors.length} addresses answer`,
      troubles: doors
        .filter(({ status }) => status !== 200)
        .map(({ address, status }) => ({
          about: address,
          why: status === undefined ? 'does not answer' : `answers ${status}`,
          mend: 'Let this machine call it: look at the firewall, the proxy and BOT_METADATA_URL, DESK_API_KEYS_URL.',
        })),
    };
  },
};

export const database: Check = {
  name: 'database',
  daily: true,
  look: async ({ host }) => {
    const why = await host.database();
    if (why === undefined) return { saw: 'it answers, its tables are there' };
    const mend =
      'Look at DATABASE_URL and the server, or at DESK_DATA and its disk. A lost database is rebuilt from the lists.';
    return { saw: why, troubles: [{ why, mend }] };
  },
};

const megabyte = 1024 * 1024;
/** On a full disk the embedded database dies at the next press and does not start again: nobody waits for that. */
const disk = { warnBelow: 200 * megabyte, refuseBelow: 64 * megabyte } as const;

export const freeDisk: Check = {
  name: 'disk',
  daily: true,
  look: async ({ host }) => {
    const free = await host.freeBytes();
    if (free === undefined) return { saw: 'no folder of data here' };
    const saw = `${Math.floor(free / megabyte)} MB free`;
    if (free >= disk.warnBelow) return { saw };
    const why = free < disk.refuseBelow ? `${saw}: presses are refused` : `${saw}: presses are refused below 64 MB`;
    return { saw, troubles: [{ why, mend: 'Make room on the disk of DESK_DATA, or put it on a larger one.' }] };
  },
};

/** Presses that hang: what somebody did is on disk and not yet where the school sees it. */
export const stuckWork: Check = {
  name: 'stuck work',
  daily: true,
  look: async ({ host }) => {
    const work = await host.work();
    if (!work) return { saw: 'no desk runs here' };
    const mend =
      'Nothing is lost: it is carried as soon as the lists can be written. Look at the other lines, and at the log.';
    return { saw: 'nothing waits', troubles: work.map((why) => ({ why, mend })) };
  },
};

export const pressKey: Check = {
  name: 'press key',
  daily: false,
  look: async ({ host }) =>
    host.hasPressKey()
      ? { saw: 'buttons are signed' }
      : {
          saw: 'no key',
          troubles: [
            { why: 'buttons are not signed', mend: 'Set DESK_PRESS_KEY to a secret of 32 characters or more.' },
          ],
        },
};
