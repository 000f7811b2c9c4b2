import { OpsError } from "@steadyhand/core/outcome";
import { expect, it } from "vitest";
import { InvalidRequest, presentProblem } from "./problem.ts";

it.each([
  ["invalid", 400],
  ["unauthenticated", 401],
  ["forbidden", 403],
  ["not_found", 404],
  ["refused", 422],
  ["unavailable", 503],
  ["internal", 500],
] as const)("answers an error of kind %s with status %i", (kind, status) => {
  const error = new OpsError("Cannot do it: it is raining", { kind, code: "weather.rain", hint: "Wait" });
  expect(presentProblem(error)).toMatchObject({
    status,
    detail: "Cannot do it: it is raining",
    code: "weather.rain",
    hint: "Wait",
  });
});

it("says nothing of the inside of an error that is not ours", () => {
  const problem = presentProblem(new Error("password=hunter2 at /srv/secret.ts:3"));
  expect(problem).toMatchObject({ status: 500, code: "server.unexpected" });
  expect(JSON.stringify(problem)).not.toMatch(/hunter2|secret\.ts/);
});

it("names every part of a request that does not fit", () => {
  const issues = [
    { path: "body.text", message: "expected string" },
    { path: "path.id", message: "wrong" },
  ];
  expect(presentProblem(new InvalidRequest("do it", issues))).toMatchObject({
    status: 400,
    issues,
    detail: "Cannot do it: body.text: expected string (and 1 more)",
  });
});
