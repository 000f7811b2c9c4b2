import { readFileSync } from "node:fs";

/** The version of this installation, as its package says. */
export function readVersion(): string {
  // A file of ours, beside this one.
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return version;
}
