/** A page asked for what is not there, or not for this person. */
export class PageError extends Error {
  readonly status: number;
  constructor(status: number, says: string) {
    super(says);
    this.status = status;
  }
}
