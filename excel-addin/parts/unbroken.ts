/** A sentence whose numbers are not torn from their per cent sign at the end of a line. */
export const unbroken = (says: string): string => says.replaceAll(' %', '\u00a0%');
