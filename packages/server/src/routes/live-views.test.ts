import type { Caller } from "@steadyhand/engine";
import { expect, it } from "vitest";
import { createLiveViews } from "./live-views.ts";

const riley: Caller = { tenantId: "ten_one", actor: { kind: "person", id: "act_riley", name: "Riley" } };
const viewers: Readonly<Record<string, Caller>> = {
  ...{ riley, again: riley, sam: { ...riley, actor: { ...riley.actor, id: "act_sam" } } },
  namesake: { ...riley, tenantId: "ten_two" },
};

function openViews() {
  const ended: string[] = [];
  const views = createLiveViews();
  const takeOff = Object.entries(viewers).map(([name, viewer]) => views.add(viewer, () => void ended.push(name)));
  return { ended, views, takeOff };
}

it("ends the live views of a person, and not those of whoever has the same id in another tenant", () => {
  const { ended, views } = openViews();
  views.endAllOf("ten_one", "act_riley");
  expect([ended, views.count()]).toEqual([["riley", "again"], 2]);
});

it("ends each view once", () => {
  const { ended, views, takeOff } = openViews();
  takeOff[2]?.();
  views.endAllOf("ten_two", "act_riley");
  views.endAll();
  views.endAll();
  expect([ended, views.count()]).toEqual([["namesake", "riley", "again"], 0]);
});
