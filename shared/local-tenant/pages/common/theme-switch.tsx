import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { DarkThemeRegular } from '@fluentui/react-icons';
import { themeLabels, themeNames, useTheme } from './theme.tsx';

/** Light, dark or high contrast. */
export const ThemeSwitch = () => {
  const { name, choose } = useTheme();
  return (
    <Menu
      checkedValues={{ theme: [name] }}
      onCheckedValueChange={(_, { checkedItems }) =>
        choose(themeNames.find((theme) => theme === checkedItems[0]) ?? 'default')
      }
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="transparent"
          icon={<DarkThemeRegular />}
          aria-label={`Theme: ${themeLabels[name]}`}
          title="Theme"
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themeNames.map((theme) => (
            <MenuItemRadio key={theme} name="theme" value={theme}>
              {themeLabels[theme]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
};
