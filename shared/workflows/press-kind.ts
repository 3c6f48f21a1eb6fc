import type { z } from 'zod';
import type { PressState } from '../ports/press-log.ts';
import type { Person } from '../vocabulary/role.ts';
import type { Desk } from './desk.ts';
import type { Verb } from './may.ts';

/** Who pressed, as written down with the press: the name stands in the record, rights are asked of the directory. */
export interface By {
  readonly id: string;
  readonly name: string;
}

/** One press on its way to its list. */
export interface Carried<T> {
  readonly key: string;
  /** ISO instant of the press. */
  readonly at: string;
  readonly by: By;
  readonly data: T;
}

/** `open`: it did what it can now, and is carried again later (a concern until somebody acknowledges it). */
export type Settled =
  | (Exclude<PressState, { state: 'saving' }> & { readonly says?: string })
  | { readonly state: 'open'; readonly says: string };

/** One kind of press: what it carries, who may, and how it reaches its list, however often it is carried there. */
export interface PressKind<T> {
  readonly verb: Verb;
  readonly schema: z.ZodType<T>;
  /** Undefined: permitted. Else why not, in words; asked before the press is written down. */
  whyNot(desk: Desk, person: Person, data: T): Promise<string | undefined>;
  /** What the audit event of a refusal is about: ids only. */
  about(data: T): { readonly record: string; readonly pupil?: string | undefined };
  /** May be called again after a crash or a lost answer, and then finds what it did. Throws OutsideError to be called again. */
  carryOut(desk: Desk, press: Carried<T>): Promise<Settled>;
}

export const pressKind = <T>(kind: PressKind<T>): PressKind<T> => kind;
