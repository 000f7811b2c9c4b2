import { describe, expect, it } from "vitest";
import { defaultPort, readOptions } from "./read-options.ts";

type Env = Record<string, string>;
const read = (args: string[], env: Env = {}, isRoot = false) =>
  readOptions({ args, env, isRoot, home: "/home/riley", workingDirectory: "/srv" });
const codeOf = (args: string[], env?: Env) => {
  try {
    return read(args, env);
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : error;
  }
};

describe("readOptions", () => {
  it("starts on loopback with data in the user's state folder when nobody says anything", () => {
    const expected = { host: "127.0.0.1", port: defaultPort, dataFolder: "/home/riley/.local/state/steadyhand" };
    expect(read([])).toMatchObject(expected);
  });

  it("prefers flags to the environment, and the environment to what is standard", () => {
    const env = { STEADYHAND_DATA: "/env", STEADYHAND_PORT: "1", DATABASE_URL: "postgres://env", XDG_STATE_HOME: "/x" };
    expect(read([], { XDG_STATE_HOME: "/x" }).dataFolder).toBe("/x/steadyhand");
    expect(read([], { XDG_STATE_HOME: "relative" }).dataFolder).toBe("/home/riley/.local/state/steadyhand");
    expect(read([], {}, true).dataFolder).toBe("/var/lib/steadyhand");
    expect(read([], env)).toMatchObject({ dataFolder: "/env", port: 1, databaseUrl: "postgres://env" });
    const flags = ["--data", "here", "--port", "2", "--database-url", "postgres://flag"];
    expect(read(flags, env)).toMatchObject({ dataFolder: "/srv/here", port: 2, databaseUrl: "postgres://flag" });
  });

  it.each(["0.0.0.0", "::", "10.1.2.3", "ops.example", "127.0.0.1.evil.example"])(
    "refuses to listen on %s without a key that was set on purpose",
    (host) => {
      expect(codeOf(["--host", host])).toBe("usage.start");
      expect(codeOf(["--host", host], { STEADYHAND_ACCESS_KEY: "" })).toBe("usage.start");
      expect(codeOf(["--host", host], { STEADYHAND_ACCESS_KEY: "k".repeat(40) })).toMatchObject({ host });
    },
  );

  it.each([["--port", "70000"], ["--port", "-1"], ["--port", "80x"], ["--colour"], ["extra"], ["--data"]])(
    "refuses %s %s in one line",
    (...args) => {
      expect(codeOf(args)).toBe("usage.start");
    },
  );
});
