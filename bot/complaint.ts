import { isOutside } from '../shared/ports/outside-error.ts';
import { BesideRefused } from './beside.ts';
import { exit, WrongUse } from './cli/io.ts';
import { FolderInUse } from './database/data-lock.ts';
import { errorFields } from './log.ts';
import { SettingsError } from './settings.ts';

/** What went wrong in words, without a stack, and the exit status that says the same (`interfaces`). */
export const complaint = (error: unknown): { readonly text: string; readonly status: number } => {
  if (error instanceof SettingsError || error instanceof WrongUse)
    return { text: error.message, status: exit.wrongUse };
  if (error instanceof Error && (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    return { text: error.message.split('. ')[0]!, status: exit.wrongUse };
  if (error instanceof BesideRefused) return { text: error.message, status: error.status };
  if (error instanceof FolderInUse) return { text: error.message, status: exit.inUse };
  if (isOutside(error, 'forbidden'))
    return { text: `Microsoft 365 does not permit it: ${error.message}.`, status: exit.notPermitted };
  if (isOutside(error, 'refused', 'stale', 'duplicate'))
    return { text: `It was refused: ${error.message}.`, status: exit.findings };
  if (isOutside(error))
    return { text: `The outside is not available: ${error.message}.`, status: exit.outsideUnavailable };
  return {
    text: `Something went wrong here: ${errorFields(error).error}. Nothing more is known than this place.`,
    status: exit.findings,
  };
};
