import type { Classification, Risk } from "@steadyhand/core/risk";
import { orderOfRisk } from "../programs/effects.ts";
import { openScanner } from "../scanner.ts";
import type { OwnPrograms } from "./own-programs.ts";
import { type OwnProblem, type Place, problem } from "./problem.ts";
import { refuseOtherKeys } from "./read-program.ts";
import { suggest } from "./suggest.ts";
import type { Located } from "./yaml-source.ts";

/** What an author expects of a command. */
export interface OwnTest {
  readonly at: Place;
  readonly command: string;
  readonly risk: Risk;
  readonly undo: string | undefined;
}

const keys = ["command", "risk", "undo"];
const risks = Object.keys(orderOfRisk);

/** Reads the tests that a file holds. */
export function readTests(value: Located | undefined, problems: OwnProblem[]): readonly OwnTest[] {
  if (value === undefined) return [];
  if (value.kind !== "list") {
    problems.push(
      problem(value.at, "The tests are not a list", { allowed: "`- { command: shopctl status, risk: safe }`" }),
    );
    return [];
  }
  return value.items.flatMap((item) => {
    if (item.kind !== "map") {
      problems.push(problem(item.at, "A test is not `command` and `risk`", { allowed: keys.join(", ") }));
      return [];
    }
    refuseOtherKeys(item, keys, problems);
    const textOf = (key: string) => {
      const found = item.entries.find((entry) => entry.key === key)?.value;
      return found?.kind === "scalar" && found.value !== null ? String(found.value) : undefined;
    };
    const [command, risk, undo] = [textOf("command"), textOf("risk"), textOf("undo")];
    if (command === undefined) problems.push(problem(item.at, "The test names no command"));
    if (risk === undefined || !risks.includes(risk)) {
      const suggestion = risk === undefined ? undefined : suggest(risk, risks);
      problems.push(problem(item.at, "The test names no risk", { allowed: risks.join(", "), suggestion }));
      return [];
    }
    // It is in the list of risks.
    return command === undefined ? [] : [{ at: item.at, command, risk: risk as Risk, undo }];
  });
}

/** Runs the tests with the programs they stand beside. Answers with a problem for each that does not hold. */
export async function tryTests(tests: readonly OwnTest[], programs: OwnPrograms): Promise<readonly OwnProblem[]> {
  const scanner = openScanner({ programs });
  const failures: OwnProblem[] = [];
  for (const test of tests) {
    const found = await scanner.classify(test.command, "shell");
    const undo = found.evidence.find((evidence) => evidence.undo !== undefined)?.undo;
    if (found.risk !== test.risk) {
      failures.push(
        problem(test.at, `\`${test.command}\` is expected to be ${test.risk} and is ${found.risk}: ${reasonOf(found)}`),
      );
    } else if (test.undo !== undefined && undo !== test.undo) {
      const told = undo === undefined ? "nothing does" : `\`${undo}\` does`;
      failures.push(problem(test.at, `\`${test.undo}\` is expected to take \`${test.command}\` back, and ${told}`));
    }
  }
  return failures;
}

function reasonOf({ risk, evidence }: Classification): string {
  return (evidence.find((one) => one.risk === risk)?.why ?? "nothing was found").replace(/\.$/, "");
}
