import { createHmac } from 'node:crypto';

/** Signs the data of a button, so that a press cannot be made up: HMAC-SHA256, base64url. */
export const signWith =
  (key: string) =>
  (text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url');
