type NodeBuffer = typeof import('node:buffer');

// Asked of the process, not imported: a page's bundle has no buffers.
const node = (
  globalThis as { process?: { getBuiltinModule?: (name: string) => NodeBuffer } }
).process?.getBuiltinModule?.('node:buffer');

/**
 * Memory with anything in it, for those who write before they read: to empty two megabytes takes seven milliseconds where
 * memory comes in pages, a twelfth of all that a school's tracker takes.
 */
export const roomFor = (bytes: number): ArrayBuffer =>
  node === undefined ? new ArrayBuffer(bytes) : node.Buffer.allocUnsafeSlow(bytes).buffer;
