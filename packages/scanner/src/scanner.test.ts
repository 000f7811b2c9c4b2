import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { readFixtures } from "../test/fixtures.ts";
import { loadScanner, openScanner } from "./index.ts";

it("answers the same whether the grammar is loaded at first or when it is met", async () => {
  const scanner = await loadScanner();
  for (const { text, dialect } of [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")]) {
    expect(await openScanner().classify(text, dialect), text).toEqual(scanner.scan(text, dialect));
  }
});

/** Which commands had the grammar loaded when a process of their own had judged them, one after another. */
function loadsGrammarAfter(commands: readonly (readonly [string, string])[]): readonly boolean[] {
  const script = `
    import { registerHooks } from "node:module";
    let isLoaded = false;
    registerHooks({
      resolve(name, context, next) {
        if (name.startsWith("libpg-query")) isLoaded = true;
        return next(name, context);
      },
    });
    const { openScanner } = await import(${JSON.stringify(new URL("index.ts", import.meta.url).href)});
    const scanner = openScanner();
    const loaded = [isLoaded];
    for (const [text, dialect] of ${JSON.stringify(commands)}) {
      await scanner.classify(text, dialect);
      loaded.push(isLoaded);
    }
    console.log(JSON.stringify(loaded));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  return JSON.parse(output) as readonly boolean[];
}

it("loads the SQL grammar when a text holds SQL and not before", () => {
  const commands = [
    ["kubectl get pods", "shell"],
    ["rm -rf /srv | tee x; psql -l", "shell"],
    ["\\dt", "sql"],
    ["psql -c 'select 1'", "shell"],
  ] as const;
  expect(loadsGrammarAfter(commands)).toEqual([false, false, false, false, true]);
});
