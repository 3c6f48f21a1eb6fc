/** A CSV text with CRLF line ends; every field quoted, as most systems of schools write it. */
export const quotedCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `"${row.map((field) => field.replaceAll('"', '""')).join('","')}"\r\n`).join('');

/** The same with quotes only where a field needs them. */
export const plainCsv = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(','))
    .join('\r\n')
    .concat('\r\n');

const encoder = new TextEncoder();

/** UTF-8 with a byte order mark, as Excel and Arbor write it. */
export const utf8WithMark = (text: string): Uint8Array => encoder.encode(`\uFEFF${text}`);

/** Windows-1252, of which the sample uses the characters up to ÿ. */
export const windows1252 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
