import type { Desk } from '../shared/workflows/desk.ts';

/**
 * A link into the tab in Teams: `first-day/9`, `leave/<id>`; of one of several schools `northgate:first-day/9`. It
 * carries ids, never a name.
 */
export const tabLinks =
  (teamsAppId: string, school?: string): Desk['tabLink'] =>
  ({ page, year, id }) => {
    const place =
      (school === undefined ? '' : `${school}:`) + [page, year ?? id].filter((part) => part !== undefined).join('/');
    const context = encodeURIComponent(JSON.stringify({ subEntityId: place }));
    return `https://teams.microsoft.com/l/entity/${encodeURIComponent(teamsAppId)}/today?context=${context}`;
  };
