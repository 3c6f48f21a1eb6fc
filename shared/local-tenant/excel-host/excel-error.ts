/** As Office.js throws: `code` is Excel's own word (`ItemNotFound`, `InvalidArgument`, `AccessDenied` …). */
export class ExcelError extends Error {
  override readonly name = 'RichApi.Error';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Office.js' own sentence, so that a page that forgets to load meets it here first. */
export const notLoaded = (property: string): ExcelError =>
  new ExcelError(
    'PropertyNotLoaded',
    `The property '${property}' is not available. Before reading the property's value, call the load method on the containing object and call "context.sync()" on the associated request context.`,
  );

/** What Excel can do and this stand-in cannot: said aloud, never answered with a guess. */
export const notHere = (what: string): ExcelError =>
  new ExcelError('NotImplemented', `${what} is not part of this stand-in for Excel.`);
