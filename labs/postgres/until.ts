import { setTimeout as passed } from "node:timers/promises";

/** Waits until something is so, looking every few milliseconds. Says what it waited for when it never was. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, limitMs = 20_000): Promise<void> {
  const end = performance.now() + limitMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`Waited ${limitMs} ms until ${what}`);
    await passed(10);
  }
}
