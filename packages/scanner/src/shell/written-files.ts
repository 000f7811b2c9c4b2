import { posix } from "node:path";
import type { Argument } from "../programs/call.ts";
import type { Scope } from "../scope.ts";

/** Remembers what the text writes: whoever runs such a file runs what nobody has seen. */
export function rememberWritten(path: string, scope: Scope): void {
  scope.written.add(posix.normalize(path));
}

/** Whether the text itself has written a file. */
export function wasWritten(path: string, scope: Scope): boolean {
  return scope.written.size > 0 && scope.written.has(posix.normalize(path));
}

const savesTo: Readonly<Record<string, RegExp>> = {
  curl: /^(?:-[A-Za-z]*o|--output)$/,
  wget: /^(?:-[A-Za-z]*O|--output-document)$/,
};

/** Remembers what a download saves. */
export function rememberDownload(program: string, args: readonly Argument[], scope: Scope): void {
  const flag = Object.hasOwn(savesTo, program) ? savesTo[program] : undefined;
  if (!flag) return;
  const at = args.findIndex(({ text }) => flag.test(text));
  const target = at < 0 ? args.find(({ text }) => /^--output(?:-document)?=/.test(text)) : args[at + 1];
  if (target?.kind === "constant") rememberWritten(target.text.replace(/^--[\w-]+=/, ""), scope);
}
