import { Caption1, Card, makeStyles, Subtitle2, Title2, tokens } from '@fluentui/react-components';
import type { TodayView } from '../../shared/views/today.ts';
import { AttendanceBars } from '../parts/attendance-bars.tsx';
import { FirstDayProgress } from '../parts/first-day-progress.tsx';
import { RegisterGrid } from '../parts/register-grid.tsx';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: '12px',
    marginBottom: '16px',
  },
  number: { fontVariantNumeric: 'tabular-nums', lineHeight: 1.1 },
  halves: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  wide: { marginBottom: '16px' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

const Tile = ({ label, value, says }: { readonly label: string; readonly value: number; readonly says: string }) => {
  const styles = useStyles();
  return (
    <Card size="small">
      <Subtitle2 as="h2">{label}</Subtitle2>
      <Title2 className={styles.number}>{value.toLocaleString('en-GB')}</Title2>
      <Caption1 className={styles.quiet}>{says}</Caption1>
    </Card>
  );
};

/** The school at a glance: whole numbers, no names. */
export const TodayPage = ({ today }: { readonly today: TodayView }) => {
  const styles = useStyles();
  const session = today.half === 'AM' ? 'this morning' : 'this afternoon';
  const taken = today.registers.filter(({ half, taken }) => half === today.half && taken !== null).length;
  const due = today.registers.filter(({ half, state }) => half === today.half && state !== 'cancelled').length;
  if (!today.isSchoolDay) return <Subtitle2>There is no school today, so nothing is due.</Subtitle2>;
  return (
    <>
      <div className={styles.tiles}>
        <Tile label="Registers taken" value={taken} says={`of ${due} ${session}`} />
        <Tile label="Present" value={today.present} says={`of ${today.onRoll.toLocaleString('en-GB')} on roll`} />
        <Tile label="Absent" value={today.absent} says={`${today.noReason} with no reason yet`} />
        <Tile label="No mark" value={today.noMark} says="neither present nor absent" />
      </div>
      <Card className={styles.wide}>
        <Subtitle2 as="h2">Registers {session}</Subtitle2>
        <RegisterGrid registers={today.registers.filter(({ half }) => half === today.half)} />
      </Card>
      <div className={styles.halves}>
        <Card>
          <Subtitle2 as="h2">First day, by year team</Subtitle2>
          <FirstDayProgress years={today.firstDay} />
        </Card>
        <Card>
          <Subtitle2 as="h2">Attendance this school year</Subtitle2>
          <AttendanceBars years={today.attendance} />
        </Card>
      </div>
    </>
  );
};
