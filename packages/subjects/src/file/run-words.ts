import { execFile } from "node:child_process";
import type { DeclaredPorts, Ran } from "../declared/index.ts";

const mostOutputBytes = 64 * 1024;

/** Words without a shell, in an environment that has nothing of ours but the path to programs. */
export const runWords =
  (path: string | undefined): DeclaredPorts["run"] =>
  ([program = "", ...words], { signal }) =>
    new Promise<Ran>((resolve, reject) => {
      const options = {
        signal,
        maxBuffer: mostOutputBytes,
        env: { ...(path && { PATH: path }) },
        encoding: "utf8",
      } as const;
      execFile(program, words, options, (error, stdout) => {
        if (error === null) resolve({ exitCode: 0, stdout });
        else if (typeof error.code === "number") resolve({ exitCode: error.code, stdout });
        else reject(error);
      });
    });
