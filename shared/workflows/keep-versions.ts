import { type PolicyVersion, policyVersions } from '../records/policy-version.ts';
import { audit } from './audit.ts';
import type { Desk } from './desk.ts';
import { calendarPath, policyPath } from './school-data-reader.ts';

const paths = { policy: policyPath, calendar: calendarPath } as const;
type Versioned = keyof typeof paths;

/** The ETags that were looked at last, so that an unchanged file is not read again. */
const seen = new WeakMap<Desk['files'], Map<Versioned, string>>();

const sha256 = async (content: Uint8Array): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', content as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const keepOne = async (desk: Desk, what: Versioned, known: readonly PolicyVersion[]): Promise<boolean> => {
  const file = await desk.files.read(paths[what]);
  if (!file) return false;
  const hash = await sha256(file.content);
  const last = known
    .filter(({ key }) => key.startsWith(`${what}/`))
    .sort((a, b) => a.number - b.number)
    .at(-1);
  if (last?.hash === hash) return false;
  const number = (last?.number ?? 0) + 1;
  const key = `${what}/${number}`;
  const { date } = (await desk.data.calendar()).at(desk.clock.now());
  await desk.records.create(policyVersions, {
    key,
    number,
    from: date,
    by: 'desk',
    byName: 'Attendance Desk',
    hash,
    [what]: new TextDecoder().decode(file.content),
  });
  await audit(desk, {
    key: `${key}/audit`,
    by: { id: 'desk', name: 'Attendance Desk' },
    verb: `${what}-version`,
    record: `policy-version ${key}`,
    detail: { number, hash },
  });
  return true;
};

/**
 * Keeps each version of the school's policy and calendar as it came into force, so that what a figure or a decision was
 * made under can be read years later. Answers how many were new. Throws OutsideError.
 */
export const keepVersions = async (desk: Desk): Promise<number> => {
  const etags = seen.get(desk.files) ?? new Map<Versioned, string>();
  seen.set(desk.files, etags);
  const [known, files] = await Promise.all([desk.records.find(policyVersions), desk.files.list('Desk')]);
  let kept = 0;
  for (const what of ['policy', 'calendar'] as const) {
    const version = files.find(({ path }) => path === paths[what])?.version;
    if (version === undefined || etags.get(what) === version) continue;
    if (
      await keepOne(
        desk,
        what,
        known.map(({ record }) => record),
      )
    )
      kept++;
    etags.set(what, version);
  }
  return kept;
};
