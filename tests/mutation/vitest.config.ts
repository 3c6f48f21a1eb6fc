import { defineConfig } from 'vitest/config';

/** The rules' own tests alone: what a mutant of a rule must not survive. */
export default defineConfig({ test: { include: ['tests/rules/**/*.spec.ts'], testTimeout: 20_000 } });
