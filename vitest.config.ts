import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Two projects: rooms (quick, side by side) and journeys (a whole desk, its local tenant and often a browser, or a desk
 * that is killed; one after the other, so that they do not starve one another on a small machine).
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    // Vitest leaves a core free; on a machine of two that is every second one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['tests/**/*.spec.ts', 'tests/**/*.spec.tsx'],
          exclude: ['tests/journeys/**', 'tests/playground/**', 'tests/faults/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          globalSetup: ['./tests/support/before-journeys.ts'],
          include: ['tests/{journeys,playground,faults}/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
