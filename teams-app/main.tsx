import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { type HostTheme, meetTeams, type TeamsHost } from './host/teams-host.ts';
import { NotInTeams } from './pages/not-in-teams.tsx';
import { Tab } from './pages/tab.tsx';
import { DeskProvider, wire } from './services.ts';

const themes = { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };

const App = ({ host }: { readonly host: TeamsHost }) => {
  const [theme, setTheme] = useState<HostTheme>(host.theme);
  const [desk] = useState(() => wire(host));
  useEffect(() => host.onTheme(setTheme), [host]);
  return (
    <FluentProvider theme={themes[theme]} style={{ minHeight: '100%' }}>
      <DeskProvider value={desk}>
        <Tab place={host.place} />
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
