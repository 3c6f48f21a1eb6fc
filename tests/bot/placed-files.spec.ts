import { expect, test } from 'vitest';
import { placedFiles } from '../../bot/placed-files.ts';
import { siteFilesSuite } from '../ports/site-files.suite.ts';
import { InMemorySiteFiles } from '../support/in-memory/in-memory-site-files.ts';

const places = { policy: 'Attendance/policy.json', calendar: 'Calendar.json', inbox: 'MIS/Export/Daily' };

siteFilesSuite('A library in which things have other places', async () => ({
  files: placedFiles(new InMemorySiteFiles(), places),
}));

const school = () => {
  const site = new InMemorySiteFiles();
  site.put('Attendance/policy.json', 'its policy');
  site.put('Attendance/notes.docx', 'not ours');
  site.put('Desk/policy.json', 'a policy that nobody uses');
  site.put('Desk/mapping.json', 'its mapping');
  site.put('MIS/Export/Daily/marks.csv', 'marks');
  site.put('Inbox/old.csv', 'of the system before');
  return { site, files: placedFiles(site, places) };
};
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path);
const textAt = async (files: ReturnType<typeof placedFiles>, path: string) =>
  new TextDecoder().decode((await files.read(path))?.content);

test('whoever asks finds everything under its usual name', async () => {
  const { files } = school();
  expect(await textAt(files, 'Desk/policy.json')).toBe('its policy');
  expect(paths(await files.list('Inbox'))).toEqual(['Inbox/marks.csv']);
  expect(await textAt(files, 'Inbox/marks.csv')).toBe('marks');
  expect(paths(await files.list('Desk'))).toEqual(['Desk/mapping.json', 'Desk/policy.json']);
});

test('the versions are those of the school’s own files, so that a change is noticed', async () => {
  const { site, files } = school();
  const version = async () => (await files.list('Desk')).find(({ path }) => path === 'Desk/policy.json')!.version;
  const before = await version();
  site.put('Desk/policy.json', 'again one that nobody uses');
  expect(await version()).toBe(before);
  site.put('Attendance/policy.json', 'a new policy');
  expect(await version()).not.toBe(before);
  expect((await files.read('Desk/policy.json'))!.version).toBe(await version());
});

test('what has its usual place stays there, and without settings nothing is wrapped', async () => {
  const { site } = school();
  expect(placedFiles(site, { policy: 'Desk/policy.json', inbox: 'Inbox' })).toBe(site);
  const inboxAlone = placedFiles(site, { inbox: 'MIS/Export/Daily' });
  expect(await textAt(inboxAlone, 'Desk/policy.json')).toBe('a policy that nobody uses');
});
