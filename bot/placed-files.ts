import type { SiteFile, SiteFiles } from '../shared/ports/site-files.ts';
import type { SchoolPlaces } from './schools-config.ts';

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The usual places that the settings of a school may put elsewhere. */
const usual = { policy: 'Desk/policy.json', calendar: 'Desk/calendar.json', inbox: 'Inbox' } as const;

/**
 * A school's library in which the policy, the calendar or the MIS's folder have another place: under the usual names for
 * everybody who asks, at their own in the site.
 */
export const placedFiles = (files: SiteFiles, places: SchoolPlaces): SiteFiles => {
  const elsewhere = (['policy', 'calendar'] as const).flatMap((name) => {
    const at = places[name];
    return at === undefined || at === usual[name] ? [] : [{ asked: usual[name] as string, at }];
  });
  const inbox = places.inbox ?? usual.inbox;
  if (elsewhere.length === 0 && inbox === usual.inbox) return files;

  const inSite = (path: string): string => {
    if (path.startsWith(`${usual.inbox}/`)) return inbox + path.slice(usual.inbox.length);
    return elsewhere.find(({ asked }) => asked === path)?.at ?? path;
  };
  const asAsked = <T extends SiteFile>(file: T, path: string): T => ({ ...file, path });

  return {
    list: async (folder) => {
      if (folder === usual.inbox)
        return (await files.list(inbox)).map((file) => asAsked(file, usual.inbox + file.path.slice(inbox.length)));
      const moved = elsewhere.filter(({ asked }) => folderOf(asked) === folder);
      const listed = (await files.list(folder)).filter(({ path }) => !moved.some(({ asked }) => asked === path));
      for (const { asked, at } of moved) {
        const file = (await files.list(folderOf(at))).find(({ path }) => path === at);
        if (file) listed.push(asAsked(file, asked));
      }
      return listed.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    read: async (path) => {
      const file = await files.read(inSite(path));
      return file && asAsked(file, path);
    },
    write: async (path, content, seen) => asAsked(await files.write(inSite(path), content, seen), path),
    delete: async (path, seen) => await files.delete(inSite(path), seen),
  };
};
