/** Excel would not: `message` says what to do next, for the person at the sheet. */
export class DoorError extends Error {
  constructor(message: string, options?: { cause: unknown }) {
    super(message, options);
    this.name = 'DoorError';
  }
}
