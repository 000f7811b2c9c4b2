import { panicOff, panicStateOf } from "@steadyhand/core/panic";
import fc from "fast-check";
import { expect, it } from "vitest";
import { lockDoor } from "./lock-door.ts";
import type { Order, Runner } from "./ports.ts";

const on = panicStateOf([
  {
    ...{ id: "pan_1", since: new Date(), reason: "wrong cluster", kill: false },
    by: { kind: "person", id: "act_riley", name: "riley" },
  },
]);
const order = (number: number): Order => ({
  ...{ attemptId: `exe_1/stp_1/${number}`, command: { kind: "words", words: ["true"] }, workingDirectory: "/" },
  ...{ environment: {}, timeoutMs: 1 },
});
const listener = { started() {}, output() {}, ended() {} };

/** Stands for a runner's outside: it only remembers what reached it. */
function door() {
  let state = panicOff;
  const reached: string[] = [];
  // Nothing else of a runner is asked for here.
  const runner = {
    async start({ attemptId }: Order) {
      reached.push(attemptId);
    },
  } as Partial<Runner> as Runner;
  const locked = lockDoor({ runner, panic: () => state });
  return {
    locked,
    reached,
    set(isOn: boolean) {
      state = isOn ? on : panicOff;
    },
  };
}

it("lets nothing reach the runner from the press on, whatever was on its way", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (presses) => {
      const { locked, reached, set } = door();
      const allowed: string[] = [];
      const asked = presses.map((isOn, number) => {
        set(isOn);
        if (!isOn) allowed.push(order(number).attemptId);
        return locked.start(order(number), listener).catch((error: unknown) => error);
      });
      const answers = await Promise.all(asked);
      expect(reached).toEqual(allowed);
      for (const [index, isOn] of presses.entries()) {
        if (isOn) expect(answers[index]).toMatchObject({ kind: "refused", code: "panic.on" });
      }
    }),
  );
});

it("asks in the same turn in which the runner is called: nothing can be pressed in between", async () => {
  const { locked, reached, set } = door();
  const started = locked.start(order(1), listener);
  // It was called before this line, so this press is too late for it and the helper's halt takes it.
  expect(reached).toEqual(["exe_1/stp_1/1"]);
  set(true);
  await started;
});

it("lets nothing that stands still go on while panic is on", async () => {
  let state = on;
  const resumed: string[] = [];
  // Nothing else of a runner is asked for here.
  const runner = { resume: async (id: string) => void resumed.push(id) } as Partial<Runner> as Runner;
  const locked = lockDoor({ runner, panic: () => state });
  await expect(locked.resume("exe_1/stp_1/1")).rejects.toMatchObject({ kind: "refused", code: "panic.on" });
  expect(resumed).toEqual([]);
  state = panicOff;
  await locked.resume("exe_1/stp_1/1");
  expect(resumed).toEqual(["exe_1/stp_1/1"]);
});

it("gives the reason of another rule, such as a silent bus, to who asks", async () => {
  // Nothing else of a runner is asked for here either.
  const runner = { start: async () => {} } as Partial<Runner> as Runner;
  const whyNoStart = () => ({ code: "panic.bus_silent", message: "nothing has been heard of Redis for 1200 ms" });
  const locked = lockDoor({ runner, panic: () => panicOff, whyNoStart });
  await expect(locked.start(order(1), listener)).rejects.toMatchObject({ code: "panic.bus_silent" });
});
