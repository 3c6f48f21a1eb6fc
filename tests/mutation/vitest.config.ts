import { defineConfig } from 'vitest/config';

/** The rules' own tests alone: what a mutant of a rule must not survive. `MUTATION_TESTS` names fewer of them. */
export default defineConfig({
  test: {
    include: (process.env.MUTATION_TESTS ?? 'tests/rules/**/*.spec.ts').split(','),
    exclude: ['**/node_modules/**'],
    testTimeout: 20_000,
  },
});
