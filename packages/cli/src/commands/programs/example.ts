import { exitCode } from "@steadyhand/server/exit-codes";
import { command } from "../../command/command.ts";

export const example = command({
  name: "example",
  summary: "Print a file of own programs to start from",
  examples: ["steady programs example > programs.yaml"],
  async run({ options, io }) {
    io.out(options.json ? JSON.stringify({ text: exampleText }) : exampleText.trimEnd());
    return exitCode.ok;
  },
});

/** A test checks it: what we tell people to start from must be right. */
export const exampleText = `# What your own programs do. Steadyhand reads it from programs.yaml of the data folder, or from the file that
# STEADYHAND_PROGRAMS names. It makes programs known that only you know, and can make built-in ones stricter, never laxer.
version: 1
programs:
  shopctl:
    # Flags that may stand anywhere and change nothing about what a command does. VALUE: it takes the next word.
    global: ["-n, --namespace VALUE", "--verbose"]
    commands:
      # What only reads must list its flags: with any other one it is unknown.
      "order list": { effect: reads, flags: ["--limit N", "--json"] }
      # effect: reads, reveals, writes, deletes, executes, starts, stops, scales, configures, sends, grants or spends
      "cache flush": { effect: deletes, reach: all, why: "Empties every cache node" }
      "deploy": { effect: configures, undo: "rollback" }
      "rollback": { effect: configures }
# Checked whenever the file is read: a test that fails stops the start.
tests:
  - { command: "shopctl -n eu order list --limit 5", risk: safe }
  - { command: "shopctl order list --output x", risk: unknown }
  - { command: "shopctl cache flush", risk: dangerous }
  - { command: "shopctl deploy", risk: caution }
`;
