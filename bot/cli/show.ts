import { anyKinds } from '../../shared/records/all.ts';
import type { Desk } from '../../shared/workflows/desk.ts';
import {
  type Asker,
  kindNamed,
  type RecordView,
  recordViews,
  type ShownRecord,
  showRecord,
} from '../../shared/workflows/show-record.ts';
import { whoIs } from '../../shared/workflows/who-is.ts';
import { readSettings } from '../settings.ts';
import { exit, type Io, WrongUse } from './io.ts';
import { flag, parseOptions, text } from './options.ts';
import { withOwnDesk } from './with-own-desk.ts';

export const usage = `desk show RECORD ID --as PERSON --view ${recordViews.join('|')} [--json]`;

const isView = (text: string): text is RecordView => (recordViews as readonly string[]).includes(text);

const optionsOf = (args: readonly string[]) => {
  const { values, positionals } = parseOptions(args, { as: text, view: text, json: flag });
  const [record = '', id, ...more] = positionals;
  const kind = kindNamed(record);
  if (!kind)
    throw new WrongUse(
      `There is no record ${record || 'without a name'}. There are: ${anyKinds.map(({ name }) => name).join(', ')}.`,
    );
  if (id === undefined || more.length > 0) throw new WrongUse('One ID is expected: the key of the record.');
  if (values.as === undefined) throw new WrongUse('--as PERSON is missing: a name, an e-mail address or an id.');
  if (values.view === undefined || !isView(values.view))
    throw new WrongUse(`--view is one of ${recordViews.join(', ')}.`);
  return { kind, id, as: values.as, view: values.view, json: values.json === true };
};

/** Somebody of the directory by id, e-mail address or name; whoever is not there is asked for as a stranger. */
const askerOf = async (desk: Desk, as: string): Promise<Asker> => {
  const wanted = as.toLowerCase();
  const found = (await desk.directory.accounts()).filter(({ id, email, name }) =>
    [id, email, name].some((known) => known.toLowerCase() === wanted),
  );
  if (found.length > 1) throw new WrongUse(`Several people are called ${as}: give the e-mail address or the id.`);
  const [account] = found;
  return account
    ? { id: account.id, name: account.name, person: await whoIs(desk, account.id) }
    : { id: as, name: '', person: undefined };
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
export const run = async (args: readonly string[], io: Io): Promise<number> => {
  const { kind, id, as, view, json } = optionsOf(args);
  if (readSettings(io.env).tenant)
    throw new WrongUse('desk show works on the local tenant alone: nobody looks at real records in another’s name.');
  return await withOwnDesk(io, 'desk show', async (desk) => {
    const showing = await showRecord(desk, await askerOf(desk, as), { kind, id, view });
    if (showing === 'no such record') {
      io.err(`There is no ${kind.name} with the id ${id}.\n`);
      if (json) io.out(`${JSON.stringify({ record: kind.name, id, why: 'no such record' })}\n`);
      return exit.findings;
    }
    if (showing === 'not permitted') {
      io.err('Not permitted: this person may see nothing of it.\n');
      if (json) io.out(`${JSON.stringify({ record: kind.name, id, why: 'not permitted' })}\n`);
      return exit.notPermitted;
    }
    io.out(`${json ? JSON.stringify({ ...showing, as }) : said(showing)}\n`);
    return exit.done;
  });
};
