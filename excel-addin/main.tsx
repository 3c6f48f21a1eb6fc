import { FluentProvider, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Pane } from './pane.tsx';
import { Problem } from './parts/problem.tsx';
import { type Services, ServicesProvider, wire } from './services.ts';

/** Excel tells of no change of its theme: it is looked at again every few seconds. */
const lookAtTheme = 2_000;

const themes = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme };

const App = ({ services }: { readonly services: Services }) => {
  const [theme, setTheme] = useState(() => services.office.theme());
  useEffect(() => {
    const timer = setInterval(() => setTheme(services.office.theme()), lookAtTheme);
    return () => clearInterval(timer);
  }, [services]);
  return (
    <FluentProvider theme={themes[theme]} style={{ minHeight: '100%' }}>
      <ServicesProvider value={services}>
        <Pane />
      </ServicesProvider>
    </FluentProvider>
  );
};

const root = createRoot(document.getElementById('root')!);
const services = wire();
try {
  await services.office.ready();
  root.render(
    <StrictMode>
      <App services={services} />
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <FluentProvider theme={webLightTheme} style={{ minHeight: '100%', padding: '16px' }}>
      <Problem
        title="Attendance Desk works in Excel."
        says={error instanceof Error ? error.message : 'Open it from Excel.'}
      />
    </FluentProvider>,
  );
}
