import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from '../http.ts';
import type { Fault } from './fault-plan.ts';

const usuallySlow = 2;

/** Half of the body, its length said rightly: what a reader takes for a whole answer. */
const cut = (reply: Reply): Reply => {
  if (reply.body === undefined) return reply;
  const bytes = reply.body instanceof Uint8Array ? reply.body : Buffer.from(JSON.stringify(reply.body));
  const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers };
  return { ...reply, headers, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
};

/**
 * Does a call as its fault will have it. `refusal` words the answer that is given without doing anything. What happens
 * on the wire (a broken or a silent connection) stands in the reply for whoever sends it.
 */
export const underFault = async (
  fault: Fault | undefined,
  refusal: (status: number, fault: Fault) => Reply,
  work: () => Promise<Reply>,
): Promise<Reply> => {
  if (fault === undefined) return await work();
  switch (fault.do) {
    case 'half-batch':
      return await work();
    case 'reset':
      return { status: 0, wire: { breaks: 'at once' } };
    case 'timeout':
      return { status: 0, wire: { breaks: fault.seconds === undefined ? 'never' : fault.seconds } };
    case 'drop-answer':
      return { ...(await work()), wire: { breaks: 'at once' } };
    case 'bad-json':
      return cut(await work());
    case 'slow': {
      const reply = await work();
      await sleep((fault.seconds ?? usuallySlow) * 1000);
      return reply;
    }
    default:
      return refusal(Number(fault.do), fault);
  }
};
