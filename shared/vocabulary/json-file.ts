import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { ZodError, ZodType } from 'zod';

/** What is wrong with a file of JSON, and where; lines and columns begin with 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** `ladder.stages.2.absenceAtLeast`; empty for the file as a whole. */
  readonly field: string;
  /** What stands there, as written; null when nothing does. */
  readonly value: string | null;
  readonly why: string;
}

export type ReadJson<T> =
  | { readonly value: T; readonly warnings: readonly JsonFault[] }
  | { readonly faults: readonly JsonFault[] };

type Path = readonly (string | number)[];

const syntax: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know; texts stand in double quotes',
  InvalidNumberFormat: 'no number',
  PropertyNameExpected: 'the name of a field in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected after the name of a field',
  CommaExpected: 'a comma is expected before the next one',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'the file should end here',
  UnexpectedEndOfString: 'a closing double quote is missing',
};

/** The text of a file with its places. */
class JsonText {
  readonly text: string;
  readonly errors: ParseError[] = [];
  readonly #root: Node | undefined;

  constructor(text: string) {
    this.text = text;
    this.#root = parseTree(text, this.errors, { disallowComments: true, allowTrailingComma: false });
  }

  fault(field: string, offset: number, value: string | null, why: string): JsonFault {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1, field, value, why };
  }

  /** A fault at a field: where its value stands, or where the nearest one around it does. */
  faultAt(path: Path, why: string): JsonFault {
    const field = path.join('.');
    for (let depth = path.length; depth >= 0; depth--) {
      const node = this.#root && findNodeAtLocation(this.#root, [...path.slice(0, depth)]);
      if (node === undefined) continue;
      const isScalar = node.children === undefined;
      return this.fault(field, node.offset, depth === path.length && isScalar ? short(String(node.value)) : null, why);
    }
    return this.fault(field, 0, null, why);
  }

  /** Fields of which the value read knows nothing, and fields that stand there twice. */
  strangers(known: unknown, node: Node | undefined = this.#root, path: Path = []): JsonFault[] {
    if (typeof known !== 'object' || known === null) return [];
    const children = node?.children ?? [];
    if (node?.type === 'array')
      return Array.isArray(known)
        ? children.flatMap((child, at) => this.strangers(known[at], child, [...path, at]))
        : [];
    const names = children.map((property) => String(property.children![0]!.value));
    return children.flatMap((property, at) => {
      const [name, value] = property.children!;
      const field = [...path, names[at]!].join('.');
      const say = (why: string): JsonFault => this.fault(field, name!.offset, names[at]!, why);
      if (names.indexOf(names[at]!) < at) return [say('this field stands here twice; the last one counts')];
      if (!Object.hasOwn(known, names[at]!)) return [say('not known here; ignored')];
      return this.strangers((known as Readonly<Record<string, unknown>>)[names[at]!], value, [...path, names[at]!]);
    });
  }
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** The faults behind a union's fault as well: the alternative that got furthest says what is expected. */
const leaves = (issues: ZodError['issues'], under: Path = []): { path: Path; why: string }[] =>
  issues.flatMap((issue) => {
    const path: Path = [...under, ...issue.path.filter((key) => typeof key !== 'symbol')];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, why: issue.message }];
    const depth = (inner: ZodError['issues']): number => Math.max(0, ...inner.map((one) => one.path.length));
    return leaves(
      issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a)),
      path,
    );
  });

/**
 * Reads a file of JSON by its schema: the value with warnings of fields that nobody knows; or every fault with its line,
 * its column, its field and what is expected there. It never throws for what is in the file.
 */
export const readJson = <T>(file: string, schema: ZodType<T>): ReadJson<T> => {
  const json = new JsonText(file.replace(/^\ufeff/, ''));
  // What follows a first mistake in the writing is mostly its echo.
  const [mistake] = json.errors;
  if (mistake !== undefined) {
    const code = printParseErrorCode(mistake.error);
    return { faults: [json.fault('', mistake.offset, null, `not JSON: ${syntax[code] ?? code}`)] };
  }
  const read = schema.safeParse(JSON.parse(json.text));
  if (!read.success) return { faults: leaves(read.error.issues).map(({ path, why }) => json.faultAt(path, why)) };
  return { value: read.data, warnings: json.strangers(read.data) };
};
