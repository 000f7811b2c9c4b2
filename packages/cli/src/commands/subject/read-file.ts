import type { ReadSubjectFile } from "@steadyhand/subjects/file";
import { drawLine } from "../../io/draw-text.ts";
import { readText } from "../../io/read-text.ts";
import type { Services } from "../../services.ts";

const mostBytes = 1024 * 1024;

/** Reads a subject's file with what the scanner says of the commands in it. */
export async function readFile(path: string, services: Services) {
  const text = await readText(path, services, { what: "the subject", code: "subject", mostBytes });
  const { readSubjectFile } = await import("@steadyhand/subjects/file");
  const { loadScanner } = await import("@steadyhand/scanner");
  const scanner = await loadScanner();
  const judge = (command: { readonly dialect: "shell" | "sql"; readonly text: string }) =>
    scanner.scan(command.text, command.dialect).risk;
  return { read: readSubjectFile(text, { judge, env: services.env }), judge };
}

/** Each problem on a line of its own, as compilers tell them. */
export function drawProblems(file: string, { problems }: Extract<ReadSubjectFile, { ok: false }>): string {
  return problems
    .map(({ line, column, message }) => `${drawLine(file)}:${line}:${column}: ${drawLine(message)}`)
    .join("\n");
}
