import { Caption1, Subtitle2 } from '@fluentui/react-components';
import type { TrackerView } from '../../shared/views/tracker.ts';
import { usePlotStyles } from './plot-styles.ts';
import { dateShown } from './value-words.ts';

/** Pupils in each band at the end of last week and now; only those who were on roll then, so that the two compare. */
export const bandCounts = (view: TrackerView): readonly { band: string; before: number; now: number }[] => {
  const counted = view.pupils.filter(
    ({ current, band, lastWeek }) => current && band !== null && (lastWeek?.band ?? null) !== null,
  );
  const bands = [...new Set(counted.flatMap(({ band, lastWeek }) => [band!, lastWeek!.band!]))].sort();
  return bands.map((band) => ({
    band,
    before: counted.filter(({ lastWeek }) => lastWeek!.band === band).length,
    now: counted.filter((pupil) => pupil.band === band).length,
  }));
};

const [width, row, from, until] = [288, 24, 64, 214] as const;

/** Bands then and now: a bar for now, an outline for the end of last week. Nothing without a week to compare with. */
export const BandPlot = ({ view }: { readonly view: TrackerView }) => {
  const styles = usePlotStyles();
  const counts = bandCounts(view);
  if (counts.length === 0 || view.lastWeekEnded === null || view.lastWeekEnded === undefined) return null;
  const most = Math.max(...counts.flatMap(({ before, now }) => [before, now]), 1);
  const across = (count: number): number => ((until - from) * count) / most;
  const says = counts.map(({ band, before, now }) => `band ${band}: ${before} then, ${now} now`).join('; ');
  return (
    <figure className={styles.figure}>
      <Subtitle2 as="h2">Bands, last week and now</Subtitle2>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${width} ${counts.length * row}`}
        role="img"
        aria-label={`Pupils in each band. ${says}.`}
      >
        {counts.map(({ band, before, now }, at) => (
          <g key={band} transform={`translate(0 ${at * row})`}>
            <text className={styles.label} x={0} y={16}>
              Band {band}
            </text>
            <rect className={styles.now} x={from} y={5} width={across(now)} height={14} rx={2} />
            <rect className={styles.before} x={from} y={2} width={across(before)} height={20} rx={2} />
            <text className={styles.number} x={width} y={16}>
              {before} → {now}
            </text>
          </g>
        ))}
      </svg>
      <Caption1 className={styles.key}>
        Bar: now. Outline: {dateShown(view.lastWeekEnded)}. Band names:{' '}
        {counts.map(({ band }) => `${band} ${view.bandNames?.[band] ?? ''}`.trim()).join(', ')}.
      </Caption1>
    </figure>
  );
};
