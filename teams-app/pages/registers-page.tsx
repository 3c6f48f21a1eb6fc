import {
  Badge,
  Caption1,
  makeStyles,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { RegisterView, TodayView } from '../../shared/views/today.ts';

const colours: Record<RegisterView['state'], 'success' | 'warning' | 'danger' | 'informative' | 'subtle'> = {
  complete: 'success',
  closed_late: 'success',
  partial: 'warning',
  not_taken: 'danger',
  open: 'informative',
  not_due: 'subtle',
  cancelled: 'subtle',
};

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: '520px' },
  narrow: { width: '72px' },
  notes: { display: 'block' },
});

const needsSomebody = ({ state }: RegisterView): boolean =>
  state === 'not_taken' || state === 'partial' || state === 'open';

/** Every register of the session with who takes it, where, and what was done about it. */
export const RegistersPage = ({ today }: { readonly today: TodayView }) => {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  const registers = today.registers.filter((register) => register.half === today.half);
  const shown = all ? registers : registers.filter(needsSomebody);
  return (
    <section aria-label="Registers">
      <Switch
        checked={all}
        onChange={(_event, { checked }) => setAll(checked)}
        label={`Show all ${registers.length} registers`}
      />
      {shown.length === 0 ? (
        <Text block>Every register is taken and complete.</Text>
      ) : (
        <div className={styles.scroll}>
          <Table size="small" className={styles.table} aria-label="Registers of this session">
            <TableHeader>
              <TableRow>
                <TableHeaderCell className={styles.narrow}>Register</TableHeaderCell>
                <TableHeaderCell>Teacher</TableHeaderCell>
                <TableHeaderCell className={styles.narrow}>Room</TableHeaderCell>
                <TableHeaderCell>State</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {shown.map((register) => (
                <TableRow key={`${register.group} ${register.half}`}>
                  <TableCell>{register.group}</TableCell>
                  <TableCell>{register.teacher}</TableCell>
                  <TableCell>{register.room}</TableCell>
                  <TableCell>
                    <Badge appearance="tint" color={colours[register.state]}>
                      {register.says}
                    </Badge>
                    {register.notes.map((note) => (
                      <Caption1 key={note} className={styles.notes}>
                        {note}
                      </Caption1>
                    ))}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </section>
  );
};
