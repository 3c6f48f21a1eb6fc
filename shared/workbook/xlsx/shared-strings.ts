import { stringText } from './read-cell.ts';
import { XlsxRefusal } from './refusal.ts';
import { hasDocumentType } from './xml.ts';

/** The workbook's shared strings: where each stands is known at once, its text when it is asked for. */
export class SharedStrings {
  readonly #xml: string;
  readonly #prefix: string;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #texts: (string | undefined)[] = [];

  constructor(xml: string | undefined) {
    this.#xml = xml ?? '';
    if (hasDocumentType(this.#xml))
      throw new XlsxRefusal('the shared strings hold a document type, which no workbook needs');
    this.#prefix = /<([\w.-]+:)?sst[\s>]/.exec(this.#xml)?.[1] ?? '';
    const from = this.#xml.search(/<(?:[\w.-]+:)?sst[\s>]/);
    if (from >= 0 && this.#xml.includes('<!', from))
      throw new XlsxRefusal('the shared strings hold comments or marked sections');
    const [open, close] = [`<${this.#prefix}si`, `</${this.#prefix}si>`];
    for (let at = this.#xml.indexOf(open); at >= 0; at = this.#xml.indexOf(open, at)) {
      const tagEnd = this.#xml.indexOf('>', at);
      if (tagEnd < 0) return;
      const isAlone = this.#xml[tagEnd - 1] === '/';
      const end = isAlone ? tagEnd + 1 : this.#xml.indexOf(close, tagEnd);
      if (end < 0) return;
      this.#starts.push(tagEnd + 1);
      this.#ends.push(end);
      at = end;
    }
  }

  /** The text of a number; blank when there is none. */
  at(number: number): string {
    const known = this.#texts[number];
    if (known !== undefined) return known;
    const start = this.#starts[number];
    if (start === undefined) return '';
    const text = stringText(this.#xml.slice(start, this.#ends[number]), this.#prefix);
    this.#texts[number] = text;
    return text;
  }
}
