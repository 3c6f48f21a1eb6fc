import { Caption1, Subtitle2 } from '@fluentui/react-components';
import type { MeetingView } from '../../shared/views/meeting.ts';
import { usePlotStyles } from './plot-styles.ts';
import { share } from './value-words.ts';

/** Where bars begin, in per cent: year groups of a school differ above it. */
const least = 80;
const [width, row, from, until] = [288, 24, 84, 240] as const;

const across = (attended: number, possible: number): number =>
  Math.max(0, Math.min(1, ((100 * attended) / possible - least) / (100 - least))) * (until - from);

/** Attendance of the year groups now, with a stroke where it stood at the last meeting. */
export const GroupPlot = ({ groups }: { readonly groups: MeetingView['groups'] }) => {
  const styles = usePlotStyles();
  const shown = groups.filter(({ possible }) => possible > 0);
  if (shown.length === 0) return null;
  const named = (name: string): string => (name === 'all' ? 'All' : /^\d/.test(name) ? `Year ${name}` : name);
  const says = shown.map(
    ({ name, attended, possible, before }) =>
      `${named(name)}: ${share(attended, possible)}${before === null ? '' : `, ${share(before.attended, before.possible)} then`}`,
  );
  return (
    <figure className={styles.figure}>
      <Subtitle2 as="h3">Attendance by year group</Subtitle2>
      <svg
        className={styles.plot}
        viewBox={`0 0 ${width} ${shown.length * row}`}
        role="img"
        aria-label={`Attendance by year group. ${says.join('; ')}.`}
      >
        {shown.map(({ name, attended, possible, before }, at) => (
          <g key={name} transform={`translate(0 ${at * row})`}>
            <text className={styles.label} x={0} y={16}>
              {named(name)}
            </text>
            <rect className={styles.now} x={from} y={5} width={across(attended, possible)} height={14} rx={2} />
            {before !== null && before.possible > 0 && (
              <line
                className={styles.before}
                x1={from + across(before.attended, before.possible)}
                x2={from + across(before.attended, before.possible)}
                y1={2}
                y2={22}
              />
            )}
            <text className={styles.number} x={width} y={16}>
              {share(attended, possible)}
            </text>
          </g>
        ))}
      </svg>
      <Caption1 className={styles.key}>
        Bars begin at {least}%.{shown.some(({ before }) => before !== null) && ' Stroke: at the last meeting.'}
      </Caption1>
    </figure>
  );
};
