import { nodeModule } from './node-module.ts';
import { packing } from './packing.ts';
import { XlsxRefusal } from './refusal.ts';

/** How much a file may weigh before it is opened (settings of the caller; reliability: a file is weighed first). */
export interface Limits {
  readonly inflatedBytes: number;
  readonly ratio: number;
  readonly parts: number;
}
export const defaultLimits: Limits = { inflatedBytes: 50_000_000, ratio: 100, parts: 200 };

interface Entry {
  readonly name: string;
  readonly rawName: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly crc: number;
  readonly inflated: number;
  readonly attributes: number;
  readonly madeBy: number;
  readonly packed: Uint8Array;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const node = nodeModule<typeof import('node:buffer')>('node:buffer');

/** True for the same bytes. */
export const isSameBytes = (a: Uint8Array, b: Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  if (node !== undefined) return node.Buffer.compare(a, b) === 0;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
};

const endOfDirectory = (bytes: Uint8Array): number => {
  const view = viewOf(bytes);
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new XlsxRefusal('the file is cut short or damaged: its table of contents is missing');
};

/** A zip held entry by entry: what is not replaced is written back exactly as it came, still packed, in its place. */
export class Zip {
  readonly #entries: readonly Entry[];

  private constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  /** Weighs the table of contents before anything is unpacked. Throws XlsxRefusal. */
  static open(bytes: Uint8Array, limits: Limits = defaultLimits): Zip {
    const view = viewOf(bytes);
    const end = endOfDirectory(bytes);
    const count = view.getUint16(end + 10, true);
    const start = view.getUint32(end + 16, true);
    if (count === 0xffff || start === 0xffffffff)
      throw new XlsxRefusal('the file is of a zip kind (zip64) no workbook of this size needs');
    if (count > limits.parts) throw new XlsxRefusal(`the file has ${count} parts; at most ${limits.parts} are read`);
    const entries: Entry[] = [];
    const names = new Set<string>();
    let total = 0;
    let packedTotal = 0;
    let at = start;
    for (let one = 0; one < count; one++) {
      if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
        throw new XlsxRefusal('the file is damaged: its table of contents cannot be read');
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const packedSize = view.getUint32(at + 20, true);
      const inflated = view.getUint32(at + 24, true);
      const nameLength = view.getUint16(at + 28, true);
      const skip = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      const local = view.getUint32(at + 42, true);
      const rawName = bytes.slice(at + 46, at + 46 + nameLength);
      const name = new TextDecoder().decode(rawName);
      if ((flags & 1) !== 0) throw new XlsxRefusal('the file is protected with a password; save it without one');
      if (method !== 0 && method !== 8) throw new XlsxRefusal('the file is packed in a way Excel does not use');
      if (names.has(name.toLowerCase())) throw new XlsxRefusal(`the file holds ${name} twice`);
      names.add(name.toLowerCase());
      total += inflated;
      packedTotal += packedSize;
      if (total > limits.inflatedBytes)
        throw new XlsxRefusal(`the file unpacks to more than ${Math.round(limits.inflatedBytes / 1_000_000)} MB`);
      if (local + 30 > bytes.length || view.getUint32(local, true) !== 0x04034b50)
        throw new XlsxRefusal(`the file is damaged at ${name}`);
      const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (from + packedSize > start) throw new XlsxRefusal(`the file is damaged at ${name}`);
      entries.push({
        name,
        rawName,
        flags: flags & 0x0800,
        method,
        time: view.getUint32(at + 12, true),
        crc: view.getUint32(at + 16, true),
        inflated,
        attributes: view.getUint32(at + 38, true),
        madeBy: view.getUint16(at + 4, true),
        packed: bytes.subarray(from, from + packedSize),
      });
      at += 46 + nameLength + skip;
    }
    if (packedTotal > 0 && total / packedTotal > limits.ratio)
      throw new XlsxRefusal(`the file unpacks to more than ${limits.ratio} times its size`);
    return new Zip(entries);
  }

  get names(): readonly string[] {
    return this.#entries.map(({ name }) => name);
  }

  #unpacked(entry: Entry): Uint8Array {
    try {
      return entry.method === 0 ? entry.packed : packing.inflate(entry.packed, entry.inflated);
    } catch (cause) {
      throw new XlsxRefusal(`the file is damaged at ${entry.name}${cause instanceof Error ? '' : ' (unknown)'}`);
    }
  }

  /** True when an entry unpacks to these bytes, one by one: its check sum says no more. */
  holds(name: string, bytes: Uint8Array): boolean {
    const entry = this.#entries.find((one) => one.name === name);
    return entry !== undefined && isSameBytes(this.#unpacked(entry), bytes);
  }

  /** An entry's bytes, checked against its length and check sum; undefined when there is none. */
  read(name: string): Uint8Array | undefined {
    const entry = this.#entries.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (entry === undefined) return undefined;
    const bytes = this.#unpacked(entry);
    if (bytes.length !== entry.inflated || packing.crc(bytes) !== entry.crc)
      throw new XlsxRefusal(`the file is damaged at ${entry.name}`);
    return bytes;
  }

  /** True when the entry is packed to the same bytes in both. */
  isSame(other: Zip, name: string): boolean {
    const [mine, theirs] = [this, other].map((zip) => zip.#entries.find((entry) => entry.name === name));
    return (
      mine !== undefined && theirs !== undefined && mine.crc === theirs.crc && isSameBytes(mine.packed, theirs.packed)
    );
  }

  /** The file with these entries replaced; order, names and times stay, so that the same changes give the same bytes. */
  with(changed: ReadonlyMap<string, Uint8Array>): Uint8Array {
    const entries = this.#entries.map((entry) => {
      const bytes = changed.get(entry.name);
      return bytes === undefined
        ? entry
        : { ...entry, method: 8, crc: packing.crc(bytes), inflated: bytes.length, packed: packing.deflate(bytes) };
    });
    const size = entries.reduce((sum, { rawName, packed }) => sum + 76 + 2 * rawName.length + packed.length, 22);
    const out = new Uint8Array(size);
    const view = viewOf(out);
    const common = (at: number, { flags, method, time, crc, packed, inflated, rawName }: Entry): void => {
      view.setUint16(at, 20, true);
      view.setUint16(at + 2, flags, true);
      view.setUint16(at + 4, method, true);
      view.setUint32(at + 6, time, true);
      view.setUint32(at + 10, crc, true);
      view.setUint32(at + 14, packed.length, true);
      view.setUint32(at + 18, inflated, true);
      view.setUint16(at + 22, rawName.length, true);
    };
    let at = 0;
    const places: number[] = [];
    for (const entry of entries) {
      places.push(at);
      view.setUint32(at, 0x04034b50, true);
      common(at + 4, entry);
      out.set(entry.rawName, at + 30);
      out.set(entry.packed, at + 30 + entry.rawName.length);
      at += 30 + entry.rawName.length + entry.packed.length;
    }
    const directory = at;
    for (const [index, entry] of entries.entries()) {
      view.setUint32(at, 0x02014b50, true);
      view.setUint16(at + 4, entry.madeBy, true);
      common(at + 6, entry);
      view.setUint32(at + 38, entry.attributes, true);
      view.setUint32(at + 42, places[index]!, true);
      out.set(entry.rawName, at + 46);
      at += 46 + entry.rawName.length;
    }
    view.setUint32(at, 0x06054b50, true);
    view.setUint16(at + 8, entries.length, true);
    view.setUint16(at + 10, entries.length, true);
    view.setUint32(at + 12, at - directory, true);
    view.setUint32(at + 16, directory, true);
    return out;
  }
}
