/** Carries out in one sync what `write` asks for: Excel draws and calculates once, and tells the pane nothing of it. */
export const writing = async (context: Excel.RequestContext, write: () => void): Promise<void> => {
  context.workbook.application.suspendApiCalculationUntilNextSync();
  context.workbook.application.suspendScreenUpdatingUntilNextSync();
  context.runtime.enableEvents = false;
  write();
  try {
    await context.sync();
  } finally {
    // Goes with the sync that ends the run.
    context.runtime.enableEvents = true;
  }
};
