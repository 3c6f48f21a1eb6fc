import type { AreaFunction, Args, EachFunction } from './args.ts';
import { functionNamed } from './functions/all.ts';
import type { Here } from './here.ts';
import { lift, single } from './lift.ts';
import { areaBelow, type Node, type Operator } from './tree.ts';
import {
  Area,
  compare,
  errors,
  FormulaError,
  isError,
  NotWorkedOut,
  type Scalar,
  toNumber,
  toText,
  type Value,
} from './values.ts';

const arithmetic = (operator: Operator, left: number, right: number): Scalar => {
  switch (operator) {
    case '+':
      return left + right;
    case '-': {
      const difference = left - right;
      // What is left of two numbers that are the same to fifteen digits is nothing.
      return Math.abs(difference) < Math.abs(left) * 1e-15 ? 0 : difference;
    }
    case '*':
      return left * right;
    case '/':
      return right === 0 ? errors.divide : left / right;
    default:
      return left === 0 && right === 0 ? errors.number : left === 0 && right < 0 ? errors.divide : left ** right;
  }
};

const operate = (operator: Operator, left: Scalar, right: Scalar): Scalar => {
  if (left instanceof FormulaError) return left;
  if (right instanceof FormulaError) return right;
  switch (operator) {
    case '=':
      return compare(left, right) === 0;
    case '<>':
      return compare(left, right) !== 0;
    case '<':
      return compare(left, right) < 0;
    case '>':
      return compare(left, right) > 0;
    case '<=':
      return compare(left, right) <= 0;
    case '>=':
      return compare(left, right) >= 0;
    case '&':
      return `${toText(left)}${toText(right)}`;
    default: {
      const [a, b] = [toNumber(left), toNumber(right)];
      if (isError(a)) return a;
      if (isError(b)) return b;
      return whole(arithmetic(operator, a, b));
    }
  }
};

/** A number that a cell can hold. */
export const whole = (value: Scalar): Scalar =>
  typeof value === 'number' && !Number.isFinite(value) ? errors.number : value;

/** Both ends of `A1:INDEX(…)` and all between. */
const span = (from: Value, to: Value, { book }: Here): Value => {
  if (!(from instanceof Area) || !(to instanceof Area) || from.place === undefined || to.place === undefined)
    return errors.reference;
  if (from.place.sheet !== to.place.sheet) return errors.reference;
  const ends = [from, to].map(({ place, height, width }) => ({
    ...place!,
    bottom: place!.top + height - 1,
    right: place!.left + width - 1,
  }));
  return book.area({
    sheet: from.place.sheet,
    box: {
      top: Math.min(...ends.map(({ top }) => top)),
      left: Math.min(...ends.map(({ left }) => left)),
      bottom: Math.max(...ends.map(({ bottom }) => bottom)),
      right: Math.max(...ends.map(({ right }) => right)),
    },
  });
};

/** Works a formula out. Throws NotWorkedOut for what we do not know how to. */
export const evaluate = (node: Node, here: Here): Value => {
  switch (node.is) {
    case 'value':
      return node.value;
    case 'array':
      return Area.of(node.rows);
    case 'area':
      return here.book.area(areaBelow(node, here.down));
    case 'span':
      return span(evaluate(node.from, here), evaluate(node.to, here), here);
    case 'unknown':
      throw new NotWorkedOut(node.why);
    case 'call':
      return call(node.name, node.args, here);
    case 'operation':
      return here.isArray
        ? operateOnEach(node.operator, evaluate(node.left, here), evaluate(node.right, here))
        : operate(node.operator, one(node.left, here), one(node.right, here));
    default:
      return here.isArray ? ofEach(node.is, evaluate(node.of, here)) : negativeOrPercent(node.is, one(node.of, here));
  }
};

// In functions of their own: with closures in it, every `evaluate` would make room for what they close over.
const operateOnEach = (operator: Operator, left: Value, right: Value): Value =>
  lift([left, right], ([a, b]) => operate(operator, a!, b!));

const ofEach = (is: 'negative' | 'percent', of: Value): Value => lift([of], ([value]) => negativeOrPercent(is, value!));

const negativeOrPercent = (is: 'negative' | 'percent', value: Scalar): Scalar => {
  const number = toNumber(value);
  return isError(number) ? number : is === 'negative' ? 0 - number : number / 100;
};

/** As `single(evaluate(…))`, the shortest way for the commonest operand: one cell. */
const one = (node: Node, here: Here): Scalar => {
  if (node.is === 'value') return node.value;
  if (node.is === 'area') {
    const { sheet, box } = node.area;
    if (box.top === box.bottom && box.left === box.right)
      return here.book.cell(sheet, node.moves ? box.top + here.down : box.top, box.left);
  }
  return single(evaluate(node, here), here);
};

/** An error that a function throws is its answer too. */
const thrown = (error: unknown): FormulaError => {
  if (error instanceof FormulaError) return error;
  throw error;
};

const ofArea = (found: AreaFunction, args: Args): Value => {
  try {
    return found.of(args);
  } catch (error) {
    return thrown(error);
  }
};

const ofScalars = (found: EachFunction, values: readonly Scalar[], here: Here): Scalar => {
  for (const value of values) if (isError(value)) return value;
  try {
    return whole(found.each(values, here));
  } catch (error) {
    return thrown(error);
  }
};

const ofArrays = (found: EachFunction, nodes: readonly (Node | undefined)[], here: Here): Value =>
  lift(
    nodes.map((node) => (node === undefined ? null : evaluate(node, here))),
    (values) => ofScalars(found, values, here),
  );

const call = (name: string, nodes: readonly (Node | undefined)[], here: Here): Value => {
  const found = functionNamed(name);
  if (found === undefined) throw new NotWorkedOut(`${name} is a function that is not worked out here`);
  if (nodes.length < found.least || nodes.length > found.most)
    throw new NotWorkedOut(`${name} has ${nodes.length} arguments`);
  const place = found.arrays === true && !here.isArray ? { ...here, isArray: true } : here;
  if ('of' in found) return ofArea(found, new NodeArgs(nodes, place));
  if (here.isArray) return ofArrays(found, nodes, here);
  const values: Scalar[] = [];
  for (const node of nodes) values.push(node === undefined ? null : one(node, here));
  return ofScalars(found, values, here);
};

class NodeArgs implements Args {
  readonly here: Here;
  readonly count: number;
  readonly #nodes: readonly (Node | undefined)[];

  constructor(nodes: readonly (Node | undefined)[], here: Here) {
    this.#nodes = nodes;
    this.here = here;
    this.count = nodes.length;
  }

  has(at: number): boolean {
    return this.#nodes[at] !== undefined;
  }

  value(at: number): Value {
    const node = this.#nodes[at];
    return node === undefined ? null : evaluate(node, this.here);
  }

  scalar(at: number): Scalar {
    const node = this.#nodes[at];
    return node === undefined ? null : one(node, this.here);
  }
}
