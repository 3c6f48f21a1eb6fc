import type { LogFields } from '../../shared/ports/log.ts';

/** Which of a school's outside is asked. */
export type PortName = 'records' | 'files' | 'directory' | 'messenger' | 'lists';

/** From the desk that will be killed to the test that stays: a call to the outside, an answer, a line of the log. */
export type FromDesk =
  | {
      readonly is: 'call';
      readonly id: number;
      readonly school: string;
      readonly port: PortName;
      readonly method: string;
      readonly args: readonly unknown[];
    }
  | { readonly is: 'pressed'; readonly id: number; readonly state: string; readonly says: string }
  | { readonly is: 'settled'; readonly id: number; readonly failed: readonly string[] }
  | { readonly is: 'log'; readonly level: string; readonly event: string; readonly fields: LogFields | undefined }
  | { readonly is: 'ready' };

/** From the test to the desk. */
export type ToDesk =
  | { readonly is: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly is: 'failure'; readonly id: number; readonly kind: string; readonly message: string }
  | { readonly is: 'clock'; readonly at: string }
  | {
      readonly is: 'press';
      readonly id: number;
      readonly school: string;
      readonly person: string;
      readonly key: string;
      readonly task: string;
    }
  | { readonly is: 'settle'; readonly id: number };
