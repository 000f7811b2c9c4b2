import { conformance } from "@steadyhand/subject";
import { createTikvSubject, parseTikvConfig } from "@steadyhand/subjects/tikv";
import { describe, it } from "vitest";
import { openLab, openSubject } from "./open-lab.ts";

/** Nobody listens on the lowest ports. */
const nowhere = parseTikvConfig({
  name: "nowhere",
  pd: [1, 2, 3].map((n) => ({ name: `pd${n}`, url: `http://127.0.0.1:${n}` })),
  stores: [1, 2, 3].map((n) => ({ address: `tikv${n}:20160`, status_url: `http://127.0.0.1:${n + 3}` })),
});

describe("the TiKV subject, as any subject", () => {
  const harness = {
    open: async () => openSubject(await openLab()),
    openUnreachable: async () => createTikvSubject(nowhere),
  };
  for (const { name, run } of conformance(harness)) it(name, run);
});
