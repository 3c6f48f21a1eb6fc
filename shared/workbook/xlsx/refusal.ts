/** A workbook, or a change to it, that is refused: `message` says why in words for its owner. Expected, not a fault. */
export class XlsxRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XlsxRefusal';
  }
}

/** The finished file is not what it should be: none is given. */
export function damaged(where: string): never {
  throw new XlsxRefusal(`the workbook could not be kept whole (${where}); nothing was written`);
}
