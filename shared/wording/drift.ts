/** What is the matter with a site's lists, in words for who looks after them. No value of an item is ever said. */
export interface DriftWords {
  readonly says: string;
  /** What a person does about it, when the desk cannot without losing data. */
  readonly mend: string;
}

const name = (where: string): string => where.replace('/', ', column ');

/** SharePoint keeps what was deleted for 93 days: https://learn.microsoft.com/sharepoint/restore-deleted-site-collection. */
const recycleBin =
  'If somebody deleted it, its records lie in the site’s recycle bin for 93 days: restore them there (delete the new, empty list first).';

export const driftWords = {
  listMissing: (where: string): DriftWords => ({
    says: `The list ${where} is missing. ${recycleBin}`,
    mend: 'Run desk provision: it makes the list, empty.',
  }),
  listRenamed: (where: string, now: string): DriftWords => ({
    says: `The list ${where} is called ${now} now; nothing is lost, the desk finds it by its address.`,
    mend: 'Run desk provision: it gives the list its name back. Or do so in the list’s settings.',
  }),
  columnMissing: (where: string): DriftWords => ({
    says: `The list ${name(where)} is missing. If somebody deleted it, what stood in it is gone with it.`,
    mend: 'Run desk provision: it makes the column, empty.',
  }),
  columnRenamed: (where: string, now: string): DriftWords => ({
    says: `The list ${name(where)} is shown as ${now}; nothing is lost, the desk goes by the inner name.`,
    mend: 'Run desk provision: it gives the column its name back. Or do so in the list’s settings.',
  }),
  columnRetyped: (where: string, wanted: string, found: string): DriftWords => ({
    says: `The list ${name(where)} is of the type ${found}, not ${wanted}, and values stand in it.`,
    mend: `In the list’s settings change the column’s type back to ${typeInSharePoint[wanted] ?? wanted}. Where SharePoint does not offer that: export the list to Excel, delete the column, run desk provision, paste the values back.`,
  }),
  columnRetypedEmpty: (where: string, wanted: string, found: string): DriftWords => ({
    says: `The list ${name(where)} is of the type ${found}, not ${wanted}; nothing stands in it.`,
    mend: 'Run desk provision: it makes the column anew.',
  }),
  indexLost: (where: string): DriftWords => ({
    says: `The list ${name(where)} has no index any more: questions fail when the list grows past 5,000 items.`,
    mend: 'Run desk provision: it indexes the column again.',
  }),
  uniquenessLost: (where: string): DriftWords => ({
    says: `The list ${name(where)} no longer keeps its values apart: a repeated write could stand there twice.`,
    mend: 'Run desk provision: it makes the values unique again.',
  }),
  valuesDoubled: (where: string, items: readonly string[]): DriftWords => ({
    says: `The list ${name(where)} holds the same value more than once: ${items.map((item) => `item ${item}`).join(', ')}.`,
    mend: 'Open these items, keep of each pair the one that is right, delete the other, and run desk provision again.',
  }),
  choicesLost: (where: string): DriftWords => ({
    says: `The list ${name(where)} lacks choices that the desk writes.`,
    mend: 'Run desk provision: it puts them back beside those that are there.',
  }),
} as const;

/** What SharePoint’s own pages call the types. */
const typeInSharePoint: Readonly<Record<string, string>> = {
  text: '“Single line of text”',
  note: '“Multiple lines of text”, plain',
  number: '“Number”',
  boolean: '“Yes/No”',
  choice: '“Choice”',
  dateTime: '“Date and time”',
};

/** When the site itself says no to a change of its lists. */
export const siteRefuses = {
  refused:
    'SharePoint refused the change. Look in the list’s settings: 20 indexes are the most, and none can be added to a very long list.',
  forbidden:
    'The app may not change lists here. Somebody with Sites.FullControl.All gives it the role “fullcontrol” on the site (POST /sites/…/permissions), runs desk provision, and gives it “write” again.',
} as const;
