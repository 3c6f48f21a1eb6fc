import { associateRibbon, listenToRibbon, type RibbonPage } from './ribbon.ts';

export type OfficeTheme = 'light' | 'dark' | 'contrast';

/** What the pane asks of Office besides the workbook. */
export interface OfficeHost {
  /** Resolves when Office is there; rejects in words when the page was opened outside Excel. */
  ready(): Promise<void>;
  theme(): OfficeTheme;
  /** What this Excel is missing of what the pane needs, in words; empty when it has all. */
  lacks(): readonly string[];
  /** Calls `listener` with the page that a button of the ribbon asks for; the answer stops it. */
  onRibbon(listener: (page: RibbonPage) => void): () => void;
}

const luminance = (colour: string): number => {
  const parts = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour);
  if (parts === null) return 1;
  const [red, green, blue] = parts.slice(1).map((part) => Number.parseInt(part, 16) / 255) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** Requirement sets that the pane uses, and what does not work without each. The set `CustomXmlParts` is Word’s alone. */
const needed = [
  [
    'ExcelApi',
    '1.13',
    'This Excel is too old to fill the sheet: it needs Excel 2021, Microsoft 365 or Excel on the web.',
  ],
  ['SharedRuntime', '1.1', 'In this Excel the ribbon’s buttons do nothing: use the pages of this pane.'],
  ['NestedAppAuth', '1.1', 'This Excel does not sign you in by itself: a window opens and asks, once a day.'],
] as const;

export const officeHost: OfficeHost = {
  ready: async () => {
    if (typeof Office === 'undefined') throw new Error('Open this page from Excel: Office did not load.');
    const { host } = await Office.onReady();
    if (host !== Office.HostType.Excel) throw new Error('Open this page from Excel.');
    if (Office.context.requirements.isSetSupported('SharedRuntime', '1.1')) associateRibbon();
  },
  theme: () => {
    if (matchMedia('(forced-colors: active)').matches) return 'contrast';
    const theme = Office.context.officeTheme;
    if (theme === undefined || theme === null)
      return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    // Office’s own dark themes are grey; black is what it says under a contrast theme of Windows.
    if (luminance(theme.bodyBackgroundColor) === 0) return 'contrast';
    return luminance(theme.bodyBackgroundColor) < 0.4 ? 'dark' : 'light';
  },
  lacks: () =>
    needed.flatMap(([set, least, says]) => (Office.context.requirements.isSetSupported(set, least) ? [] : says)),
  onRibbon: listenToRibbon,
};
