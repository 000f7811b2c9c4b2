import type { ResolvedCommandWire } from "@steadyhand/api";
import { describeCall } from "@steadyhand/core/action";
import { headAndTail } from "@steadyhand/core/text";
import { drawCommand } from "../io/draw-text.ts";
import type { Channel } from "../io/io.ts";
import { wrapMarked } from "../io/wrap.ts";

const most = { characters: 4000, lines: 30 };
const bare = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The text that will run: a script as it stands, words each in quotes where they need them, an action by its parameters. */
export function commandText(command: ResolvedCommandWire): string {
  if (command.kind === "shell") return command.script;
  if (command.kind === "action") return describeCall(command);
  return command.words.map((word) => (bare.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}

/** A command on the screen: in full, or its head and tail with how much lies between. */
export function drawCommandText(
  text: string,
  { columns }: Channel,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): { readonly drawn: string; readonly isCut: boolean } {
  const draw = (part: string) => wrapMarked(drawCommand(part), { columns: columns(), indent: "    │ " });
  const cut = isWhole ? undefined : headAndTail(text, most);
  if (cut === undefined) return { drawn: draw(text), isCut: false };
  const between = `    ┊ ${cut.hiddenCharacters} characters more lie here and will run too; [v] shows them`;
  return { drawn: [draw(cut.head), between, draw(cut.tail)].join("\n"), isCut: true };
}
