import { defineConfig } from "vitest/config";

const [source, test] = ["src/**/*.test.ts", "test/**/*.test.ts"];
/** Rooms without state: their tests share the modules of one process, which saves to load the tables again for each file. */
const pure = ["api", "core", "parser", "policy", "scanner"];

const settings = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" } as const;

export default defineConfig({
  test: {
    globalSetup: "test/running/test-run.ts",
    // One more than cores there are: much of it waits, for a deadline or for a process that stops.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...settings,
          name: "pure",
          include: pure.flatMap((room) => [`packages/${room}/${source}`, `packages/${room}/${test}`]),
          isolate: false,
        },
      },
      {
        test: {
          ...settings,
          name: "alone",
          include: [`packages/*/${source}`, `packages/*/${test}`, test],
          exclude: ["**/node_modules/**", ...pure.map((room) => `packages/${room}/**`)],
        },
      },
    ],
  },
});
