import { isOutside } from '../ports/outside-error.ts';
import { certificates } from '../records/certificate.ts';
import { addDays, halves } from '../vocabulary/session.ts';
import { Temporal } from '../vocabulary/temporal.ts';
import { certificateVoid } from '../wording/office.ts';
import type { Desk } from './desk.ts';
import type { JobOptions } from './job-report.ts';
import type { Outcome } from './send.ts';
import { tellOffice } from './tell-office.ts';

/** A certificate that became void is told for so many days, once: as long as the ledger of posts is brought back. */
const toldDays = 7;

/** A list that is not there is named by the checks; nothing stands in it. */
const voidOnes = async (desk: Desk) => {
  try {
    return await desk.records.find(certificates, [{ column: 'state', is: 'eq', value: 'void' }]);
  } catch (error) {
    if (isOutside(error, 'absent')) return [];
    throw error;
  }
};

/** Tells the office of certificates that became void: each once, by ids alone. */
export const tellOfVoid = async (desk: Desk, options: JobOptions = {}): Promise<readonly Outcome[]> => {
  const calendar = await desk.data.calendar();
  const { date: today } = calendar.at(desk.clock.now());
  const outcomes: Outcome[] = [];
  for (const { record } of await voidOnes(desk)) {
    if (record.voidAt === undefined) continue;
    const { date, time } = calendar.at(Temporal.Instant.from(record.voidAt));
    if (date < addDays(today, -toldDays)) continue;
    const half = halves[time < '12:00' ? 0 : 1];
    const what = `certificate-${desk
      .sign(`void/${record.key}`)
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 8)}`;
    outcomes.push(...(await tellOffice(desk, { date, half, what, words: certificateVoid(record) }, options)));
  }
  return outcomes;
};
