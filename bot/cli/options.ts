import { parseArgs } from 'node:util';
import { WrongUse } from './io.ts';

/** A text option, and a switch. */
export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;

interface Option {
  readonly type: 'string' | 'boolean';
}

export type Parsed<Options extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Options]: (Options[Name]['type'] extends 'boolean' ? boolean : string) | undefined;
};

/** The options of a command line, and what stands there without one. What is wrong with them is wrong use. */
export const parseOptions = <Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  options: Options,
): { readonly values: Parsed<Options>; readonly positionals: readonly string[] } => {
  try {
    const asked: Readonly<Record<string, Option>> = options;
    const { values, positionals } = parseArgs({ args: [...args], options: { ...asked }, allowPositionals: true });
    return { values: values as Parsed<Options>, positionals };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
};

/** Of a command that takes options alone. */
export const parseOptionsAlone = <Options extends Readonly<Record<string, Option>>>(
  args: readonly string[],
  options: Options,
): Parsed<Options> => {
  const { values, positionals } = parseOptions(args, options);
  if (positionals.length > 0) throw new WrongUse(`${positionals[0]} stands there without an option.`);
  return values;
};
