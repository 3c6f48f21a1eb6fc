import { closeSync, fsyncSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface OpenStream {
  readonly nfd?: number;
  readonly node: unknown;
}

/** The inner names of PGlite's Node file system that this file leans on; `tests/database` counts that they still hold. */
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (stream: OpenStream) => number };
  readonly node_ops: { rename: (node: unknown, folder: unknown, name: string) => void };
  realPath(node: unknown): string;
}

/** Called after each flush: the tests count them. */
export type OnFlush = () => void;

const flushPath = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/**
 * PostgreSQL asks for fsync; PGlite's Node file system answers without asking the disk. This one asks: for each
 * stream that is synced, and for the folder in which a file was renamed.
 */
export class DurableNodeFS extends NodeFS {
  readonly #onFlush: OnFlush;

  constructor(folder: string, onFlush: OnFlush = () => {}) {
    super(folder);
    this.#onFlush = onFlush;
  }

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const reachTheDisk = ({ NODEFS: files }: { NODEFS?: NodeFileSystem }): void => {
      if (!files) throw new Error('PGlite no longer shows its file system: the embedded database would not be durable');
      const { rename } = files.node_ops;
      files.stream_ops.fsync = (stream) => {
        if (stream.nfd === undefined) flushPath(files.realPath(stream.node));
        else fsyncSync(stream.nfd);
        this.#onFlush();
        return 0;
      };
      files.node_ops.rename = (node, folder, name) => {
        rename(node, folder, name);
        flushPath(files.realPath(folder));
        this.#onFlush();
      };
    };
    type PreRun = NonNullable<typeof emscriptenOpts.preRun>[number];
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...(emscriptenOpts.preRun ?? []), reachTheDisk as unknown as PreRun],
      },
    };
  }
}

/** Flushes every file and folder below, once: the cluster that the first start made was not flushed by itself. */
export const flushFolder = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const entry = lstatSync(path);
    if (entry.isDirectory()) flushFolder(path);
    else if (entry.isFile()) flushPath(path);
  }
  flushPath(folder);
};
