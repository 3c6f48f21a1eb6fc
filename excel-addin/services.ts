import { createContext, useContext } from 'react';
import { type DeskApi, deskApi } from './api/desk-api.ts';
import { signInThroughOffice } from './api/sign-in.ts';
import { excelWorkbook } from './office/excel-workbook.ts';
import { type OfficeHost, officeHost } from './office/office-host.ts';
import type { WorkbookDoor } from './office/workbook-door.ts';

/** What the pane may reach: the workbook, Office around it, the desk. */
export interface Services {
  readonly workbook: WorkbookDoor;
  readonly office: OfficeHost;
  readonly desk: DeskApi;
  /** A new key for a press: the same press sent twice counts once. */
  readonly newKey: () => string;
}

/** Wired here and nowhere else. */
export const wire = (): Services => ({
  workbook: excelWorkbook,
  office: officeHost,
  desk: deskApi('../api/', signInThroughOffice('../api/')),
  newKey: () => crypto.randomUUID(),
});

const Wired = createContext<Services | undefined>(undefined);
export const ServicesProvider = Wired.Provider;

export const useServices = (): Services => {
  const services = useContext(Wired);
  if (services === undefined) throw new Error('A part was drawn outside the pane');
  return services;
};
