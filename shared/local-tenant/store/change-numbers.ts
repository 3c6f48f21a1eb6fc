import type { Sql } from './sql.ts';

interface Row {
  readonly last: number;
}

/** The number of the next change of anything in the tenant. */
export const nextChange = (sql: Sql): number =>
  sql.first<Row>('update change_numbers set last = last + 1 returning last')!.last;

/** The number of the last change there was. */
export const lastChange = (sql: Sql): number => sql.first<Row>('select last from change_numbers')!.last;
