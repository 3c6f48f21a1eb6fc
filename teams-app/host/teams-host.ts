import { app, authentication } from '@microsoft/teams-js';

export type HostTheme = 'default' | 'dark' | 'contrast';

/** What the tab asks of Teams: where it was opened, how it looks, and a token that says who is asking. */
export interface TeamsHost {
  readonly theme: HostTheme;
  /** Where a link into the tab points: `first-day/9`, `leave/<id>`; empty for the first page. */
  readonly place: string;
  onTheme(listener: (theme: HostTheme) => void): void;
  token(): Promise<string>;
}

const themeOf = (name: string | undefined): HostTheme => (name === 'dark' || name === 'contrast' ? name : 'default');

/** Teams answers at once or not at all: a page that is not inside Teams would otherwise hang for a minute. */
const patience = 5_000;

/** Meets Teams. Throws when the page was not opened by Teams. */
export const meetTeams = async (): Promise<TeamsHost> => {
  if (window.parent === window.self) throw new Error('not in Teams');
  await Promise.race([
    app.initialize(),
    new Promise((_, reject) => setTimeout(() => reject(new Error('Teams did not answer')), patience)),
  ]);
  const context = await app.getContext();
  // Older clients never answer this; nothing waits for it.
  void app.notifySuccess();
  return {
    theme: themeOf(context.app.theme),
    place: context.page.subPageId ?? '',
    onTheme: (listener) => app.registerOnThemeChangeHandler((name) => listener(themeOf(name))),
    token: () => authentication.getAuthToken(),
  };
};
