import { type Args, booleanAt, type Functions, numberAt } from '../args.ts';
import { isMany, lift } from '../lift.ts';
import { Area, compare, errors, FormulaError, isError, type Scalar, toBoolean, type Value } from '../values.ts';

/** Every TRUE and FALSE among the arguments; texts in cells are left out. */
const booleans = (args: Args): boolean[] => {
  const found: boolean[] = [];
  for (let at = 0; at < args.count; at++) {
    const value = args.value(at);
    for (const cell of value instanceof Area ? value.cells : [value]) {
      if (cell instanceof FormulaError) throw cell;
      if (value instanceof Area && (cell === null || typeof cell === 'string')) continue;
      const boolean = toBoolean(cell);
      if (isError(boolean)) throw boolean;
      found.push(boolean);
    }
  }
  if (found.length === 0) throw errors.value;
  return found;
};

const choose = (condition: Scalar, yes: () => Value, no: () => Value): Value => {
  const is = toBoolean(condition);
  if (isError(is)) return is;
  return is ? yes() : no();
};

const ifThen = (args: Args): Value => {
  const yes = (): Value => (args.has(1) ? args.value(1) : 0);
  const no = (): Value => (args.count < 3 ? false : args.has(2) ? args.value(2) : 0);
  const condition = args.here.isArray ? args.value(0) : args.scalar(0);
  if (!isMany(condition)) return choose(condition instanceof Area ? condition.at(0, 0) : condition, yes, no);
  return lift(
    [condition, yes(), no()],
    ([is, a, b]) =>
      choose(
        is!,
        () => a!,
        () => b!,
      ) as Scalar,
  );
};

const instead =
  (caught: (error: FormulaError) => boolean) =>
  (args: Args): Value => {
    const value = args.here.isArray ? args.value(0) : args.scalar(0);
    const otherwise = (): Value => (args.has(1) ? args.value(1) : 0);
    if (isMany(value))
      return lift([value, otherwise()], ([one, other]) => (isError(one!) && caught(one) ? other! : one!));
    const only = value instanceof Area ? value.at(0, 0) : value;
    return isError(only) && caught(only) ? otherwise() : only;
  };

/** Tests of a value, errors among them: over an area of an array formula cell by cell. */
const isWhat = (test: (value: Scalar) => boolean) => ({
  least: 1,
  most: 1,
  of: (args: Args): Value =>
    args.here.isArray ? lift([args.value(0)], ([value]) => test(value!)) : test(args.scalar(0)),
});

export const logic: Functions = {
  IF: { least: 2, most: 3, of: ifThen },
  IFERROR: { least: 2, most: 2, of: instead(() => true) },
  IFNA: { least: 2, most: 2, of: instead((error) => error === errors.notAvailable) },
  IFS: {
    least: 2,
    most: 254,
    of: (args) => {
      for (let at = 0; at + 1 < args.count; at += 2) if (booleanAt(args, at)) return args.value(at + 1);
      return errors.notAvailable;
    },
  },
  SWITCH: {
    least: 3,
    most: 254,
    of: (args) => {
      const value = args.scalar(0);
      if (isError(value)) return value;
      for (let at = 1; at + 1 < args.count; at += 2) {
        const other = args.scalar(at);
        if (isError(other)) return other;
        if (compare(value, other) === 0) return args.value(at + 1);
      }
      return args.count % 2 === 0 ? args.value(args.count - 1) : errors.notAvailable;
    },
  },
  CHOOSE: {
    least: 2,
    most: 255,
    of: (args) => {
      const at = Math.trunc(numberAt(args, 0));
      return at >= 1 && at < args.count ? args.value(at) : errors.value;
    },
  },
  AND: { least: 1, most: 255, of: (args) => booleans(args).every((is) => is) },
  OR: { least: 1, most: 255, of: (args) => booleans(args).some((is) => is) },
  XOR: { least: 1, most: 255, of: (args) => booleans(args).filter((is) => is).length % 2 === 1 },
  NOT: {
    least: 1,
    most: 1,
    each: ([value]) => {
      const is = toBoolean(value!);
      return isError(is) ? is : !is;
    },
  },
  TRUE: { least: 0, most: 0, of: () => true },
  FALSE: { least: 0, most: 0, of: () => false },
  NA: { least: 0, most: 0, of: () => errors.notAvailable },
  ISBLANK: isWhat((value) => value === null),
  ISNUMBER: isWhat((value) => typeof value === 'number'),
  ISTEXT: isWhat((value) => typeof value === 'string'),
  ISNONTEXT: isWhat((value) => typeof value !== 'string'),
  ISLOGICAL: isWhat((value) => typeof value === 'boolean'),
  ISERROR: isWhat(isError),
  ISERR: isWhat((value) => isError(value) && value !== errors.notAvailable),
  ISNA: isWhat((value) => value === errors.notAvailable),
};
