import {
  AvatarGroup,
  AvatarGroupItem,
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
import { type DragEvent, useEffect, useMemo, useState } from 'react';
import { boxOf } from '../../../workbook/xlsx/address.ts';
import { openBook } from '../../excel-host/book/open-book.ts';
import { PersonChooser } from '../common/person-chooser.tsx';
import { ThemeSwitch } from '../common/theme-switch.tsx';
import { usePerson } from '../common/use-person.ts';
import { books } from './book-client.ts';
import { ExcelRibbon, type SheetCommand } from './excel-ribbon.tsx';
import { FilterDialog } from './filter-dialog.tsx';
import { FormulaBar } from './formula-bar.tsx';
import { goToNextArea } from './next-area.ts';
import { RibbonOfPane } from './ribbon-of-pane.ts';
import { deleteLines, type FilterChoice, filterBy, filterChoice, insertLines, sortList } from './sheet-commands.ts';
import { SheetTabs } from './sheet-tabs.tsx';
import { SheetView } from './sheet-view.tsx';
import { TaskPane } from './task-pane.tsx';
import { usePath } from './use-path.ts';
import { useWorkbook } from './use-workbook.ts';
import { WorkbookChooser } from './workbook-chooser.tsx';

const words = { opening: 'Opening…', saved: 'Saved', changed: 'Not saved yet', saving: 'Saving…' } as const;

const keys: Readonly<Record<string, SheetCommand>> = { z: 'undo' };

/** Excel with a workbook of the library, and the desk's task pane beside it. */
export const ExcelPage = () => {
  const { people, me, choose, problem: noPeople } = usePerson();
  const [path, openPath] = usePath();
  const { name, workbook, changes, state, others, problem, say, save, open, type } = useWorkbook(path, me);
  const [hasPane, setPane] = useState(() => matchMedia('(min-width: 900px)').matches);
  const [wasOpen, setWasOpen] = useState(hasPane);
  const [filter, setFilter] = useState<FilterChoice | null>(null);
  const ribbon = useMemo(() => new RibbonOfPane(), []);

  // An add-in with a shared runtime goes on while its pane is closed: it is hidden, not taken away.
  useEffect(() => {
    if (hasPane) setWasOpen(true);
  }, [hasPane]);

  const attempt = (work: () => void): void => {
    try {
      work();
      say(null);
    } catch (error) {
      say(error instanceof Error ? error.message : 'That could not be done.');
    }
  };

  const command = (wanted: SheetCommand): void => {
    if (workbook === null) return;
    attempt(() => {
      if (wanted === 'undo') workbook.undo();
      if (wanted === 'sort-up' || wanted === 'sort-down') sortList(workbook, wanted === 'sort-up' ? 'up' : 'down');
      if (wanted === 'filter') setFilter(filterChoice(workbook));
      if (wanted === 'insert-row' || wanted === 'insert-column')
        insertLines(workbook, wanted === 'insert-row' ? 'row' : 'column');
      if (wanted === 'delete-row' || wanted === 'delete-column')
        deleteLines(workbook, wanted === 'delete-row' ? 'row' : 'column');
    });
  };

  const runAddIn = async (does: string): Promise<void> => {
    setPane(true);
    if (!(await ribbon.press(does))) say('The task pane did not answer. Open the workbook again.');
  };

  const bring = async (file: File): Promise<void> => {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      openBook(bytes);
      openPath((await books.upload(file.name, bytes)).path);
    } catch (error) {
      say(`${file.name} was not opened: ${error instanceof Error ? error.message : 'it could not be read'}`);
    }
  };

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === 'F6') {
        goToNextArea(event.shiftKey);
        event.preventDefault();
        return;
      }
      if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) {
        if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return;
      }
      const wanted = event.shiftKey && event.key.toLowerCase() === 'l' ? 'filter' : keys[event.key.toLowerCase()];
      if (event.key.toLowerCase() === 's') void save();
      else if (wanted !== undefined) command(wanted);
      else return;
      event.preventDefault();
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
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (event.type === 'drop' && file !== undefined) void bring(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file may be dropped anywhere; the chooser does it by keyboard
    <div className="excel" onDragOver={drop} onDrop={drop}>
      <header className="excel-bar">
        <TableFilled className="excel-mark" aria-hidden />
        <h1>
          <WorkbookChooser
            name={name || 'Excel'}
            path={path}
            onOpen={openPath}
            onFile={(file) => void bring(file)}
            onProblem={say}
          />
        </h1>
        <span className="excel-state" role="status">
          {words[state]}
        </span>
        <span className="bar-end">
          {others.length > 0 && (
            <AvatarGroup layout="stack" size={24} aria-label={`Also here: ${others.map((one) => one.name).join(', ')}`}>
              {others.map((one) => (
                <AvatarGroupItem key={one.client} name={one.name} title={one.name} color="colorful" />
              ))}
            </AvatarGroup>
          )}
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
      <ExcelRibbon mayUndo={workbook?.mayUndo === true} onCommand={command} onAddIn={(does) => void runAddIn(does)} />
      {said !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{said}</MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button appearance="transparent" aria-label="Close" icon={<DismissRegular />} onClick={() => say(null)} />
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
              others={others}
              type={(text) => type(workbook.selection.top, workbook.selection.left, text)}
            />
            <SheetTabs workbook={workbook} />
          </div>
          {wasOpen && me !== undefined && (
            <aside className="pane" aria-label="Attendance Desk" hidden={!hasPane}>
              <header className="pane-header">
                <h2>Attendance Desk</h2>
                <Button
                  appearance="transparent"
                  icon={<DismissRegular />}
                  aria-label="Close the pane"
                  onClick={() => setPane(false)}
                />
              </header>
              <TaskPane workbook={workbook} me={me} ribbon={ribbon} show={() => setPane(true)} />
            </aside>
          )}
        </div>
      )}
      {filter !== null && workbook !== null && (
        <FilterDialog
          choice={filter}
          onClose={() => setFilter(null)}
          onChoose={(values) => {
            setFilter(null);
            attempt(() => filterBy(workbook, values));
          }}
        />
      )}
    </div>
  );
};
