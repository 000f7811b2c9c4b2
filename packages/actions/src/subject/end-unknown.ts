import { ended } from "../perform.ts";

/**
 * From now on this process ends with `unknown`, whatever ends it: an error that nobody caught, or that nothing was left to wait for.
 * What it answers with takes that back.
 */
export function endUnknown(): () => void {
  const take = () => {
    process.exitCode = ended.unknown;
  };
  process.on("exit", take);
  return () => void process.off("exit", take);
}
