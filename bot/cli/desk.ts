import { complaint } from '../complaint.ts';
import { SettingsError } from '../settings.ts';
import { type Command, exit, type Io } from './io.ts';

/** Every command, loaded when it is asked for. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  explain: async () => await import('./explain.ts'),
  figures: async () => await import('./figures.ts'),
  import: async () => await import('./import.ts'),
  marks: async () => await import('./marks.ts'),
  morning: async () => await import('./morning.ts'),
  policy: async () => await import('./policy.ts'),
  provision: async () => await import('./provision.ts'),
  show: async () => await import('./show.ts'),
  track: async () => await import('./track.ts'),
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
    return await command.run(rest, io);
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
