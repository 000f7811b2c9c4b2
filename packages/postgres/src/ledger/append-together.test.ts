import type { AuditEventDraft } from "@steadyhand/core/audit";
import { OpsError } from "@steadyhand/core/outcome";
import { currentTrace, inTrace } from "@steadyhand/engine";
import { describe, expect, it } from "vitest";
import { draft } from "../../test/samples.ts";
import { appendTogether } from "./append-together.ts";

/** Transactions that end when they are told to. */
function openWriter() {
  const written: { readonly whys: readonly string[]; readonly end: PromiseWithResolvers<void> }[] = [];
  const append = appendTogether((_tenantId, drafts) => {
    const end = Promise.withResolvers<void>();
    written.push({ whys: drafts.map(({ why }) => why), end });
    return end.promise;
  });
  const next = async (at: number) => {
    await expect.poll(() => written.length).toBeGreaterThan(at);
    return written[at] ?? { whys: [], end: Promise.withResolvers<void>() };
  };
  return {
    append: (...whys: string[]) =>
      append(
        "ten_a",
        whys.map((why) => draft(why)),
      ),
    appendTo: append,
    next,
    written,
  };
}

describe("appends that come together", () => {
  it("bear each the trace that they were asked for in, and none that of the one before", async () => {
    const said: (readonly [string, string | undefined])[] = [];
    const within: (string | undefined)[] = [];
    const append = appendTogether(async (_tenantId, drafts) => {
      within.push(currentTrace());
      await new Promise(setImmediate);
      said.push(...drafts.map(({ why, traceId }) => [why, traceId] as const));
    });
    const traces = ["a".repeat(32), undefined, "b".repeat(32)];
    await Promise.all(traces.map((trace, n) => inTrace(trace, () => append("ten_a", [draft(`event ${n}`)]))));
    expect(said).toEqual(traces.map((trace, n) => [`event ${n}`, trace]));
    expect(within).toEqual([undefined, undefined]);
  });

  it("go into one transaction while another is being written, in their order, and none is done before it is durable", async () => {
    const { append, next, written } = openWriter();
    const done: string[] = [];
    const all = ["a", "b", "c"].map((why) => append(why).then(() => done.push(why)));
    const first = await next(0);
    expect(first.whys).toEqual(["a"]);
    expect(done).toEqual([]);
    first.end.resolve();
    const second = await next(1);
    expect(second.whys).toEqual(["b", "c"]);
    expect(done).toEqual(["a"]);
    second.end.resolve();
    await Promise.all(all);
    expect(written).toHaveLength(2);
  });

  it("wait for nobody of another tenant", async () => {
    const { append, appendTo, next } = openWriter();
    void append("a");
    const other = appendTo("ten_b", [draft("b")]);
    (await next(1)).end.resolve();
    await other;
    (await next(0)).end.resolve();
  });

  it("fail alone where one of them cannot be stored", async () => {
    const { append, next } = openWriter();
    const first = append("first");
    const [good, bad] = [append("good"), append("bad")];
    bad.catch(() => {});
    (await next(0)).end.resolve();
    await first;
    (await next(1)).end.reject(new TypeError("one of these is malformed"));
    (await next(2)).end.resolve();
    await good;
    (await next(3)).end.reject(new TypeError("it is malformed"));
    await expect(bad).rejects.toThrow("it is malformed");
    const after = append("after");
    (await next(4)).end.resolve();
    await after;
  });

  it("are not written once more when nobody knows whether they were stored", async () => {
    const { append, next, written } = openWriter();
    const first = append("first");
    const lost = [append("a"), append("b")];
    for (const one of lost) one.catch(() => {});
    (await next(0)).end.resolve();
    await first;
    (await next(1)).end.reject(
      new OpsError("the connection ended", { kind: "unavailable", code: "database.connection" }),
    );
    for (const one of lost) await expect(one).rejects.toMatchObject({ code: "database.connection" });
    expect(written).toHaveLength(2);
  });

  it("that record nothing are refused as ever, beside others too", async () => {
    const { append, appendTo, next, written } = openWriter();
    const first = append("first");
    const nothing = appendTo("ten_a", []);
    (await next(1)).end.reject(new TypeError("no record"));
    await expect(nothing).rejects.toThrow("no record");
    expect(written[1]?.whys).toEqual([]);
    (await next(0)).end.resolve();
    await first;
  });

  it("are no more than a transaction should hold", async () => {
    const { appendTo, next } = openWriter();
    const many = (count: number): AuditEventDraft[] => Array.from({ length: count }, () => draft("one of many"));
    const all = [1, 600, 600, 2_000].map((count) => appendTo("ten_a", many(count)));
    for (const [at, count] of [1, 600, 600, 2_000].entries()) {
      const { whys, end } = await next(at);
      expect(whys).toHaveLength(count);
      end.resolve();
    }
    await Promise.all(all);
  });
});
