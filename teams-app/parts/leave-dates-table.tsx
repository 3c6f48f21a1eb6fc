import { Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, Text } from '@fluentui/react-components';
import type { LeaveDates } from '../../shared/views/leave.ts';
import { spanInWords } from '../../shared/wording/dates.ts';

/** For which dates leave was asked in one's own year groups. What came of it is for those who decide. */
export const LeaveDatesTable = ({ dates }: { readonly dates: readonly LeaveDates[] }) => (
  <>
    <Text block>Leave was asked for on these dates. The attendance manager knows what was decided.</Text>
    <Table size="small" aria-label="Dates for which leave was asked">
      <TableHeader>
        <TableRow>
          <TableHeaderCell>Pupil</TableHeaderCell>
          <TableHeaderCell>Form</TableHeaderCell>
          <TableHeaderCell>Dates</TableHeaderCell>
          <TableHeaderCell>Sessions</TableHeaderCell>
        </TableRow>
      </TableHeader>
      <TableBody>
        {dates.map(({ id, name, form, from, to, sessions }) => (
          <TableRow key={id}>
            <TableCell>{name}</TableCell>
            <TableCell>{form}</TableCell>
            <TableCell>{spanInWords(from, to)}</TableCell>
            <TableCell>{sessions}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </>
);
