import { strict } from './strict.ts';

/** What surrounds the workbook: how Office looks, and which requirement sets it says it has. */
export interface OfficeSurroundings {
  /** `#rrggbb` of the pane's background. */
  readonly background: () => string;
  readonly requirementSets: Readonly<Record<string, string>>;
  /** Opens the pane when it is closed. */
  readonly showPane: () => Promise<void>;
  readonly ribbon: RibbonFunctions;
}

/** What Office hands to the function behind a button of the ribbon: it says when it is done. */
export interface RibbonEvent {
  readonly completed: () => void;
}

/** Functions that the add-in has put behind buttons of the ribbon, by name. */
export type RibbonFunctions = Map<string, (event: RibbonEvent) => unknown>;

/** Sets of Excel on the web in 2026 that the manifest and the add-in ask about. */
const sets: Readonly<Record<string, string>> = {
  ExcelApi: '1.17',
  NestedAppAuth: '1.1',
  SharedRuntime: '1.1',
};

/** The part of `Office` that the add-in names. */
export const officeOf = ({
  background = () => '#ffffff',
  requirementSets = sets,
  showPane = async () => undefined,
  ribbon = new Map(),
}: Partial<OfficeSurroundings>): object => {
  const isSetSupported = (name: string, least = '1.0'): boolean => {
    const has = requirementSets[name];
    return has !== undefined && compareVersions(has, least) >= 0;
  };
  return strict('Office', {
    HostType: strict('Office.HostType', { Excel: 'Excel' }),
    actions: strict('Office.actions', {
      associate: (name: string, act: (event: RibbonEvent) => unknown) => void ribbon.set(name, act),
    }),
    addin: strict('Office.addin', { showAsTaskpane: () => showPane() }),
    onReady: async (listener?: (info: object) => void) => {
      const info = strict('Office.onReady', { host: 'Excel', platform: 'OfficeOnline' });
      listener?.(info);
      return info;
    },
    context: strict('Office.context', {
      get officeTheme() {
        return strict('Office.context.officeTheme', { bodyBackgroundColor: background() });
      },
      requirements: strict('Office.context.requirements', { isSetSupported }),
    }),
  });
};

const compareVersions = (a: string, b: string): number => {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return (left![0] ?? 0) - (right![0] ?? 0) || (left![1] ?? 0) - (right![1] ?? 0);
};
