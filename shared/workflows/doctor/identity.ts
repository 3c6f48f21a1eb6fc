import type { Check, Trouble } from './check.ts';
import { permissions } from './permissions.ts';

const day = 86_400_000;
/** A certificate is renewed in time when somebody hears of it a month before. */
const soonDays = 30;

const whereToRenew =
  'In Entra, App registrations, Certificates & secrets: add a new one, set it here, restart, remove the old one.';

/** How the app proves itself. A managed identity never runs out; a secret's end is known to Entra alone. */
export const credential: Check = {
  name: 'credential',
  daily: true,
  look: async ({ host }) => {
    const { kind, until } = await host.credential();
    if (until === undefined) {
      const notes: Trouble[] = [
        {
          why: 'the end of the client secret cannot be seen from here',
          mend: 'Write down when it ends, or use a managed identity, which has no end.',
        },
      ];
      return { saw: kind, notes: kind === 'secret' ? notes : [] };
    }
    const days = Math.floor((until - host.now()) / day);
    const saw = `${kind}, ${days} days left`;
    if (days >= soonDays) return { saw };
    return {
      saw,
      troubles: [
        { why: days < 0 ? `the ${kind} has run out` : `the ${kind} ends in ${days} days`, mend: whereToRenew },
      ],
    };
  },
};

/** What an administrator consented to: everything the desk needs, and nothing wider. */
export const consent: Check = {
  name: 'consent',
  daily: true,
  look: async ({ tenant }) => {
    const held = await tenant.permissions();
    if (held === undefined) return { saw: 'the token does not say what was consented to' };
    const missing = permissions.filter(({ name }) => !held.includes(name));
    const known: readonly string[] = permissions.map(({ name }) => name);
    const needed = missing.filter(({ needed }) => needed);
    const asTrouble = ({ name, for: use }: (typeof permissions)[number]): Trouble => ({
      about: name,
      why: `not consented to; it is for ${use}`,
      mend: 'In Entra, App registrations, API permissions: add this application permission and grant admin consent.',
    });
    return {
      saw: held.join(', '),
      troubles: [
        ...needed.map(asTrouble),
        ...held
          .filter((name) => !known.includes(name))
          .map((name) => ({
            about: name,
            why: 'held and not needed',
            mend: 'In Entra, App registrations, API permissions: remove it, and revoke the admin consent.',
          })),
      ],
      notes: missing.filter(({ needed }) => !needed).map(asTrouble),
    };
  },
};

/** Sites.Selected gives nothing by itself: somebody gives the app its one site. */
const grantSteps =
  'Somebody with Sites.FullControl.All: GET /sites/{site}/permissions, then POST /sites/{site}/permissions { "roles": ["write"], "grantedToIdentities": [{ "application": { "id": "<DESK_CLIENT_ID>", "displayName": "Attendance Desk" } }] }.';
const narrowSteps =
  'Somebody with Sites.FullControl.All: PATCH /sites/{site}/permissions/{id} { "roles": ["write"] }, and DELETE what was given on other sites; remove Sites.*.All from the app.';

/** The site answers, may be written, and is the only one, with no more than the role “write”. */
export const siteGrant: Check = {
  name: 'site',
  daily: true,
  look: async ({ tenant }) => {
    await tenant.site();
    const [mayWrite, maySeeGrants, maySeeOther] = await Promise.all([
      tenant.mayWrite(),
      tenant.maySeeGrants(),
      tenant.maySeeOtherSite(),
    ]);
    const troubles: Trouble[] = [];
    if (!mayWrite)
      troubles.push({ why: 'it may be read and not written', mend: `${grantSteps} Or the site is locked: unlock it.` });
    if (maySeeGrants)
      troubles.push({ why: 'the app may see and change who has the site; “write” is enough', mend: narrowSteps });
    if (maySeeOther) troubles.push({ why: 'other sites are open to the app', mend: narrowSteps });
    return { saw: 'it answers, may be written, and no other is open', troubles };
  },
};

const mostSkewMinutes = 5;

/** Tokens hold for minutes: a clock that is off by more is not let in. */
export const clockSkew: Check = {
  name: 'clock',
  daily: true,
  look: async ({ tenant, host }) => {
    const { time } = await tenant.site();
    if (time === undefined) return { saw: 'Graph did not say what time it is' };
    const seconds = Math.round(Math.abs(host.now() - time) / 1000);
    const saw = `${seconds} s from Graph’s`;
    if (seconds < mostSkewMinutes * 60) return { saw };
    return { saw, troubles: [{ why: `it is ${saw}`, mend: 'Let the machine set its clock by itself (NTP).' }] };
  },
};
