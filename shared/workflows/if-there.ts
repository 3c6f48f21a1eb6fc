import { isOutside } from '../ports/outside-error.ts';

/**
 * What stands in a list; undefined when the list is not there: not made yet, or taken away by a hand. The checks say so and
 * how to mend it; what can do without goes on.
 */
export const ifThere = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (isOutside(error, 'absent')) return undefined;
    throw error;
  }
};
