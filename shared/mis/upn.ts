/** The DfE's alphabet of UPN check letters: no I, O or S, which read as 1, 0 and 5. */
const letters = 'ABCDEFGHJKLMNPQRTUVWXYZ';

export const looksLikeUpn = (text: string): boolean => /^[A-Z]\d{11}[0-9A-Z]$/.test(text);

/**
 * The check letter that the twelve characters behind it ask for: characters weighted 2 to 13, summed, modulo 23. The
 * last is a letter in a temporary UPN and counts by its place in the alphabet. As in the DfE's
 * guide to UPNs.
 */
export const checkLetterOf = (twelve: string): string | undefined => {
  let sum = 0;
  for (const [at, character] of [...twelve].entries()) {
    const value =
      character >= '0' && character <= '9' ? Number(character) : at === 11 ? letters.indexOf(character) : -1;
    if (value < 0) return undefined;
    sum += value * (at + 2);
  }
  return letters[sum % 23];
};

/** Undefined when the UPN is right, otherwise what is wrong with it. */
export const faultOfUpn = (upn: string): string | undefined => {
  if (!looksLikeUpn(upn)) return 'not a UPN: a letter and twelve digits';
  const letter = checkLetterOf(upn.slice(1));
  return letter === upn[0] ? undefined : 'the check letter of this UPN is wrong';
};
