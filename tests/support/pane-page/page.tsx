import { FluentProvider, teamsHighContrastTheme, webDarkTheme, webLightTheme } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import type { OfficeHost } from '../../../excel-addin/office/office-host.ts';
import type { RibbonPage } from '../../../excel-addin/office/ribbon.ts';
import { Pane } from '../../../excel-addin/pane.tsx';
import { ServicesProvider } from '../../../excel-addin/services.ts';
import { openXlsx } from '../../../shared/workbook/xlsx/open.ts';
import { FakeDesk } from './fake-desk.ts';
import { FileDoor } from './file-door.ts';
import { paneMeeting, paneSchool } from './pane-school.ts';

declare global {
  interface Window {
    /** What a test does to the desk and the workbook behind the pane. */
    behind: { readonly desk: FakeDesk; readonly door: FileDoor; readonly press: (page: RibbonPage) => void };
  }
}

const themes = { light: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme };
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme') ?? 'light';

let listening: (page: RibbonPage) => void = () => undefined;
const office: OfficeHost = {
  ready: async () => undefined,
  theme: () => 'light',
  lacks: () => [],
  onRibbon: (listener) => {
    listening = listener;
    return () => undefined;
  },
};

const desk = new FakeDesk(paneSchool());
desk.meetingView = paneMeeting();
if (new URLSearchParams(location.search).has('signed-out')) desk.signOut();
const door = new FileDoor(openXlsx(new Uint8Array(await (await fetch('/tracker.xlsx')).arrayBuffer())));
door.select(Number(asked.get('row') ?? 1));
window.behind = { desk, door, press: (page) => listening(page) };
createRoot(document.getElementById('root')!).render(
  <FluentProvider theme={themes[theme as keyof typeof themes] ?? webLightTheme} style={{ minHeight: '100%' }}>
    <ServicesProvider value={{ workbook: door, office, desk, newKey: () => crypto.randomUUID() }}>
      <Pane />
    </ServicesProvider>
  </FluentProvider>,
);
