import { DoorError } from './door-error.ts';

const plainWords: Readonly<Record<string, string>> = {
  AccessDenied: 'The sheet is protected, or the workbook is open for reading only.',
  InvalidOperationInCellEditMode: 'A cell is being edited. Press Enter in the sheet, then try again.',
  ItemNotFound: 'The sheet is no longer there. Choose it again.',
  ItemAlreadyExists: 'There is a sheet of that name already.',
  RequestAborted: 'Excel stopped the change. Try again.',
  RequestPayloadSizeLimitExceeded: 'This is more than Excel takes from an add-in at one time. Update one sheet a year.',
  ResponsePayloadSizeLimitExceeded:
    'The sheet is larger than Excel hands to an add-in at one time. Keep one sheet a year.',
  GeneralException: 'Excel could not do that. Try again; if it stays so, close and open the workbook.',
};

/** One `Excel.run`; what Excel refuses becomes a sentence for the person at the sheet. */
export const run = async <T>(
  work: (context: Excel.RequestContext) => Promise<T>,
  within?: Excel.RequestContext,
): Promise<T> => {
  try {
    return await (within === undefined ? Excel.run(work) : Excel.run(within, work));
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
    if (cause instanceof DoorError || code === '') throw cause;
    throw new DoorError(plainWords[code] ?? `Excel could not do that (${code}).`, { cause });
  }
};
