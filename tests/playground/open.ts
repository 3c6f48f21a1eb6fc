import { resolve } from 'node:path';
import { startPlayground } from './playground.ts';

/** `npm run playground`: Microsoft's Agents Playground beside a desk that was started with DESK_PLAYGROUND=1. */
const playground = await startPlayground({
  folder: resolve('.playground'),
  desk: process.env.DESK_URL ?? 'http://localhost:3978',
  channel: 'Year 9',
  as: 'attendance-manager',
});
console.log(`The Agents Playground stands at ${playground.address}: you are the attendance manager, Year 9 is the channel.
It shows what the desk posts from now on; start the desk with DESK_PLAYGROUND=1. Ctrl-C ends.`);
process.once('SIGINT', () => void playground.stop().then(() => process.exit(0)));
