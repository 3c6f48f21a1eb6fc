import {
  Dropdown,
  Field,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Option,
  Spinner,
  Text,
} from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import type { MeView } from '../../shared/views/me.ts';
import type { TodayView } from '../../shared/views/today.ts';
import { useLive } from '../api/use-live.ts';
import { FirstDayTask } from '../parts/first-day-task.tsx';
import { useDesk } from '../services.ts';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '8px', padding: 0, margin: '12px 0', listStyleType: 'none' },
  choice: { maxWidth: '220px' },
});

/** The years a person may open: their own team's, or every year that has a list today. */
const yearsFor = (me: MeView, today: TodayView): readonly string[] => {
  const all = [...new Set(today.registers.map(({ year }) => year))];
  return me.years.length > 0 ? me.years : all;
};

/** A year team's pupils to account for, most vulnerable first, with what was tried and whom to call. */
export const FirstDayPage = ({
  me,
  today,
  year,
}: {
  readonly me: MeView;
  readonly today: TodayView;
  readonly year: string | undefined;
}) => {
  const styles = useStyles();
  const desk = useDesk();
  const years = yearsFor(me, today);
  const [chosen, setChosen] = useState(year !== undefined && years.includes(year) ? year : (years[0] ?? ''));
  const list = useLive(useCallback(() => desk.firstDay(chosen), [desk, chosen]));
  const open = list.view?.tasks.filter(({ state }) => state !== 'resolved') ?? [];
  const settled = list.view?.tasks.filter(({ state }) => state === 'resolved') ?? [];
  return (
    <section aria-label="First day">
      <Field label="Year team" className={styles.choice}>
        <Dropdown
          value={`Year ${chosen}`}
          selectedOptions={[chosen]}
          onOptionSelect={(_event, { optionValue }) => setChosen(optionValue ?? chosen)}
        >
          {years.map((one) => (
            <Option key={one} value={one} text={`Year ${one}`}>
              Year {one}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {list.problem !== undefined && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{list.problem}</MessageBarBody>
        </MessageBar>
      )}
      {list.view === undefined && list.problem === undefined && (
        <Spinner label={`Opening the list of Year ${chosen}`} />
      )}
      {list.view !== undefined && list.view.tasks.length === 0 && (
        <Text block>Nobody in Year {chosen} is without a mark or a reason.</Text>
      )}
      <ul className={styles.list}>
        {[...open, ...settled].map((task) => (
          <FirstDayTask key={task.id} task={task} mayLog={me.may.logContact} onLogged={list.look} />
        ))}
      </ul>
    </section>
  );
};
