import { expect, it } from "vitest";
import { stepEnvironment } from "./step-environment.ts";

it("passes on named variables only, and a plain terminal", () => {
  const env = { PATH: "/bin", HOME: "/root", TERM: "xterm", DATABASE_URL: "postgres://u:p@h", LD_PRELOAD: "x.so" };
  expect(stepEnvironment(env)).toEqual({ PATH: "/bin", HOME: "/root", TERM: "dumb" });
});

it("passes on what STEADYHAND_STEP_ENV lists, where it is set", () => {
  const env = { PATH: "/bin", KUBECONFIG: "/k", STEADYHAND_STEP_ENV: " KUBECONFIG ,AWS_PROFILE,, " };
  expect(stepEnvironment(env)).toEqual({ PATH: "/bin", KUBECONFIG: "/k", TERM: "dumb" });
});

it("finds the machine's programs, not the ones that npm brings along for us", () => {
  const PATH = "/srv/steadyhand/node_modules/.bin:/node_modules/.bin:/usr/lib/npm/node-gyp-bin:/usr/local/bin:/bin";
  expect(stepEnvironment({ PATH })).toEqual({ PATH: "/usr/local/bin:/bin", TERM: "dumb" });
});
