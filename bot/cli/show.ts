import { anyKinds } from '../../shared/records/all.ts';
import { kindNamed, type RecordView, recordViews, type ShownRecord } from '../../shared/workflows/show-record.ts';
import { readSettings } from '../settings.ts';
import { besideOrHere } from './beside-or-here.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptions, text } from './options.ts';
import type { Do } from './record-work.ts';

export const usage = `desk show RECORD ID --as PERSON --view ${recordViews.join('|')} [--json]`;

const isView = (text: string): text is RecordView => (recordViews as readonly string[]).includes(text);

const optionsOf = (args: readonly string[]) => {
  const { values, positionals } = parseOptions(args, { as: text, view: text, json: flag });
  const [record = '', id, ...more] = positionals;
  if (!kindNamed(record))
    throw new WrongUse(
      `There is no record ${record || 'without a name'}. There are: ${anyKinds.map(({ name }) => name).join(', ')}.`,
    );
  if (id === undefined || more.length > 0) throw new WrongUse('One ID is expected: the key of the record.');
  if (values.as === undefined) throw new WrongUse('--as PERSON is missing: a name, an e-mail address or an id.');
  if (values.view === undefined || !isView(values.view))
    throw new WrongUse(`--view is one of ${recordViews.join(', ')}.`);
  return { record, id, as: values.as, view: values.view, json: values.json === true };
};

const said = ({ record, id, view, fields, writes, shown }: ShownRecord): string =>
  [
    `${record} ${id}, ${view}:`,
    ...Object.entries(fields).map(
      ([name, value]) => `  ${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    ),
    writes.length > 0 ? `May write: ${writes.join(', ')}.` : 'May write none of it.',
    shown === null ? `No ${view} shows it to this person.` : JSON.stringify(shown, undefined, 2),
  ].join('\n');

/** What a person would see of a record, by the code that shows it; exit 4 when that is nothing. Local tenant only. */
export const run = async (args: readonly string[], io: Io, work: Do = besideOrHere(io)): Promise<number> => {
  const { record, id, as, view, json } = optionsOf(args);
  if (readSettings(io.env).tenant)
    throw new WrongUse('desk show works on the local tenant alone: nobody looks at real records in another’s name.');
  const showing = await work('show', { record, id, as, view });
  if (showing === 'several people')
    throw new WrongUse(`Several people are called ${as}: give the e-mail address or the id.`);
  if (typeof showing === 'string') {
    const isRefused = showing === 'not permitted';
    io.err(
      isRefused ? 'Not permitted: this person may see nothing of it.\n' : `There is no ${record} with the id ${id}.\n`,
    );
    if (json) io.out(`${JSON.stringify({ record, id, why: showing })}\n`);
    return isRefused ? exit.notPermitted : exit.findings;
  }
  io.out(`${json ? JSON.stringify({ ...showing, as }) : said(showing)}\n`);
  return exit.done;
};
