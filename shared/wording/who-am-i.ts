import type { MeView } from '../views/me.ts';

const rights: Readonly<Record<keyof MeView['may'], string>> = {
  seeRegisters: 'see registers',
  seeFirstDay: 'see first-day lists',
  logContact: 'log contact',
  seeLeave: 'read leave requests',
  seeLeaveDates: 'see for which dates leave was asked',
  enterLeave: 'enter leave requests',
  decideLeave: 'decide on leave',
  seeTracker: 'open the tracker',
  acceptStage: 'accept stages',
};

const isRight = (name: string): name is keyof MeView['may'] => Object.hasOwn(rights, name);

/** `You are Mercy Okafor: attendance-manager. You may see registers, log contact.` */
export const whoAmI = ({ name, roles, years, may }: MeView): string => {
  const allowed = Object.entries(may).flatMap(([right, is]) => (is && isRight(right) ? [rights[right]] : []));
  const where = years.length === 0 ? '' : `, year ${years.join(', ')}`;
  const what = allowed.length === 0 ? 'You may not open anything here.' : `You may ${allowed.join(', ')}.`;
  return `You are ${name}: ${roles.map((role) => role.replaceAll('-', ' ')).join(', ')}${where}. ${what}`;
};
