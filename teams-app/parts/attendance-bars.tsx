import { Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { TodayView } from '../../shared/views/today.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '64px 1fr 56px',
    columnGap: '12px',
    alignItems: 'center',
    padding: '6px 0',
  },
  track: {
    position: 'relative',
    height: '16px',
    backgroundColor: tokens.colorNeutralBackground4,
    borderRadius: tokens.borderRadiusSmall,
  },
  bar: {
    position: 'absolute',
    inset: 0,
    backgroundColor: tokens.colorBrandBackground,
    borderRadius: tokens.borderRadiusSmall,
  },
  says: { gridColumn: '2 / 4' },
  value: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
});

/** The bars begin at 80 %, where secondary schools differ; the axis says so. */
const from = 80;

/** Attendance by year group to date, with how many pupils are persistently absent. */
export const AttendanceBars = ({ years }: { readonly years: TodayView['attendance'] }) => {
  const styles = useStyles();
  if (years.length === 0) return <Text>Whole-school figures are for those who answer for them.</Text>;
  return (
    <div>
      {years.map(({ year, attended, possible, attendance, persistent, pupils }) => (
        <div key={year} className={styles.row}>
          <Text weight="semibold">Year {year}</Text>
          <div className={styles.track} role="img" aria-label={`Year ${year}: ${attendance ?? 'no'} per cent`}>
            {possible > 0 && (
              <div
                className={styles.bar}
                style={{
                  width: `${Math.max(0, Math.min(100, ((100 * attended) / possible - from) * (100 / (100 - from))))}%`,
                }}
              />
            )}
          </div>
          <Text className={styles.value}>{attendance === null ? '–' : `${attendance}%`}</Text>
          <Caption1 className={styles.says}>
            {persistent} of {pupils} pupils have missed a tenth or more of their sessions
          </Caption1>
        </div>
      ))}
      <Caption1>Bars begin at {from}%. From 1 September to the last closed session, leavers included.</Caption1>
    </div>
  );
};
