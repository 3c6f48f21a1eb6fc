import { notHere } from './excel-error.ts';

/** What JavaScript itself asks of an object (promises, printing) and Excel's objects need not have. */
const asked = new Set([
  'then',
  'toJSON',
  'constructor',
  'inspect',
  'nodeType',
  'tagName',
  '$$typeof',
  'asymmetricMatch',
]);

/** An object whose unknown members throw instead of being undefined. */
export const strict = <T extends object>(name: string, members: T): T =>
  new Proxy(members, {
    get: (target, member, receiver) => {
      if (typeof member === 'symbol' || member in target || asked.has(member))
        return Reflect.get(target, member, receiver) as unknown;
      throw notHere(`${name}.${member}`);
    },
    set: (target, member, value, receiver) => {
      if (typeof member === 'string' && !(member in target)) throw notHere(`Setting ${name}.${member}`);
      return Reflect.set(target, member, value, receiver);
    },
  });
