import { readFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { median, took } from './timing.ts';
import { filled, loadedAndSaved, schoolView } from './tracker-file.ts';

/**
 * A process of its own, as each of them is for whoever fills a file: prints the milliseconds that one side takes for the
 * tracker of a path, the first time or as the median of so many rounds after as many to warm up.
 */
const [side, path, rounds] = process.argv.slice(2);
const file = new Uint8Array(readFileSync(path!));
const view = schoolView(210);
const packed = deflateRawSync(unzipSync(file)['xl/worksheets/sheet1.xml']!);

const sides: Readonly<Record<string, () => unknown>> = {
  ours: () => filled(file, view),
  ExcelJS: async () => await loadedAndSaved(file),
  zlib: () => deflateRawSync(inflateRawSync(packed)),
};
const work = async (): Promise<unknown> => await sides[side!]!();

const times: number[] = [];
for (let round = 0; round < Number(rounds); round++) await work();
do times.push(await took(work));
while (times.length < Number(rounds));
console.log(median(times));
