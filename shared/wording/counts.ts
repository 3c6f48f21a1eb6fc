/** `1 register`, `3 registers`; the plural only where it is not simply an s. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
