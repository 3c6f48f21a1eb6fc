/** What the pane asks of Office besides the workbook. */
export interface OfficeHost {
  /** Resolves when Office is there; rejects in words when the page was opened outside Excel. */
  ready(): Promise<void>;
  isDark(): boolean;
  canSignInNested(): boolean;
}

const luminance = (colour: string): number => {
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (parts === null) return 1;
  const [red, green, blue] = parts.slice(1).map((part) => Number.parseInt(part, 16) / 255) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const officeHost: OfficeHost = {
  ready: async () => {
    if (typeof Office === 'undefined') throw new Error('Open this page from Excel: Office did not load.');
    const { host } = await Office.onReady();
    if (host !== Office.HostType.Excel) throw new Error('Open this page from Excel.');
  },
  isDark: () => {
    const theme = Office.context.officeTheme;
    if (theme === undefined || theme === null) return matchMedia('(prefers-color-scheme: dark)').matches;
    return luminance(theme.bodyBackgroundColor) < 0.4;
  },
  canSignInNested: () => Office.context.requirements.isSetSupported('NestedAppAuth', '1.1'),
};
