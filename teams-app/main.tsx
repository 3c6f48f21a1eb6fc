import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { StrictMode, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type HostTheme, meetTeams, type TeamsHost } from './host/teams-host.ts';
import { NotInTeams } from './pages/not-in-teams.tsx';
import { Tab } from './pages/tab.tsx';
import { DeskProvider, wire } from './services.ts';

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

/** `northgate:first-day/9` is a place of one of several schools. */
const schoolAndPlace = (place: string): { readonly school: string | undefined; readonly place: string } => {
  const at = place.indexOf(':');
  return at < 0 ? { school: undefined, place } : { school: place.slice(0, at), place: place.slice(at + 1) };
};

const App = ({ host }: { readonly host: TeamsHost }) => {
  const [theme, setTheme] = useState<HostTheme>(host.theme);
  const from = schoolAndPlace(host.place);
  const [school, setSchool] = useState(from.school);
  const desk = useMemo(() => wire(host, school), [host, school]);
  useEffect(() => host.onTheme(setTheme), [host]);
  return (
    <FluentProvider theme={themes[theme]} style={{ minHeight: '100%' }}>
      <DeskProvider value={desk}>
        <Tab key={school} place={from.place} onSchool={setSchool} />
      </DeskProvider>
    </FluentProvider>
  );
};

const root = createRoot(document.getElementById('root')!);
try {
  const host = await meetTeams();
  root.render(
    <StrictMode>
      <App host={host} />
    </StrictMode>,
  );
} catch {
  // Opened outside Teams, or Teams did not answer: there is nobody to ask who this is.
  root.render(
    <FluentProvider theme={teamsLightTheme} style={{ minHeight: '100%' }}>
      <NotInTeams />
    </FluentProvider>,
  );
}
