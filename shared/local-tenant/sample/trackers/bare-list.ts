import { unzipSync } from 'fflate';
import { newBook } from './book.ts';
import { packed } from './package.ts';
import { linesOf, type SampleTracker } from './sample-tracker.ts';

/** A list without a banner: percentages as numbers, the heading again before each form, leavers and strangers among them. */
export const bareListTracker: SampleTracker = {
  name: 'My list.xlsx',
  says: 'no banner, headings repeated for each form, leavers below',
  make: async (mis) => {
    const book = await newBook(mis);
    const sheet = book.addWorksheet('Sheet1');
    const headings = ['Yr', 'Tutor', 'Student name', 'Att', 'U/A', 'Days off', 'Mum or Dad', 'PA'];
    let row = 1;
    const put = (values: readonly (string | number | null)[]): void => {
      sheet.getRow(row).values = [...values];
      row += 1;
    };
    for (const form of ['8C', '8D', '8E']) {
      put(headings);
      for (const { plan, figures } of linesOf(mis, [form], 7)) {
        const percent = Math.round((figures.attended * 1000) / figures.possible) / 10;
        put([
          Number(plan.year),
          plan.form,
          `${plan.surname} ${plan.forename}`,
          percent,
          figures.unauthorised,
          Math.round((figures.possible - figures.attended) / 2),
          null,
          percent <= 90 ? 'x' : null,
        ]);
      }
      row += 1;
    }
    put(['', '', 'Total', 90, 40]);
    put(['', '', 'LEAVERS']);
    const gone = mis.years.filter(({ plan }) => plan.to !== undefined && plan.to < '2026-02-20').slice(0, 2);
    for (const { plan } of gone) put([Number(plan.year), plan.form, `${plan.surname} ${plan.forename}`, 71.5, 12]);
    put([8, '8E', 'Trotter Rodney', 55, 3]);
    sheet.getColumn(3).width = 30;
    return packed(unzipSync(new Uint8Array(await book.xlsx.writeBuffer())));
  },
};
