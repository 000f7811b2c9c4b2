import { type OpenYaml, openYaml, problemsOfShape, type YamlProblem } from "@steadyhand/plain-yaml";
import { compile } from "json-p3";
import { knownParts, type ObserverValue, SubjectFile, type SubjectFileValue } from "./document.ts";
import { namesIn } from "./fill.ts";
import type { DeclaredPorts } from "./ports.ts";

/** A subject's file that can be used, or everything that is wrong with it, in the order of its lines. */
export type ReadSubject =
  | { readonly ok: true; readonly file: SubjectFileValue }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

const mostCharacters = 1024 * 1024;

/** Reads and checks what a file says of a subject of its own. Commands and statements that it looks with must be safe by the scanner. */
export function readSubject(text: string, ports: Pick<DeclaredPorts, "judge">): ReadSubject {
  const opened = openSubjectYaml(text);
  return opened.ok ? readDeclared(opened.yaml, opened.yaml.value, ports) : opened;
}

/** The YAML of a subject's file, whatever its kind. */
export function openSubjectYaml(text: string): ReturnType<typeof openYaml> {
  if (text.length <= mostCharacters) return openYaml(text);
  return { ok: false, problems: [{ line: 1, column: 1, message: "it is larger than 1 MiB" }] };
}

/** As `readSubject`, of a value that stands in a file which holds more than that. */
export function readDeclared(yaml: OpenYaml, value: unknown, { judge }: Pick<DeclaredPorts, "judge">): ReadSubject {
  const parsed = SubjectFile.safeParse(value);
  if (!parsed.success) return { ok: false, problems: inOrder(problemsOfShape(parsed.error, yaml, knownParts)) };
  const checking = { file: parsed.data, yaml, judge };
  const problems = [...ofMembers(checking), ...ofObservers(checking), ...ofNames(checking)];
  return problems.length > 0 ? { ok: false, problems: inOrder(problems) } : { ok: true, file: parsed.data };
}

interface Checking {
  readonly file: SubjectFileValue;
  readonly yaml: OpenYaml;
  readonly judge: DeclaredPorts["judge"];
}

export const inOrder = (problems: readonly YamlProblem[]) =>
  problems.toSorted((one, other) => one.line - other.line || one.column - other.column);

const problemAt = ({ yaml }: Checking, path: readonly PropertyKey[], message: string): YamlProblem =>
  yaml.problemAt(yaml.rangeOf(path), message);

function ofMembers(checking: Checking): YamlProblem[] {
  const { file } = checking;
  const ids = file.members.map(({ id }) => id);
  return [
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [problemAt(checking, ["members", index, "id"], `there is a member ${id} already`)] : [],
    ),
    ...(file.alive in file.observe
      ? []
      : [
          problemAt(
            checking,
            ["alive"],
            `no sample ${file.alive} is observed: name the one that says that a member is there`,
          ),
        ]),
  ];
}

function ofObservers(checking: Checking): YamlProblem[] {
  const { file } = checking;
  return Object.entries(file.observe).flatMap(([name, observer]) => {
    const path = ["observe", name];
    const each = "each" in observer ? observer.each : undefined;
    const members = file.members.filter(({ kind }) => each === undefined || kind === each);
    if (members.length === 0) return [problemAt(checking, [...path, "each"], `no member is of the kind ${each}`)];
    const missing = textsOf(observer)
      .flatMap(namesIn)
      .filter((wanted) => each === undefined || members.some((member) => member[wanted] === undefined));
    return [
      ...missing.map((wanted) => {
        const why =
          each === undefined ? "say with `each` of which kind of member it is" : `not every ${each} has ${wanted}`;
        return problemAt(checking, path, `{{${wanted}}} cannot be filled in: ${why}`);
      }),
      ...ofLook(checking, path, observer),
    ];
  });
}

function textsOf(observer: ObserverValue): readonly string[] {
  if ("http" in observer) return [observer.http, ...Object.values(observer.headers)];
  if ("promql" in observer) return [];
  return "sql" in observer ? [observer.database] : observer.command;
}

function ofLook(checking: Checking, path: readonly string[], observer: ObserverValue): YamlProblem[] {
  if ("http" in observer && observer.path !== undefined) {
    const why = whyNot(() => compile(observer.path ?? ""));
    return why === undefined ? [] : [problemAt(checking, [...path, "path"], `this is no JSONPath: ${why}`)];
  }
  if ("sql" in observer) return ofRisk(checking, [...path, "sql"], { dialect: "sql", text: observer.sql });
  if (!("command" in observer)) return [];
  const why = observer.match === undefined ? undefined : whyNot(() => new RegExp(observer.match ?? "", "m"));
  const text = observer.command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return [
    ...ofRisk(checking, [...path, "command"], { dialect: "shell", text }),
    ...(why === undefined ? [] : [problemAt(checking, [...path, "match"], `this is no pattern: ${why}`)]),
  ];
}

/** A look changes nothing: what is not known to only read is no look. */
function ofRisk(
  checking: Checking,
  path: readonly string[],
  command: Parameters<DeclaredPorts["judge"]>[0],
): YamlProblem[] {
  const risk = checking.judge(command);
  if (risk === "safe") return [];
  return [problemAt(checking, path, `a look may only read, and the scanner calls this ${risk}: make it an action`)];
}

/** Whatever names something else names something that is there. */
function ofNames(checking: Checking): YamlProblem[] {
  const { file } = checking;
  const sample = (path: readonly string[], name: string) =>
    name in file.observe ? [] : [problemAt(checking, path, `no sample ${name} is observed`)];
  const action = (path: readonly PropertyKey[], name: string) =>
    name in file.actions ? [] : [problemAt(checking, path, `there is no action ${name}`)];
  return [
    ...Object.entries(file.invariants).flatMap(([name, { holds }]) =>
      sample(["invariants", name, "holds"], holds.sample),
    ),
    ...Object.entries(file.findings).flatMap(([name, condition]) => sample(["findings", name], condition.sample)),
    ...Object.entries(file.actions).flatMap(([name, { done, undo }]) => [
      ...sample(["actions", name, "done"], done.sample),
      ...(undo ? action(["actions", name, "undo", "action"], undo.action) : []),
    ]),
    ...Object.entries(file.faults).flatMap(([name, fault]) => [
      ...[...Object.keys(fault.shows), ...Object.keys(fault.spreads ?? {})].flatMap((finding) =>
        isFinding(file, finding)
          ? []
          : [
              problemAt(
                checking,
                ["faults", name],
                `${finding} is no finding: write violated:INVARIANT or shows:FINDING`,
              ),
            ],
      ),
      ...fault.repairs.flatMap((repair, index) => action(["faults", name, "repairs", index, "action"], repair.action)),
      ...(fault.strikes ?? [])
        .filter((kind) => !file.members.some((member) => member.kind === kind))
        .map((kind) => problemAt(checking, ["faults", name, "strikes"], `no member is of the kind ${kind}`)),
    ]),
  ];
}

function isFinding({ invariants, findings }: SubjectFileValue, name: string): boolean {
  const [, what, of = ""] = /^(violated|shows):(.+)$/.exec(name) ?? [];
  return what === "violated" ? of in invariants : what === "shows" && of in findings;
}

function whyNot(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
