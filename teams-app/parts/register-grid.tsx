import { Caption1, makeStyles, mergeClasses, shorthands, Text, Tooltip, tokens } from '@fluentui/react-components';
import type { RegisterView } from '../../shared/views/today.ts';

const useStyles = makeStyles({
  year: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap', padding: '2px 0' },
  label: { width: '56px' },
  chip: {
    minWidth: '44px',
    padding: '2px 6px',
    textAlign: 'center',
    borderRadius: tokens.borderRadiusMedium,
    ...shorthands.border('1px', 'solid', tokens.colorNeutralStroke1),
    fontSize: tokens.fontSizeBase200,
  },
  complete: { backgroundColor: tokens.colorPaletteGreenBackground1, color: tokens.colorPaletteGreenForeground1 },
  partial: {
    backgroundColor: tokens.colorPaletteYellowBackground1,
    color: tokens.colorPaletteYellowForeground2,
    fontWeight: tokens.fontWeightSemibold,
  },
  not_taken: {
    backgroundColor: tokens.colorPaletteRedBackground1,
    color: tokens.colorPaletteRedForeground1,
    fontWeight: tokens.fontWeightSemibold,
    ...shorthands.borderColor(tokens.colorPaletteRedBorder2),
  },
  open: { backgroundColor: tokens.colorNeutralBackground1 },
  not_due: { color: tokens.colorNeutralForeground3 },
  cancelled: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  closed_late: {
    backgroundColor: tokens.colorPaletteGreenBackground1,
    color: tokens.colorPaletteGreenForeground1,
    ...shorthands.borderStyle('dashed'),
  },
});

/** Not by colour alone: a register that is not taken carries "!", one with marks missing carries how many. */
const sign = ({ state, missing }: RegisterView): string => {
  if (state === 'not_taken') return ' !';
  if (state === 'partial') return ` −${missing}`;
  return '';
};

/** Every register of the session, a row a year: green taken, red not taken, amber with marks missing. */
export const RegisterGrid = ({ registers }: { readonly registers: readonly RegisterView[] }) => {
  const styles = useStyles();
  const years = [...new Set(registers.map(({ year }) => year))];
  if (years.length === 0) return <Text>No register here is yours to see.</Text>;
  return (
    <div>
      {years.map((year) => (
        <div key={year} className={styles.year}>
          <Caption1 className={styles.label}>Year {year}</Caption1>
          {registers
            .filter((register) => register.year === year)
            .map((register) => (
              <Tooltip
                key={register.group}
                relationship="description"
                content={`${register.group}, ${register.teacher}, ${register.room}: ${register.says}`}
              >
                <span className={mergeClasses(styles.chip, styles[register.state])} title={register.says}>
                  {register.group}
                  {sign(register)}
                </span>
              </Tooltip>
            ))}
        </div>
      ))}
    </div>
  );
};
