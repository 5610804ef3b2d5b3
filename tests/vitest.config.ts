import { defineConfig } from 'vitest/config';

const project = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`${name}/**/*.test.ts`], testTimeout, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    maxWorkers: 2,
    // As long as the browser waits for anything else.
    expect: { poll: { timeout: 15_000 } },
    projects: [project('api', 60_000), project('faults', 120_000), project('e2e', 180_000)],
  },
});
