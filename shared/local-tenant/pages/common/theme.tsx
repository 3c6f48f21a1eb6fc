import {
  FluentProvider,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
  webDarkTheme,
  webLightTheme,
} from '@fluentui/react-components';
import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { useKept } from './kept.ts';

/** Teams' own names for its three themes, as teams-js tells them to the tab. */
export const themeNames = ['default', 'dark', 'contrast'] as const;
export type ThemeName = (typeof themeNames)[number];
export const themeLabels: Readonly<Record<ThemeName, string>> = {
  default: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const themes = {
  teams: { default: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme },
  office: { default: webLightTheme, dark: webDarkTheme, contrast: teamsHighContrastTheme },
} as const;

const Chosen = createContext<{ name: ThemeName; choose: (name: ThemeName) => void }>({
  name: 'default',
  choose: () => undefined,
});

export const useTheme = () => useContext(Chosen);

/** Draws its children in the theme the visitor chose, or at first in the one their system asks for. */
export const Themed = ({ of, children }: { of: keyof typeof themes; children: ReactNode }) => {
  const [kept, choose] = useKept('theme', systemTheme());
  const name = themeNames.find((theme) => theme === kept) ?? 'default';
  useEffect(() => {
    document.documentElement.dataset.theme = name;
    document.documentElement.style.colorScheme = name === 'default' ? 'light' : 'dark';
  }, [name]);
  return (
    <Chosen.Provider value={{ name, choose }}>
      {/* The provider's own class names are also those of dialogs and toasts, which stand beside the page. */}
      <FluentProvider theme={themes[of][name]} style={{ height: '100%' }}>
        <div className="themed">{children}</div>
      </FluentProvider>
    </Chosen.Provider>
  );
};

const systemTheme = (): ThemeName => {
  if (matchMedia('(forced-colors: active)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
};
