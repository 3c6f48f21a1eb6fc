/** A workbook, or a change to it, that is refused: `message` says why in words for its owner. Expected, not a fault. */
export class XlsxRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XlsxRefusal';
  }
}
