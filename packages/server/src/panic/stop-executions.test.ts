import type { Execution } from "@steadyhand/core/execution";
import type { PanicPress } from "@steadyhand/core/panic";
import { expect, it } from "vitest";
import { stopExecutions } from "./stop-executions.ts";

const by = { kind: "person", id: "act_riley", name: "Riley" } as const;
const press: PanicPress = { id: "pan_1", since: new Date(), by, reason: "fire", kill: false };
// As much of an execution as is looked at.
const run = (id: string) => ({ tenantId: "ten_a", id, phase: "running" }) as unknown as Execution;

it("stops every other run when one cannot be stopped or read, and says so at the end", async () => {
  const stopped: string[] = [];
  const stop = stopExecutions(
    {
      async listOpen(broken) {
        if (broken === undefined) throw new SyntaxError("exe_0 cannot be read");
        broken({ tenantId: "ten_a", executionId: "exe_0" }, new SyntaxError("exe_0 cannot be read"));
        return [run("exe_1"), run("exe_2"), run("exe_3")];
      },
    },
    {
      async stopForPanic(_caller, id) {
        if (id === "exe_1") throw new RangeError("exe_1 is broken");
        stopped.push(id);
      },
    },
  );
  await expect(stop(press)).rejects.toThrow("exe_1 is broken");
  expect(stopped).toEqual(["exe_2", "exe_3"]);
});
