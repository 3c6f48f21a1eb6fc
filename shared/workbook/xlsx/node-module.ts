type Ask = (name: string) => unknown;

/**
 * A module of Node's own; undefined in a page. It is asked of the process and not imported, so that a page's bundle holds
 * no stand-in for it.
 */
export const nodeModule = <T>(name: string): T | undefined =>
  (globalThis as { process?: { getBuiltinModule?: Ask } }).process?.getBuiltinModule?.(name) as T | undefined;
