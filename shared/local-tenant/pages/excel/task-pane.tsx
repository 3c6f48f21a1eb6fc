import { useEffect } from 'react';
import type {} from '../../excel-host/for-pane.ts';
import type { OpenWorkbook } from '../../excel-host/open-workbook.ts';
import type { PagePerson } from '../../web/page-api.ts';
import { tenant } from '../common/tenant-client.ts';
import { type ThemeName, useTheme } from '../common/theme.tsx';
import type { RibbonOfPane } from './ribbon-of-pane.ts';

/** What Office tells an add-in of its looks, by theme. */
const backgrounds: Readonly<Record<ThemeName, string>> = { default: '#ffffff', dark: '#292929', contrast: '#000000' };

/** The real task pane in an iframe. It finds Excel through `window.excelForPane`, which stands before it is loaded. */
export const TaskPane = ({
  workbook,
  me,
  ribbon,
  show,
}: {
  workbook: OpenWorkbook;
  me: PagePerson;
  ribbon: RibbonOfPane;
  show: () => void;
}) => {
  const { name: theme } = useTheme();
  window.excelForPane = {
    workbook,
    background: () => backgrounds[theme],
    token: () => tenant.token(me.id, 'pane'),
    ribbon: ribbon.functions,
    showPane: async () => show(),
  };
  // Another person, file or theme is another start of the pane, as closing and opening it in Office.
  const start = `${me.id} ${theme} ${idOf(workbook)}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: forgotten at each start
  useEffect(() => () => ribbon.forget(), [start, ribbon]);
  return <iframe key={start} title="Attendance Desk task pane" className="pane-frame" src="/excel/addin/pane/" />;
};

const ids = new WeakMap<OpenWorkbook, number>();
let nextId = 1;
const idOf = (workbook: OpenWorkbook): number => {
  const known = ids.get(workbook) ?? nextId++;
  ids.set(workbook, known);
  return known;
};
