import { run } from './excel-run.ts';

/** How many changes of each sheet were heard: tells whether one came while Excel answered. */
const counts = new Map<string, number>();

/** Changes that people make to a sheet, here or in another window; what the pane itself writes is not heard. */
export const sheetEvents = {
  count: (sheet: string): number => counts.get(sheet) ?? 0,

  listen: (sheet: string, listener: () => void): Promise<() => Promise<void>> =>
    run(async (context) => {
      const heard = async (): Promise<void> => {
        counts.set(sheet, sheetEvents.count(sheet) + 1);
        listener();
      };
      const worksheet = context.workbook.worksheets.getItem(sheet);
      // Of a sort Excel promises to tell only as a sort.
      const handlers = [worksheet.onChanged.add(heard), worksheet.onRowSorted.add(heard)];
      await context.sync();
      return async () => {
        await run(async (again) => {
          for (const handler of handlers) handler.remove();
          await again.sync();
        }, context);
      };
    }),
};
