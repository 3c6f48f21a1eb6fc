import type { StoredFile } from '../store/site-files.ts';
import type { Tenant } from '../tenant.ts';
import type { SampleTracker } from './book-api.ts';

const folder = 'Trackers';

const trackersOf = ({ schools, id }: Tenant) => schools.find((school) => school.id === id)?.trackers() ?? [];

/** Sample trackers that the Excel page offers besides the one in the library. */
export const sampleTrackers = (tenant: Tenant): SampleTracker[] =>
  trackersOf(tenant).map(({ name, says }) => ({ name, says }));

/** Makes a sample tracker and puts it into the library when it is asked for first; a text says why not. */
export const takeTracker = async (tenant: Tenant, name: string): Promise<StoredFile | string> => {
  const tracker = trackersOf(tenant).find((one) => one.name === name);
  if (tracker === undefined) return 'There is no such sample tracker.';
  const path = `${folder}/${name}`;
  const there = await tenant.files.find(path);
  if (there !== undefined) return there;
  const bytes = await tracker.make();
  return (await tenant.files.put(path, bytes, (now) => now === undefined))?.file ?? (await tenant.files.find(path))!;
};

const mostBytes = 20_000_000;

/** Keeps a workbook that was dropped on the page, under a name that is free; a text says why not. */
export const keepUpload = async ({ files }: Tenant, name: string, bytes: Uint8Array): Promise<StoredFile | string> => {
  const match = /^(.*)(\.xlsx|\.xlsm)$/i.exec(name.replace(/["*:<>?\\/|]/g, ' ').trim());
  if (match === null) return `${name} is not an Excel workbook (.xlsx): save it in Excel as .xlsx first.`;
  if (bytes.length > mostBytes) return `${name} is larger than ${mostBytes / 1_000_000} MB.`;
  for (let number = 1; ; number += 1) {
    const path = `${folder}/${match[1]!.slice(0, 100)}${number === 1 ? '' : ` (${number})`}${match[2]}`;
    const written = await files.put(path, bytes, (there) => there === undefined);
    if (written !== undefined) return written.file;
  }
};
