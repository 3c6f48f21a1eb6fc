/** Wrong use of a control: said in words. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, says: string) {
    super(says);
    this.status = status;
  }
}
