import { defineConfig } from 'vitest/config';

/**
 * The tests of the rules and of the sentences about them: what a mutant of a rule must not survive. `MUTATION_TESTS`
 * names fewer of them.
 */
export default defineConfig({
  test: {
    include: (process.env.MUTATION_TESTS ?? 'tests/rules/**/*.spec.ts,tests/wording/*.spec.ts').split(','),
    // What reads the rules as text would read the mutants.
    exclude: ['**/node_modules/**', 'tests/rules/law.spec.ts', 'tests/rules/readme.spec.ts'],
    testTimeout: 20_000,
  },
});
