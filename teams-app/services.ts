import { createContext, useContext } from 'react';
import { type DeskApi, deskApi } from './api/desk-api.ts';
import type { TeamsHost } from './host/teams-host.ts';

/** What the pages may reach: the desk of one school. Wired here and nowhere else. */
export const wire = (host: TeamsHost, school: string | undefined): DeskApi => deskApi('../api/', host.token, school);

const Desk = createContext<DeskApi | undefined>(undefined);
export const DeskProvider = Desk.Provider;

export const useDesk = (): DeskApi => {
  const desk = useContext(Desk);
  if (desk === undefined) throw new Error('A page was drawn outside the desk');
  return desk;
};
