import { defineConfig } from "vitest/config";

const tests = ["src/**/*.test.ts", "test/**/*.test.ts"];
const testsOf = (rooms: readonly string[]) => rooms.flatMap((room) => tests.map((test) => `packages/${room}/${test}`));

/** Rooms without state, of which one counts the memory of its process: they have processes of their own. */
const pure = ["api", "core", "parser", "policy", "scanner"];
/** Rooms whose tests count what their own process holds: open files, memory, and what it is told of its children. */
const alone = ["runner"];

const settings = { testTimeout: 30_000, hookTimeout: 60_000, pool: "forks" } as const;

export default defineConfig({
  test: {
    globalSetup: "test/running/test-run.ts",
    // One more than cores there are: much of it waits, for a deadline or for a process that stops.
    maxWorkers: 3,
    projects: [
      { test: { ...settings, name: "alone", include: [...testsOf(alone), "test/**/*.test.ts"] } },
      // The others close what they open, so their files share the modules of a process: each that asks the server would else load
      // them anew for two seconds of a core.
      {
        test: {
          ...settings,
          name: "open",
          include: testsOf(["*"]),
          exclude: ["**/node_modules/**", ...[...alone, ...pure].map((room) => `packages/${room}/**`)],
          isolate: false,
        },
      },
      { test: { ...settings, name: "pure", include: testsOf(pure), isolate: false } },
    ],
  },
});
