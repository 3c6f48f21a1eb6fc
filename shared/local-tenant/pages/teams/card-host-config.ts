import { HostConfig } from 'adaptivecards';

const token = (name: string): string => `var(--color${name})`;

const colour = (strong: string, subtle: string) => ({ default: token(strong), subtle: token(subtle) });

const colours = {
  default: colour('NeutralForeground1', 'NeutralForeground2'),
  dark: colour('NeutralForeground1', 'NeutralForeground2'),
  light: colour('NeutralForeground2', 'NeutralForeground3'),
  accent: colour('BrandForeground1', 'BrandForeground1'),
  good: colour('StatusSuccessForeground1', 'StatusSuccessForeground1'),
  warning: colour('StatusWarningForeground3', 'StatusWarningForeground3'),
  attention: colour('StatusDangerForeground1', 'StatusDangerForeground1'),
};

const container = (background: string, border: string) => ({
  backgroundColor: token(background),
  borderColor: token(border),
  foregroundColors: colours,
});

/**
 * How Teams draws cards. Colours are Fluent's own variables, so one configuration serves the light, the dark and the
 * high-contrast theme, and a change of theme draws nothing anew.
 */
export const cardHostConfig = new HostConfig({
  fontFamily: 'var(--fontFamilyBase)',
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: token('NeutralStroke2') },
  supportsInteractivity: true,
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container('NeutralBackground1', 'NeutralStroke2'),
    emphasis: container('NeutralBackground3', 'NeutralStroke2'),
    accent: container('BrandBackground2', 'BrandStroke2'),
    good: container('StatusSuccessBackground1', 'StatusSuccessBorder1'),
    warning: container('StatusWarningBackground1', 'StatusWarningBorder1'),
    attention: container('StatusDangerBackground1', 'StatusDangerBorder1'),
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: true },
  factSet: {
    title: { weight: 'bolder', wrap: true, maxWidth: 160 },
    value: { wrap: true },
    spacing: 16,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { spacing: 'small', color: 'attention' },
  },
  textBlock: { headingLevel: 3 },
  textStyles: { heading: { fontType: 'default', size: 'large', weight: 'bolder', color: 'default', isSubtle: false } },
});
