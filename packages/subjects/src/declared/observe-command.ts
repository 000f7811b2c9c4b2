import { blindTo, type Reading, sampleOf, whyOf } from "./look.ts";
import type { DeclaredPorts } from "./ports.ts";
import { readValue } from "./read-value.ts";

export interface CommandLook {
  readonly sample: string;
  readonly member?: string;
  readonly words: readonly string[];
  /** Its first group is the value. Without it all that was printed is. */
  readonly match?: string;
  readonly signal: AbortSignal;
}

/** Runs a command that only reads, and takes its value from what it prints. */
export async function observeCommand(ports: DeclaredPorts, look: CommandLook): Promise<Reading> {
  const { sample, member, words, match, signal } = look;
  const [program = ""] = words;
  try {
    const { exitCode, stdout } = await ports.run(words, { signal });
    if (exitCode !== 0) return blindTo(sample, `${program} ended with ${exitCode}`, member);
    const found = match === undefined ? stdout : new RegExp(match, "m").exec(stdout)?.[1];
    const value = found === undefined ? undefined : readValue(found);
    if (value === undefined || value === "") return blindTo(sample, `${program} printed no value`, member);
    return sampleOf(sample, value, member);
  } catch (error) {
    return blindTo(sample, `${program}: ${whyOf(error)}`, member);
  }
}
