import { describe, expect, it } from "vitest";
import { shellOrder, wordsOrder } from "../test/watched-attempt.ts";
import { checkOrder, type Order, spawnOf } from "./order.ts";

describe("an order", () => {
  const refused: [string, Order][] = [
    ["runner.no_command", wordsOrder([])],
    ["runner.no_command", wordsOrder(["", "x"])],
    ["runner.no_command", shellOrder("")],
    ["runner.command_too_long", shellOrder("x".repeat(128 * 1024))],
    ["runner.command_too_long", wordsOrder(["echo", ..."é".repeat(50_000)])],
    ["runner.environment_too_long", wordsOrder(["true"], { environment: { A: "x".repeat(64 * 1024) } })],
    ["runner.nul_byte", wordsOrder(["echo", "a\0b"])],
    ["runner.nul_byte", wordsOrder(["true"], { workingDirectory: "/tmp\0" })],
    ["runner.nul_byte", wordsOrder(["true"], { environment: { A: "\0" } })],
    ["runner.variable_name", wordsOrder(["true"], { environment: { "A=B": "" } })],
    ["runner.variable_refused", shellOrder("true", { environment: { BASH_ENV: "/tmp/x" } })],
    ["runner.variable_refused", shellOrder("true", { environment: { "BASH_FUNC_ls%%": "() { rm x; }" } })],
    ["runner.timeout", wordsOrder(["true"], { timeoutMs: 0 })],
    ["runner.timeout", wordsOrder(["true"], { timeoutMs: Number.NaN })],
  ];
  it.each(refused)("is refused with %s when no process can be started with it", (code, order) => {
    expect(() => checkOrder(order)).toThrow(expect.objectContaining({ kind: "invalid", code }));
  });

  it("may be as long as the limits say", () => {
    expect(() => checkOrder(shellOrder("x".repeat(128 * 1024 - 1)))).not.toThrow();
  });

  it("spawns words as they are and a script under a strict bash without start-up files", () => {
    expect(spawnOf(wordsOrder(["a", "b c"]), undefined)).toEqual({ words: ["a", "b c"] });
    expect(spawnOf(shellOrder("a | b"), undefined).words).toEqual([
      "bash",
      "--noprofile",
      "--norc",
      "-euo",
      "pipefail",
      "-c",
      "a | b",
    ]);
  });
});
