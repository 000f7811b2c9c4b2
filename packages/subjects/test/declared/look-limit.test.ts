import { type DeclaredPorts, openDeclared, readSubject } from "@steadyhand/subjects/declared";
import { expect, it } from "vitest";

const signals = new Map<string, AbortSignal>();
const ports: DeclaredPorts = {
  ...{ env: {}, now: () => new Date(), judge: () => "safe" },
  run([program = ""]: readonly string[], { signal }: { readonly signal: AbortSignal }) {
    signals.set(program, signal);
    if (program === "echo") return Promise.resolve({ exitCode: 0, stdout: "7" });
    // It ends only when it is told to, as a program that hangs.
    return new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  },
};

it("ends what takes longer than its own limit, and lets go of the limit of what has ended before", async () => {
  const read = readSubject(
    JSON.stringify({
      ...{ subject: "shop", title: "The shop", alive: "quick", members: [{ id: "one", kind: "web" }] },
      observe: {
        quick: { command: ["echo"], timeout: "100ms" },
        slow: { command: ["hang"], timeout: "300ms" },
      },
      invariants: { seven: { title: "It is seven", holds: { sample: "quick", equals: 7 } } },
    }),
    ports,
  );
  if (!read.ok) throw new TypeError(JSON.stringify(read.problems));
  const subject = openDeclared(read.file, ports);
  const { samples, blind } = await subject.observe({ signal: new AbortController().signal });
  expect(samples).toEqual([{ name: "quick", value: 7 }]);
  expect(blind).toEqual([{ what: "slow", why: expect.stringContaining("no answer within 300 ms") }]);
  expect([...signals].map(([program, { aborted }]) => [program, aborted])).toEqual([
    ["echo", false],
    ["hang", true],
  ]);
  await subject.close();
});
