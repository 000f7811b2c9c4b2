import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { OpsError } from "@steadyhand/core/outcome";
import type { PolicyProblem, PolicyReading } from "@steadyhand/policy";
import { drawLine } from "../../io/draw-text.ts";
import type { Services } from "../../services.ts";
import { dataFolder } from "../../session/data-folder.ts";

type Place = Pick<Services, "env" | "workingDirectory" | "isRoot">;

/** The file that is meant: the named one, else STEADYHAND_POLICY, else policy.json of the data folder where it is there. */
export function findPolicyFile(
  { file, data }: { readonly file: string | undefined; readonly data: string | undefined },
  services: Place,
): string | undefined {
  const named = file ?? (services.env.STEADYHAND_POLICY || undefined);
  if (named !== undefined) return resolve(services.workingDirectory, named);
  const usual = join(dataFolder(data, services), "policy.json");
  return existsSync(usual) ? usual : undefined;
}

/** The text of a policy file. Throws `policy.unreadable`. */
export function readPolicyText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new OpsError(`Cannot read a policy from ${path}: ${reasons[code] ?? code}`, {
      kind: "invalid",
      code: "policy.unreadable",
      hint: "Give the path of a file in UTF-8; `steady policy example` prints one to start from",
      cause,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not valid UTF-8",
};

/** A policy file's text, and what it reads as. */
export async function readPolicyFile(path: string): Promise<{ readonly text: string; readonly read: PolicyReading }> {
  const { readPolicy } = await import("@steadyhand/policy");
  const text = readPolicyText(path);
  return { text, read: readPolicy(text) };
}

/** One line a problem, in the form that editors jump to: `file:line:column: what; allowed: …`. */
export function drawProblems(
  path: string,
  problems: readonly (Omit<PolicyProblem, "allowed"> & { readonly allowed?: string | undefined })[],
): string {
  return problems
    .map(({ line, column, path: setting, message, allowed }) => {
      const what = setting === "" ? message : `${setting}: ${message}`;
      const may = allowed === undefined ? "" : `\n    allowed: ${drawLine(allowed)}`;
      return `${drawLine(path)}:${line}:${column}: ${drawLine(what)}${may}`;
    })
    .join("\n");
}
