import { ExcelError, notHere, notLoaded } from './excel-error.ts';
import type { Requests } from './request-context.ts';

/**
 * One class of Excel's object model: what the add-in names of it. `M` is what stands behind an object once Excel has
 * found it.
 */
export interface Kind<M> {
  readonly name: string;
  /** Values that must be loaded before they are read. */
  readonly properties?: Readonly<Record<string, (model: M) => unknown>>;
  /** Properties that may be set: carried out at the next sync. */
  readonly settable?: Readonly<Record<string, (model: M, value: unknown) => void>>;
  /** Objects that belong to this one. */
  readonly navigations?: Readonly<Record<string, Navigation<M>>>;
  /** Methods: they ask for something and answer at once with an object that is not there yet. */
  readonly methods?: Readonly<Record<string, (self: Client<M>, ...args: readonly unknown[]) => unknown>>;
  /** A collection: what it holds. */
  readonly items?: { readonly kind: () => Kind<unknown>; readonly of: (model: M) => readonly unknown[] };
}

export interface Navigation<M> {
  readonly kind: () => Kind<unknown>;
  readonly of: (model: M) => unknown;
}

/** An object of Excel's model as the add-in holds it: known only by what was asked of it. */
export class Client<M> {
  readonly kind: Kind<M>;
  readonly requests: Requests;
  readonly context: object;
  /** Undefined before the sync that finds it; null when there is none (a null object). */
  model: M | null | undefined;
  readonly loaded = new Map<string, unknown>();
  readonly face: object;
  readonly #children = new Map<string, Client<unknown>>();
  #items: Client<unknown>[] | undefined;

  constructor(kind: Kind<M>, requests: Requests, context: object, find: () => M | null) {
    this.kind = kind;
    this.requests = requests;
    this.context = context;
    this.face = faceOf(this as Client<unknown>);
    requests.add(() => {
      this.model = find();
    });
  }

  /** The object behind this one, at sync; throws for a null object, as Excel does when one is used. */
  found(): M {
    if (this.model === null || this.model === undefined)
      throw new ExcelError('ItemNotFound', `The requested resource doesn't exist. (${this.kind.name})`);
    return this.model;
  }

  /** A further object, found from this one at the next sync. */
  child<C>(kind: Kind<C>, find: (model: M) => C | null, isNullAllowed = false): Client<C> {
    return new Client(kind, this.requests, this.context, () =>
      this.model === null && isNullAllowed ? null : find(this.found()),
    );
  }

  navigate(name: string): Client<unknown> {
    const known = this.#children.get(name);
    if (known !== undefined) return known;
    const { kind, of } = this.kind.navigations![name]!;
    const child = this.child(kind(), (model) => of(model), true);
    this.#children.set(name, child);
    return child;
  }

  items(): object[] {
    if (this.#items === undefined) throw notLoaded('items');
    return this.#items.map(({ face }) => face);
  }

  /** `'values, formulas'`, `'areas/items/rowIndex'`, a list of them, or nothing for every plain property. */
  load(what?: unknown): object {
    const paths =
      what === undefined
        ? Object.keys(this.kind.properties ?? {})
        : Array.isArray(what)
          ? what
          : String(what).split(',');
    if (typeof what === 'object' && !Array.isArray(what)) throw notHere('load with an object of options');
    for (const path of paths) this.#loadPath(String(path).trim().split('/'));
    return this.face;
  }

  #loadPath([first, ...rest]: readonly string[]): void {
    const { properties, navigations, items, name } = this.kind;
    if (first === undefined || first === '') return;
    if (items !== undefined && navigations?.[first] === undefined)
      this.#loadItems(first === 'items' ? rest : [first, ...rest]);
    else if (navigations?.[first] !== undefined) this.navigate(first).load(rest.join('/') || undefined);
    else if (properties?.[first] !== undefined && rest.length === 0) this.requests.add(() => this.loadNow([first]));
    else throw new ExcelError('InvalidArgument', `There is no ${name}.${[first, ...rest].join('/')} to load`);
  }

  #loadItems(rest: readonly string[]): void {
    this.requests.add(() => {
      this.#findItems();
      if (rest.length > 0) for (const item of this.#items ?? []) item.loadNow(rest);
    });
  }

  /** At sync: fills in a property. A null object has none. */
  loadNow([property, ...rest]: readonly string[]): void {
    if (this.model === null) return;
    const read = this.kind.properties?.[property ?? ''];
    if (read === undefined || rest.length > 0)
      throw new ExcelError('InvalidArgument', `There is no ${this.kind.name}.${[property, ...rest].join('/')} to load`);
    this.loaded.set(property!, this.requests.answer(read(this.found())));
  }

  #findItems(): void {
    const { items } = this.kind;
    if (this.#items !== undefined || items === undefined || this.model === null) return;
    this.#items = items.of(this.found()).map((model) => {
      const item = new Client(items.kind(), this.requests, this.context, () => model);
      item.model = model;
      return item;
    });
  }
}

/** The object the add-in sees: members of the kind and nothing else. */
const faceOf = (self: Client<unknown>): object =>
  new Proxy(
    {},
    {
      get: (_target, member) => (typeof member === 'symbol' ? undefined : readMember(self, member)),
      set: (_target, member, value) => {
        const { settable, name } = self.kind;
        const put = typeof member === 'string' ? settable?.[member] : undefined;
        if (put === undefined) throw notHere(`Setting ${name}.${String(member)}`);
        self.loaded.set(member as string, value);
        self.requests.add(() => put(self.found(), value), value);
        return true;
      },
    },
  );

const readMember = (self: Client<unknown>, member: string): unknown => {
  const { properties, navigations, methods, items, name } = self.kind;
  if (member === 'then' || member === 'toJSON' || member === '$$typeof' || member === 'asymmetricMatch')
    return undefined;
  if (member === 'load') return (what?: unknown) => self.load(what);
  if (member === 'context') return self.context;
  if (member === 'isNullObject') {
    if (self.model === undefined) throw notLoaded('isNullObject');
    return self.model === null;
  }
  if (properties?.[member] !== undefined) {
    if (!self.loaded.has(member)) throw notLoaded(member);
    return self.loaded.get(member);
  }
  if (items !== undefined && member === 'items') return self.items();
  if (navigations?.[member] !== undefined) return self.navigate(member).face;
  const method = methods?.[member];
  if (method !== undefined) return (...args: unknown[]) => method(self, ...args);
  throw notHere(`Excel.${name}.${member}`);
};

/** A value that a method promises: there after the next sync. */
export const clientResult = (requests: Requests, find: () => unknown): object => {
  let found: { readonly value: unknown } | undefined;
  requests.add(() => {
    found = { value: requests.answer(find()) };
  });
  return {
    get value() {
      if (found === undefined)
        throw new ExcelError('ValueNotLoaded', 'The value of the result object has not been loaded yet.');
      return found.value;
    },
  };
};
