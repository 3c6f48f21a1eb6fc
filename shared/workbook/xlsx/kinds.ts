import { XlsxRefusal } from './refusal.ts';

/** Refuses by its first bytes what is no .xlsx or .xlsm. */
export const refuseOtherKinds = (bytes: Uint8Array): void => {
  if (bytes.length < 22) throw new XlsxRefusal('the file is empty or cut short');
  const [a, b, c, d] = bytes;
  if (a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0)
    throw new XlsxRefusal(
      'the file is an old .xls or is protected with a password; save it in Excel as .xlsx without a password',
    );
  if (a !== 0x50 || b !== 0x4b) throw new XlsxRefusal('the file is not an Excel workbook (.xlsx)');
};

/** Refuses by its parts what would not stay whole: another kind of workbook, a signature that any change breaks. */
export const refuseByParts = (parts: readonly string[], main: string, contentTypes: string | undefined): void => {
  if (/\.bin$/i.test(main)) throw new XlsxRefusal('the file is an .xlsb; save it in Excel as .xlsx');
  if (parts.some((part) => /^_xmlsignatures\//i.test(part)))
    throw new XlsxRefusal('the workbook is signed; any change would break its signature');
  if (parts.some((part) => /(?:^|\/)vbaProjectSignature\w*\.bin$/i.test(part)))
    throw new XlsxRefusal('the macros of the workbook are signed; update it in Excel with the add-in');
  if (/spreadsheetml\.template\.main\+xml|ms-excel\.template\.macroEnabled/i.test(contentTypes ?? ''))
    throw new XlsxRefusal('the file is a template (.xltx); open it in Excel and save it as a workbook');
  if (/ms-excel\.addin\.macroEnabled/i.test(contentTypes ?? ''))
    throw new XlsxRefusal('the file is an Excel add-in (.xlam), not a workbook');
};
