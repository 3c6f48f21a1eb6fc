import { defineConfig } from 'vitest/config';

/**
 * Two projects: rooms (quick, side by side) and journeys (a whole desk, its local tenant and often a browser, one
 * after the other, so that they do not starve one another on a small machine).
 */
export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['tests/**/*.spec.ts', 'tests/**/*.spec.tsx'],
          exclude: ['tests/journeys/**', 'tests/playground/**'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          globalSetup: ['./tests/support/before-journeys.ts'],
          include: ['tests/journeys/**/*.spec.ts', 'tests/playground/**/*.spec.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
