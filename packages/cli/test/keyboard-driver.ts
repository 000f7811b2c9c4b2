import { existsSync } from "node:fs";
import { openKeyboard } from "../src/keyboard/keyboard.ts";

// Asks what its arguments name, one question after another, and says what it heard.
const [mode = "", flag = ""] = process.argv.slice(2);

if (mode === "cooked") {
  process.stderr.write("BUSY\n");
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(flag)) Atomics.wait(cell, 0, 0, 5);
}

const stop = new AbortController();
const keyboard = openKeyboard({
  input: process.stdin,
  output: process.stderr,
  isDumb: process.env.TERM === "dumb",
  onInterrupt: () => keyboard.print("INTERRUPT\n"),
});

if (mode === "early") {
  keyboard.print("BUSY\n");
  await new Promise((resolve) => process.stdin.once("data", resolve));
}

if (mode === "withdrawn") {
  process.once("SIGUSR1", () => stop.abort());
  keyboard.print(`PID ${process.pid}\n`);
}

for (const prompt of ["first", "second"]) {
  const answer = await keyboard.ask({ prompt: `${prompt} > `, signal: stop.signal });
  keyboard.print(`${prompt}=${JSON.stringify(answer)}\n`);
}
if (mode === "lines") {
  keyboard.print(`lines=${JSON.stringify(await keyboard.askLines({ prompt: "| " }))}\n`);
}
keyboard.close();
