/** Days from 1 January 1900 as Excel counts it to 1 January 1904, from which some workbooks count. */
export const daysBetweenSystems = 1462;

/** By the number of 1 January 2000: Office.js has no property that says which day a workbook counts from. */
export const isFrom1904 = (turnOfTheCentury: number): boolean => turnOfTheCentury === 36_526 - daysBetweenSystems;
