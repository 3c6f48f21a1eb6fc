import { Toolbar, ToolbarButton, ToolbarDivider, ToolbarGroup } from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  ArrowUndoRegular,
  DocumentTableRegular,
  FilterRegular,
  PersonRegular,
  StepsRegular,
  TableDeleteColumnRegular,
  TableDeleteRowRegular,
  TableInsertColumnRegular,
  TableInsertRowRegular,
  TextSortAscendingRegular,
  TextSortDescendingRegular,
} from '@fluentui/react-icons';
import type { ReactElement } from 'react';

export type SheetCommand =
  | 'undo'
  | 'sort-up'
  | 'sort-down'
  | 'filter'
  | 'insert-row'
  | 'insert-column'
  | 'delete-row'
  | 'delete-column';

const edits: readonly (readonly [command: SheetCommand, says: string, icon: ReactElement])[] = [
  ['undo', 'Undo', <ArrowUndoRegular key="i" />],
  ['sort-up', 'Sort A to Z', <TextSortAscendingRegular key="i" />],
  ['sort-down', 'Sort Z to A', <TextSortDescendingRegular key="i" />],
  ['filter', 'Filter', <FilterRegular key="i" />],
  ['insert-row', 'Insert row', <TableInsertRowRegular key="i" />],
  ['insert-column', 'Insert column', <TableInsertColumnRegular key="i" />],
  ['delete-row', 'Delete row', <TableDeleteRowRegular key="i" />],
  ['delete-column', 'Delete column', <TableDeleteColumnRegular key="i" />],
];

/** The add-in's own group, as its manifest puts it on Home: label and the function behind each button. */
const attendance: readonly (readonly [does: string, label: string, icon: ReactElement])[] = [
  ['deskUpdate', 'Update', <ArrowClockwiseRegular key="i" />],
  ['deskPupil', 'Pupil', <PersonRegular key="i" />],
  ['deskStages', 'Stages', <StepsRegular key="i" />],
  ['deskMeeting', 'Meeting pack', <DocumentTableRegular key="i" />],
];

/** The Home tab: what one does to a sheet, and the group of the add-in. */
export const ExcelRibbon = ({
  mayUndo,
  onCommand,
  onAddIn,
}: {
  mayUndo: boolean;
  onCommand: (command: SheetCommand) => void;
  onAddIn: (does: string) => void;
}) => (
  <Toolbar className="ribbon" aria-label="Home" size="small">
    <ToolbarGroup className="ribbon-group" role="group" aria-label="Sheet">
      {edits.map(([command, says, icon]) => (
        <ToolbarButton
          key={command}
          aria-label={says}
          title={says}
          icon={icon}
          disabled={command === 'undo' && !mayUndo}
          onClick={() => onCommand(command)}
        />
      ))}
    </ToolbarGroup>
    <ToolbarDivider />
    <ToolbarGroup className="ribbon-group" role="group" aria-label="Attendance">
      <span className="ribbon-label" aria-hidden>
        Attendance
      </span>
      {attendance.map(([does, label, icon]) => (
        <ToolbarButton key={does} icon={icon} onClick={() => onAddIn(does)}>
          {label}
        </ToolbarButton>
      ))}
    </ToolbarGroup>
  </Toolbar>
);
