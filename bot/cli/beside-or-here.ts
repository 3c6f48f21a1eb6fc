import { resolve } from 'node:path';
import { askBeside } from '../beside.ts';
import { readSettings } from '../settings.ts';
import type { Io } from './io.ts';
import { type Do, onDesk } from './record-work.ts';
import { withOwnDesk } from './with-own-desk.ts';

/** The desk that runs on this data does it; where none runs, one is opened for it here. */
export const besideOrHere =
  (io: Io): Do =>
  async (name, asked) => {
    const data = resolve(io.cwd, readSettings(io.env).data);
    const answered = await askBeside(data, name, { ...asked, school: io.school });
    // What came over the socket is what the same task would answer here.
    if (answered !== undefined) return answered as never;
    return await withOwnDesk(io, `desk ${name}`, async (desk) => await onDesk(desk)(name, asked));
  };
