import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { createInterrupts } from "./interrupts.ts";

const open = () => {
  const source = new EventEmitter();
  let nowMs = 0;
  const heard: string[] = [];
  const interrupts = createInterrupts({ process: source, now: () => nowMs });
  return {
    source,
    heard,
    interrupts,
    press: (afterMs: number) => {
      nowMs += afterMs;
      source.emit("SIGINT", "SIGINT");
    },
  };
};

describe("interrupts", () => {
  it("count a Ctrl-C that reaches us twice as one, and two presses as two", () => {
    const { interrupts, heard, press } = open();
    interrupts.listen((signal) => heard.push(signal));
    press(1000);
    press(5);
    expect(heard).toHaveLength(1);
    press(200);
    expect(heard).toHaveLength(2);
  });

  it("go to the latest listener alone, and to nobody when there is none", () => {
    const { interrupts, heard, press, source } = open();
    const forget = interrupts.listen(() => heard.push("outer"));
    interrupts.listen(() => heard.push("inner"))();
    press(1000);
    forget();
    forget();
    expect(heard).toEqual(["outer"]);
    expect(source.listenerCount("SIGINT")).toBe(0);
  });
});
