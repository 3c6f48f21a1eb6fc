import { Badge, Caption1, makeStyles, Select, Title3 } from '@fluentui/react-components';
import type { MeView } from '../../shared/views/me.ts';
import type { TodayView } from '../../shared/views/today.ts';
import { lastGoodVersion } from '../../shared/wording/damage.ts';

const longDate = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });

const useStyles = makeStyles({
  heading: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: '12px',
    rowGap: '4px',
    marginBottom: '8px',
  },
  title: { margin: 0 },
  grow: { flexGrow: 1 },
});

const age = ({ dataAgeMinutes, stale }: TodayView): { says: string; color: 'success' | 'warning' | 'danger' } => {
  if (dataAgeMinutes === null) return { says: 'No data from the MIS yet', color: 'danger' };
  if (stale) return { says: `MIS data is ${dataAgeMinutes} minutes old: nobody is chased on it`, color: 'danger' };
  return dataAgeMinutes < 2
    ? { says: 'MIS data is up to date', color: 'success' }
    : { says: `MIS data is ${dataAgeMinutes} minutes old`, color: dataAgeMinutes > 15 ? 'warning' : 'success' };
};

interface DayHeadingProps {
  readonly today: TodayView;
  readonly me: MeView;
  readonly onSchool: (school: string) => void;
}

/** Whoever works at several schools chooses; for everybody else it is a name. */
const SchoolName = ({ today, me: { school, schools = [] }, onSchool }: DayHeadingProps) =>
  schools.length < 2 ? (
    <Caption1>{today.school}</Caption1>
  ) : (
    <Select size="small" aria-label="School" value={school} onChange={(_event, { value }) => onSchool(value)}>
      {schools.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </Select>
  );

/** School, day and time, and how old the marks are: old data accuses nobody. */
export const DayHeading = ({ today, me, onSchool }: DayHeadingProps) => {
  const styles = useStyles();
  const { says, color } = age(today);
  return (
    <header className={styles.heading}>
      <Title3 as="h1" className={styles.title}>
        {longDate.format(new Date(`${today.date}T00:00:00Z`))}, {today.time}
      </Title3>
      <SchoolName today={today} me={me} onSchool={onSchool} />
      <span className={styles.grow} />
      {today.damaged.map((path) => (
        <Badge key={path} appearance="tint" color="danger">
          {lastGoodVersion(path)}
        </Badge>
      ))}
      <Badge appearance="tint" color={color}>
        {says}
      </Badge>
      <Caption1>{me.name}</Caption1>
    </header>
  );
};
