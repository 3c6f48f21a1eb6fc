import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from '../../bot/cli/io.ts';

/** A folder of its own in which a command is run on files. */
export class CommandFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<CommandFolder> {
    return new CommandFolder(await mkdtemp(join(tmpdir(), 'desk-command-')));
  }

  async write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(this.path, name), text);
  }

  /** Runs a command here; `json` is its document when it was asked for one. */
  async run(command: Command, ...args: readonly string[]) {
    let out = '';
    let err = '';
    const status = await command.run(args, {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      cwd: this.path,
      env: {},
    });
    return { status, out, err, json: args.includes('--json') ? JSON.parse(out) : undefined };
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true });
  }
}
