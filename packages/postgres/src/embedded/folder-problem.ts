import { OpsError } from "@steadyhand/core/outcome";

/** What an operation on the data folder met, in one line that says what to do. */
export function folderProblem(directory: string, cause: unknown): OpsError {
  const known = problems[codeOf(cause)];
  const { code, why, hint } = known ?? {
    code: "data.not_usable",
    why: cause instanceof Error ? cause.message : String(cause),
    hint: "Choose another folder with --data",
  };
  return new OpsError(`Cannot use the data folder ${directory}: ${why}`, { kind: "unavailable", code, hint, cause });
}

const readOnly = {
  code: "data.read_only",
  why: "it cannot be written to",
  hint: "Make it writable for the user who runs Steadyhand, or choose another folder with --data",
};
const full = {
  code: "data.disk_full",
  why: "the disk is full",
  hint: "Free some space on it, or choose a folder on another disk with --data",
};
const problems: Readonly<Record<string, { code: string; why: string; hint: string }>> = {
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
  ENOTDIR: { code: "data.not_a_folder", why: "a part of its path is a file", hint: "Choose another one with --data" },
  EEXIST: { code: "data.not_a_folder", why: "it is a file", hint: "Choose a folder with --data" },
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
