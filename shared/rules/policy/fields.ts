import { z } from 'zod';
import { isCode } from '../../vocabulary/mark.ts';
import { roles } from '../../vocabulary/role.ts';

/** What a policy is written with: school time, shares of one, whole numbers, codes and roles. */
export const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time like 09:10');
export const share = z.number('expected a share like 0.05').min(0).max(1);
export const minutes = z.number().int().min(0).max(600);
export const schoolDays = z.number().int().min(0).max(200);
export const schoolWeeks = z.number().int().min(1).max(40);
export const sessions = z.number().int().min(1).max(400);
export const code = z.string().refine(isCode, { error: 'expected an attendance code such as I or C2' });
export const role = z.enum(roles);
