import type { Tenant } from '../tenant.ts';
import { ControlError } from './control-error.ts';

/** What is asked of one kind of damage, its fields not yet trusted. */
export type TamperBody = Readonly<Record<string, unknown>>;

/** One kind of damage: what its body may say, and how it is done. The answer tells what was changed. */
export interface Tamper {
  readonly fields: readonly string[];
  readonly carryOut: (tenant: Tenant, body: TamperBody) => Promise<Record<string, unknown>>;
}

/** A field that must be there, as text. */
export const textIn = (body: TamperBody, name: string): string => {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new ControlError(400, `${name}: a text expected`);
};

/** `undo: true` takes the damage back. */
export const isUndone = ({ undo }: TamperBody): boolean => {
  if (undo !== undefined && typeof undo !== 'boolean') throw new ControlError(400, 'undo: true or false expected');
  return undo === true;
};
