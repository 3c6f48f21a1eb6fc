import { Caption1, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import type { FirstDayCounts } from '../../shared/views/today.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: '64px 1fr',
    columnGap: '12px',
    rowGap: '2px',
    alignItems: 'center',
    padding: '6px 0',
  },
  // Seen in every theme, also while nothing is done yet.
  track: { outline: `1px solid ${tokens.colorNeutralStroke1}` },
  says: { gridColumn: 2 },
});

const saying = ({ whereabouts, reasonWanted, resolved, reached, tried, visits }: FirstDayCounts): string =>
  [
    `${whereabouts} whereabouts to confirm`,
    `${reasonWanted} reason wanted`,
    ...(tried > 0 ? [`${tried} tried`] : []),
    ...(reached > 0 ? [`${reached} reached`] : []),
    ...(visits > 0 ? [`${visits} to visit`] : []),
    `${resolved} settled`,
  ].join(' · ');

/** How far each year team has come with its first-day list, in counts. */
export const FirstDayProgress = ({ years }: { readonly years: readonly FirstDayCounts[] }) => {
  const styles = useStyles();
  if (years.length === 0) return <Text>The first-day list is made five minutes after registers close.</Text>;
  return (
    <div>
      {years.map((counts) => {
        const all = counts.whereabouts + counts.reasonWanted;
        const done = all - counts.open;
        return (
          <div key={`${counts.year} ${counts.half}`} className={styles.row}>
            <Text weight="semibold">Year {counts.year}</Text>
            <ProgressBar
              className={styles.track}
              thickness="large"
              value={all === 0 ? 1 : done / all}
              color={counts.open === 0 ? 'success' : 'brand'}
              aria-label={`Year ${counts.year}: ${done} of ${all} worked through`}
            />
            <Caption1 className={styles.says}>
              {done} of {all} worked through. {saying(counts)}
            </Caption1>
          </div>
        );
      })}
    </div>
  );
};
