import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const controlPlane = './test/support/global-setup.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // More than what a test waits for by itself (PATIENCE_MS in test/support/eventually.ts), which says what it waits for.
          testTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/chaos/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          globalSetup: existsSync(controlPlane) ? [controlPlane] : [],
          // Each worker has a control plane of its own; operators look at every Node of it: one file after the other.
          maxWorkers: process.env.TEST_CLUSTER ? 1 : 2,
          sequence: { groupOrder: 2 },
          testTimeout: 300_000,
          // Half of these are new since ten full runs in a row were green: until they have been, too, one that fails once does
          // not stop a change in CI. It is told as flaky, and is to be mended. Elsewhere it fails.
          retry: process.env.CI ? 1 : 0,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      // What is reached, less a point for tests that a race takes another way through. Below it, the run fails.
      thresholds: { statements: 96, branches: 89, functions: 96, lines: 97 },
    },
  },
});
