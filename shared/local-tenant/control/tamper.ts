import { recordOf } from '../http.ts';
import type { Tenant } from '../tenant.ts';
import { ControlError } from './control-error.ts';
import type { Tamper, TamperBody } from './tamper-body.ts';
import { siteTampers } from './tamper-site.ts';
import { teamTampers } from './tamper-teams.ts';

const tampers: Readonly<Record<string, Tamper>> = { ...siteTampers, ...teamTampers };

/**
 * Damage by hand: what a person does in a browser, in Teams or in Excel and never tells the desk. Answers with what was
 * changed; throws ControlError in words.
 */
export const tamper = async (tenant: Tenant, body: TamperBody): Promise<Record<string, unknown>> => {
  const name = String(body.do);
  const kind = Object.hasOwn(tampers, name) ? tampers[name] : undefined;
  if (!kind) throw new ControlError(400, `do: one of ${Object.keys(tampers).join(', ')} expected`);
  const { do: _, ...given } = recordOf(body);
  const other = Object.keys(given).find((field) => !kind.fields.includes(field));
  if (other !== undefined)
    throw new ControlError(400, `${other}: not known; ${name} takes ${kind.fields.join(', ') || 'nothing more'}`);
  return { done: name, ...(await kind.carryOut(tenant, given)) };
};
