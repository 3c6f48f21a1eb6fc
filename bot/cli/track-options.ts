import { parseArgs } from 'node:util';
import { type Field, fields, isIdentity } from '../../shared/workbook/fields.ts';
import { dateOption } from './input.ts';
import { WrongUse } from './io.ts';

export const usage =
  "desk track WORKBOOK [--marks FILE --calendar FILE [--pupils FILE]] [--sheet NAME|'*']… [--on DATE] [--add FIELD,…|default] [--out FILE | --in-place] [--dry-run] [--json]";

export interface TrackOptions {
  readonly workbook: string;
  readonly sheets: readonly string[];
  readonly on: string | undefined;
  /** Columns to put at the right-hand end; `default`: the standard set. */
  readonly add: readonly Field[] | 'default';
  readonly out: string | undefined;
  readonly inPlace: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly files:
    | { readonly marks: string; readonly calendar: string; readonly pupils: string | undefined }
    | undefined;
}

const isField = (text: string): text is Field => Object.hasOwn(fields, text);

const addOption = (text: string | undefined): readonly Field[] | 'default' => {
  if (text === undefined) return [];
  if (text.trim() === 'default') return 'default';
  return text.split(',').map((part) => {
    const name = part.trim();
    if (!isField(name))
      throw new WrongUse(
        `--add knows no field ${name === '' ? 'without a name' : name}; there are ${filled.join(' ')}, or default`,
      );
    if (isIdentity(name)) throw new WrongUse(`--add ${name}: who a pupil is, is not filled; add the column in Excel`);
    return name;
  });
};

const filled = Object.keys(fields).filter((name) => !isIdentity(name as Field));

export const trackOptions = (args: readonly string[]): TrackOptions => {
  let parsed: { values: Record<string, string | boolean | string[] | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        marks: { type: 'string' },
        calendar: { type: 'string' },
        pupils: { type: 'string' },
        sheet: { type: 'string', multiple: true, default: [] },
        on: { type: 'string' },
        add: { type: 'string' },
        out: { type: 'string' },
        'in-place': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
  const text = (name: string): string | undefined => {
    const value = parsed.values[name];
    return typeof value === 'string' ? value : undefined;
  };
  const [workbook, ...more] = parsed.positionals;
  if (workbook === undefined) throw new WrongUse('the WORKBOOK is missing');
  if (more.length > 0) throw new WrongUse(`one WORKBOOK at a time, not ${more[0]} as well`);
  const inPlace = parsed.values['in-place'] === true;
  const out = text('out');
  if (inPlace && out !== undefined) throw new WrongUse('--out FILE or --in-place, not both');
  const [marks, calendar, pupils] = [text('marks'), text('calendar'), text('pupils')];
  if ((marks === undefined) !== (calendar === undefined))
    throw new WrongUse(`--${marks === undefined ? 'marks' : 'calendar'} FILE is missing`);
  if (marks === undefined && pupils !== undefined) throw new WrongUse('--pupils FILE needs --marks and --calendar');
  return {
    workbook,
    sheets: parsed.values.sheet as string[],
    on: dateOption('on', text('on')),
    add: addOption(text('add')),
    out,
    inPlace,
    dryRun: parsed.values['dry-run'] === true,
    json: parsed.values.json === true,
    files: marks === undefined || calendar === undefined ? undefined : { marks, calendar, pupils },
  };
};
