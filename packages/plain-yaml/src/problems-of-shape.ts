import type { z } from "zod";
import type { OpenYaml, YamlProblem } from "./open-yaml.ts";

/** What each part of a file may have, in a sentence, by the name of the part; the whole file under the empty name. */
type Known = Readonly<Record<string, string>>;

/** What is wrong with a file's shape, each at its place. */
export function problemsOfShape(error: z.ZodError, yaml: OpenYaml, known: Known): YamlProblem[] {
  return error.issues.flatMap((issue) => {
    const { path, message, code } = issue;
    if (code === "unrecognized_keys") {
      return issue.keys.map((key) =>
        yaml.problemAt(yaml.rangeOfKey(path, key), `\`${key}\` is not known here; ${knownAt(path, known)}`),
      );
    }
    const isMissing = code === "invalid_type" && /received undefined/.test(message);
    const name = path.map(String).join(".");
    const said = isMissing ? "it is needed" : message.charAt(0).toLowerCase() + message.slice(1);
    return [yaml.problemAt(yaml.rangeOf(path), name === "" ? said : `\`${name}\`: ${said}`)];
  });
}

function knownAt(path: readonly PropertyKey[], known: Known): string {
  const place = path.findLast((part) => typeof part === "string") ?? "";
  return known[String(place)] ?? known[String(path[0] ?? "")] ?? "leave it out";
}
