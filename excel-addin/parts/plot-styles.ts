import { makeStyles, tokens } from '@fluentui/react-components';

const forced = '@media (forced-colors: active)';

/** How the pane's plots look. In forced colours they take those of the person's own theme, whatever ours is. */
export const usePlotStyles = makeStyles({
  figure: { margin: 0, display: 'grid', gap: tokens.spacingVerticalXS },
  plot: { width: '100%', height: 'auto', display: 'block', forcedColorAdjust: 'none' },
  label: { fill: tokens.colorNeutralForeground1, fontSize: '12px', [forced]: { fill: 'CanvasText' } },
  number: {
    fill: tokens.colorNeutralForeground1,
    fontSize: '12px',
    textAnchor: 'end',
    [forced]: { fill: 'CanvasText' },
  },
  now: { fill: tokens.colorBrandBackground, [forced]: { fill: 'Highlight' } },
  before: {
    fill: 'none',
    stroke: tokens.colorNeutralForeground1,
    strokeWidth: '1.5px',
    [forced]: { stroke: 'CanvasText' },
  },
  key: { color: tokens.colorNeutralForeground2 },
});
