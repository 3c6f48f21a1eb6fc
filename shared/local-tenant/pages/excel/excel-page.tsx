import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  Spinner,
  ToggleButton,
} from '@fluentui/react-components';
import {
  ArrowClockwiseRegular,
  DismissRegular,
  PanelRightRegular,
  SaveRegular,
  TableFilled,
} from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import { boxOf } from '../../../workbook/xlsx/address.ts';
import { PersonChooser } from '../common/person-chooser.tsx';
import { ThemeSwitch } from '../common/theme-switch.tsx';
import { usePerson } from '../common/use-person.ts';
import { FormulaBar } from './formula-bar.tsx';
import { SheetView } from './sheet-view.tsx';
import { TaskPane } from './task-pane.tsx';
import { useWorkbook } from './use-workbook.ts';
import { waitsForExcel } from './waits-for-excel.ts';

const words = { opening: 'Opening…', saved: 'Saved', changed: 'Not saved yet', saving: 'Saving…' } as const;

/** Excel with the tracking workbook, and the desk's task pane beside it. */
export const ExcelPage = () => {
  const { people, me, choose, problem: noPeople } = usePerson();
  const { name, workbook, changes, state, problem, dismiss, save, open, type } = useWorkbook();
  const [hasPane, setPane] = useState(() => matchMedia('(min-width: 900px)').matches);

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void save();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });

  const go = (address: string): boolean => {
    const box = boxOf(address);
    if (box === undefined || workbook === null) return false;
    workbook.select(box);
    return true;
  };
  const said = noPeople ?? problem;
  return (
    <div className="excel">
      <header className="excel-bar">
        <TableFilled className="excel-mark" aria-hidden />
        <h1>{name || 'Excel'}</h1>
        <span className="excel-state" role="status">
          {words[state]}
        </span>
        <span className="bar-end">
          <Button
            appearance="primary"
            icon={<SaveRegular />}
            disabled={state !== 'changed'}
            onClick={() => void save()}
          >
            Save
          </Button>
          <Button
            appearance="subtle"
            icon={<ArrowClockwiseRegular />}
            aria-label="Open again"
            title="Open again"
            onClick={() => void open()}
          />
          <ToggleButton
            appearance="subtle"
            icon={<PanelRightRegular />}
            checked={hasPane}
            aria-label="Attendance Desk pane"
            title="Attendance Desk pane"
            onClick={() => setPane(!hasPane)}
          />
          <ThemeSwitch />
          <PersonChooser people={people} me={me} choose={choose} />
        </span>
      </header>
      {said !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{said}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button appearance="transparent" aria-label="Close" icon={<DismissRegular />} onClick={dismiss} />
            }
          />
        </MessageBar>
      )}
      {workbook === null ? (
        said === null && <Spinner className="excel-waiting" label="Opening the workbook…" />
      ) : (
        <div className="excel-inside" data-pane={hasPane || undefined}>
          <div className="excel-sheet">
            <FormulaBar workbook={workbook} type={type} go={go} />
            <SheetView
              workbook={workbook}
              changes={changes}
              type={(text) => type(workbook.selection.top, workbook.selection.left, text)}
            />
            <nav className="sheet-tabs" aria-label="Sheets">
              {workbook.xlsx.sheets
                .filter(({ hidden }) => !hidden)
                .map((sheet) => (
                  <button
                    type="button"
                    key={sheet.name}
                    className="sheet-tab"
                    aria-current={sheet.name === workbook.activeSheet ? 'true' : undefined}
                    onClick={() => workbook.activate(sheet.name)}
                  >
                    {sheet.name}
                  </button>
                ))}
              {waitsForExcel(workbook.xlsx) && (
                <span className="sheet-waits">Formulas show older values: recalculate in Excel</span>
              )}
            </nav>
          </div>
          {hasPane && me !== undefined && (
            <aside className="pane" aria-label="Attendance Desk">
              <header className="pane-header">
                <h2>Attendance Desk</h2>
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label="Close the pane"
                  onClick={() => setPane(false)}
                />
              </header>
              <TaskPane workbook={workbook} me={me} />
            </aside>
          )}
        </div>
      )}
    </div>
  );
};
