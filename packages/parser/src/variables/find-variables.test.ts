import { describe, expect, it } from "vitest";
import { assignedNames } from "./assigned-names.ts";
import { findVariables } from "./find-variables.ts";
import { variableType } from "./variable-type.ts";

function names(text: string, dialect: "shell" | "sql" = "shell"): readonly string[] {
  return findVariables(text, dialect).map(({ name }) => name);
}

describe("variables of a shell command", () => {
  it.each([
    ["kubectl -n $NS logs ${POD}", ["NS", "POD"]],
    ["kubectl logs <pod-name> -c <container name>", ["pod-name", "container name"]],
    ["scale --replicas={replicas} {{ app }}", ["replicas", "app"]],
    ['echo "$A" "$(cat "$B" \'$C\')" `ls $D`', ["A", "B", "D"]],
    ["cat <<EOF\n$A\nEOF", ["A"]],
    ["cat <<'EOF'\n$A <box>\nEOF\necho $C", ["box", "C"]],
    ["aws rds x --id ${db-instance-name}", ["db-instance-name"]],
    ["echo ${A:-$B}", ["A", "B"]],
    ["X='<value from the alert>'", ["value from the alert"]],
    ["curl https://api/hosts/{id}", ["id"]],
  ])("%j uses %j", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it.each([
    "awk '{print $1}' file",
    "echo $HOME $USER $? $1 $@ $$ $# $!",
    "echo '$A' \\$B",
    "kubectl get pods -o jsonpath='{.items[*].metadata.name}{end}'",
    "docker inspect --format '{{.State.Status}}' web",
    "docker ps --format '{{range .Ports}}{{end}}'",
    "cp file.{bak,old} {a,b}",
    "sort < in.txt > out.txt",
    "sort <in.txt >out.txt",
    "diff <(ls a) <(ls b)",
    "cat <<EOF\nx\nEOF",
    "curl -w '%{http_code}' https://x",
    "git show HEAD@{upstream} stash@{0}",
    "jq '{name}' file",
    "echo '<b>bold</b> <br>'",
    'git commit --author="Ann <ann@example.org>"',
    "grep -P '(?<name>x)' f",
    'echo "$$a"',
    "find . -exec rm {} +",
    "test() { ls; }",
  ])("%j uses none", (text) => {
    expect(names(text)).toEqual([]);
  });

  it("knows the default and the place of each", () => {
    const text = "nc -z ${HOST} ${PORT:-8080}";
    const [host, port] = findVariables(text, "shell");
    expect(text.slice(host?.from, host?.to)).toBe("${HOST}");
    expect(port).toMatchObject({ name: "PORT", default: "8080", form: "${NAME}" });
  });
});

it("finds placeholders in SQL but not its parameters and quotes", () => {
  expect(names("SELECT * FROM <table> WHERE id = {id} AND x = $1 AND a < b AND c > d", "sql")).toEqual(["table", "id"]);
  expect(names("DO $body$ BEGIN END $body$", "sql")).toEqual([]);
});

it.each([
  ["A=1", ["A"]],
  ["export A=1 B=$(date)", ["A", "B"]],
  ["for h in a b; do echo $h; done", ["h"]],
  ["read -r A B", ["A", "B"]],
  ["printf -v A '%s' x", ["A"]],
  ["if x; then\n  A=1\nfi", ["A"]],
  ["A=1 make deploy", []],
  ["curl -d 'a=b' x", []],
])("%j assigns %j", (text, expected) => {
  expect(assignedNames(text)).toEqual(expected);
});

it.each([
  ["pod-name", "name"],
  ["DB_HOST", "host"],
  ["db-password", "secret"],
  ["API_KEY", "secret"],
  ["replicas", "number"],
  ["backupFile", "path"],
  ["NAMESPACE", "namespace"],
  ["base_url", "url"],
  ["node ip", "ip"],
  ["since", "date"],
  ["thing", "text"],
])("guesses that %s is a %s", (name, type) => {
  expect(variableType(name)).toBe(type);
});
