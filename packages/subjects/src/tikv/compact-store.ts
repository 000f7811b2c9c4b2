import type { SubjectAction } from "@steadyhand/subject";
import { z } from "zod";
import type { TikvConfig } from "./config.ts";
import { offer } from "./offer.ts";
import { limitOf, notDone, notKnown } from "./performing.ts";
import type { CommandRunner } from "./run-command.ts";

/** Compacts one store by a command of one's own, such as `tikv-ctl` in a container: TiKV has no route for it. */
export function compactStore(config: TikvConfig, run: CommandRunner): SubjectAction {
  const command = config.compact_command;
  const addresses = config.stores.map(({ address }) => address);
  const { action, parametersOf } = offer({
    declaration: {
      name: "compact_store",
      title: "Compact a store",
      what: "Rewrites a store's files without what was deleted. It reads and writes all of them: one store at a time.",
      riskFloor: "caution",
      effect: "writes",
      blastRadius: "one",
      isIdempotent: true,
      isReversible: false,
      verification: "the command, which waits for the store, ended with status 0",
      settlingMs: 60_000,
      timeLimitMs: 6 * 3_600_000,
    },
    parameters: z.strictObject({
      store: z.enum(addresses).describe("The store's address"),
      db: z.enum(["kv", "raft"]).default("kv").describe("Its data, or its raft log"),
      cf: z.enum(["default", "write", "lock"]).default("default").describe("The column family"),
    }),
    availability:
      command === undefined
        ? {
            isAvailable: false,
            why: "no command that compacts is configured",
            hint: "Set compact_command, such as tikv-ctl's",
          }
        : { isAvailable: true },
  });
  /** Two at a time would take the disks of two replicas. */
  let running: string | undefined;
  return {
    action,
    async perform(call, options) {
      const { store: address, db, cf } = parametersOf(call);
      if (command === undefined)
        return notDone("tikv.no_command", "no command that compacts is configured", "Set compact_command");
      if (running !== undefined)
        return notDone("tikv.compacting", `${running} is being compacted`, "Wait until it is done");
      running = address;
      try {
        const values: Readonly<Record<string, string>> = { address, db, cf };
        const argv = command.map((word) =>
          word.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole),
        );
        const ended = await run(argv, { signal: limitOf(call, options.signal) });
        if (ended.kind === "exited" && ended.status === 0)
          return { ok: true, said: `${address} is compacted (${db}, ${cf})` };
        if (ended.kind === "exited")
          return notDone(
            "tikv.command_failed",
            `the command ended with status ${ended.status}: ${ended.output}`,
            "Read what it says",
          );
        if (ended.kind === "not_started") return notDone("tikv.command_failed", ended.why, "Check compact_command");
        // The store goes on with what it was told, whoever told it.
        return notKnown(
          `the command was ended before it said how it went: ${ended.why}`,
          `Look whether ${address} still compacts`,
        );
      } finally {
        running = undefined;
      }
    },
  };
}
