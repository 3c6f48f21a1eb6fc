/** Tells Excel to work out every formula when it opens the file: their kept values are old. */
export const withFullCalculation = (text: string): string => {
  const found = /<((?:[\w.-]+:)?)calcPr((?:\s[^>]*?)?)(\/?)>/.exec(text);
  if (found !== null) {
    const attributes = found[2]!.replace(/\s+fullCalcOnLoad\s*=\s*["'][^"']*["']/, '');
    const tag = `<${found[1]}calcPr${attributes} fullCalcOnLoad="1"${found[3]}>`;
    return text.slice(0, found.index) + tag + text.slice(found.index + found[0].length);
  }
  // CT_Workbook is a sequence: calcPr follows these and precedes all others.
  const prefix = /<([\w.-]+:)?workbook[\s>]/.exec(text)?.[1] ?? '';
  for (const name of ['definedNames', 'externalReferences', 'functionGroups', 'sheets']) {
    const end = `</${prefix}${name}>`;
    const at = text.indexOf(end);
    if (at >= 0)
      return `${text.slice(0, at + end.length)}<${prefix}calcPr fullCalcOnLoad="1"/>${text.slice(at + end.length)}`;
  }
  return text;
};

/** The workbook's part without `calcPr`: what must not differ. */
export const withoutCalculation = (text: string): string =>
  text.replace(/<(?:[\w.-]+:)?calcPr(?:\s[^>]*)?>(?:<\/(?:[\w.-]+:)?calcPr>)?/, '');
