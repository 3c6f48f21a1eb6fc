import { complaint } from '../complaint.ts';
import { SettingsError } from '../settings.ts';
import { type Command, exit, type Io, WrongUse } from './io.ts';

/** Every command, loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  audit: async () => await import('./audit.ts'),
  certificate: async () => await import('./certificate.ts'),
  doctor: async () => await import('./doctor.ts'),
  erase: async () => await import('./erase.ts'),
  explain: async () => await import('./explain.ts'),
  export: async () => await import('./export.ts'),
  figures: async () => await import('./figures.ts'),
  import: async () => await import('./import.ts'),
  marks: async () => await import('./marks.ts'),
  morning: async () => await import('./morning.ts'),
  policy: async () => await import('./policy.ts'),
  provision: async () => await import('./provision.ts'),
  retention: async () => await import('./retention.ts'),
  simulate: async () => await import('./simulate.ts'),
  show: async () => await import('./show.ts'),
  'subject-access': async () => await import('./subject-access.ts'),
  track: async () => await import('./track.ts'),
  trust: async () => await import('./trust.ts'),
};

/** `--school ID` is the same for every command, and is taken out before the command reads the rest. */
const schoolOf = (
  args: readonly string[],
): { readonly school: string | undefined; readonly args: readonly string[] } => {
  const at = args.findIndex((arg) => arg === '--school' || arg.startsWith('--school='));
  if (at < 0) return { school: undefined, args };
  const joined = args[at]!.startsWith('--school=');
  const school = joined ? args[at]!.slice('--school='.length) : args[at + 1];
  if (!school || school.startsWith('-')) throw new WrongUse('--school: expected the id of a school.');
  return { school, args: [...args.slice(0, at), ...args.slice(at + (joined ? 1 : 2))] };
};

/** Runs `desk <command> …` and answers with its exit status. */
export const desk = async (args: readonly string[], io: Io): Promise<number> => {
  const [name = '', ...rest] = args;
  const names = Object.keys(commands).join(', ');
  if (name === '--help' || name === 'help') {
    for (const load of Object.values(commands)) io.out(`${(await load()).usage}\n`);
    return exit.done;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    io.err(`${name === '' ? 'Which command?' : `There is no command ${name}.`} There are: ${names}.\n`);
    return exit.wrongUse;
  }
  const command = await load();
  if (rest.includes('--help')) {
    io.out(`${command.usage}\n`);
    return exit.done;
  }
  try {
    const { school, args: own } = schoolOf(rest);
    return await command.run(own, { ...io, school });
  } catch (error) {
    const { text, status } = complaint(error);
    const usage = status === exit.wrongUse && !(error instanceof SettingsError) ? ` Usage: ${command.usage}` : '';
    io.err(`${text}${usage}\n`);
    return status;
  }
};

if (process.argv[1] === import.meta.filename)
  process.exitCode = await desk(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
  });
