import { run } from './excel-run.ts';

/** How many changes of each sheet were heard: tells whether one came while Excel answered. */
const counts = new Map<string, number>();

/** Changes that people make to a sheet, here or in another window; what the pane itself writes is not heard. */
export const sheetEvents = {
  count: (sheet: string): number => counts.get(sheet) ?? 0,

  listen: (sheet: string, listener: () => void): Promise<() => Promise<void>> =>
    run(async (context) => {
      const handler = context.workbook.worksheets.getItem(sheet).onChanged.add(async () => {
        counts.set(sheet, (counts.get(sheet) ?? 0) + 1);
        listener();
      });
      await context.sync();
      return async () => {
        await run(async (again) => {
          handler.remove();
          await again.sync();
        }, context);
      };
    }),
};
