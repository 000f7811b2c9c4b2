import { describe, expect, it } from "vitest";
import type { Code } from "../blocks/block.ts";
import { MappedTextBuilder } from "../text/mapped-text.ts";
import { extractCommands } from "./extract-commands.ts";

function block(language: string, text: string): Code {
  const out = new MappedTextBuilder();
  out.add(text, 0);
  const range = { start: 0, end: text.length };
  return { kind: "code", origin: "fence", language, code: out.build(), isUnclosed: false, range, item: undefined };
}

function texts(language: string, text: string): readonly string[] {
  return extractCommands(block(language, text)).map((command) => command.text);
}

describe("a shell block without prompts", () => {
  it("gives each line as a command and leaves comments out", () => {
    expect(texts("bash", "# list\nls -l\n\n  df -h # human\nacme-tool do-it")).toEqual([
      "ls -l",
      "df -h",
      "acme-tool do-it",
    ]);
  });

  it("joins continued lines and lines broken after an operator", () => {
    expect(texts("sh", "kubectl get pods \\\n    -o wide |\n  grep web &&\n  echo ok")).toEqual([
      "kubectl get pods -o wide | grep web && echo ok",
    ]);
  });

  it("joins nothing inside of quotes", () => {
    expect(texts("sh", "echo 'a \\\n b'")).toEqual(["echo 'a \\\n b'"]);
  });

  it("keeps loops, conditions, functions, groups, quotes and here-documents whole", () => {
    const whole = [
      "for h in a b; do\n  ssh $h uptime\ndone",
      "if true; then\n  ls -l\nfi",
      "clean() {\n  rm -rf /tmp/x\n}",
      "{\n  date\n  uptime\n} > /tmp/out",
      "psql -c '\n  SELECT 1'",
      "cat <<EOF > /tmp/f\nrm -rf /\nEOF",
      "case $1 in\n  a) ls -l ;;\nesac",
    ];
    expect(texts("bash", whole.join("\n"))).toEqual(whole);
  });

  it("leaves output below a command out", () => {
    expect(
      texts("shell", "kubectl get pods\n\nNAME    READY   STATUS\nweb-0   1/1     Running\n\nkubectl get nodes"),
    ).toEqual(["kubectl get pods", "kubectl get nodes"]);
  });

  it("takes a placeholder for a word and not for a redirection", () => {
    expect(texts("sh", "kubectl logs <pod name>\nls -l")).toEqual(["kubectl logs <pod name>", "ls -l"]);
  });

  it("goes on after a line no shell accepts", () => {
    expect(texts("sh", "ls -l\nkubectl get )(\ndf -h")).toContain("df -h");
  });
});

describe("a block with prompts", () => {
  it.each([
    ["$ ls -l\ntotal 0\n$ df -h", ["ls -l", "df -h"]],
    ["ops@web1:~/app$ ls -l", ["ls -l"]],
    ["[root@db1 ~]# systemctl restart nginx", ["systemctl restart nginx"]],
    ["root@db1:/var/log# tail -5 syslog", ["tail -5 syslog"]],
    ["bash-5.1$ ls -l", ["ls -l"]],
    ["/ # ls -l", ["ls -l"]],
    ["$ for i in 1 2; do\n> echo $i\n> done\n1\n2", ["for i in 1 2; do\necho $i\ndone"]],
    ["$ cat <<EOF\na\nEOF\na\n$ ls -l", ["cat <<EOF\na\nEOF", "ls -l"]],
    ["$ curl -s https://x \\\n    | jq .a\n{\n}", ["curl -s https://x | jq .a"]],
  ])("reads %j", (text, expected) => {
    expect(texts("console", text)).toEqual(expected);
  });

  it("tells a root prompt from a comment", () => {
    expect(texts("console", "$ oc debug node/a\n# sysctl -a | grep fs\n# returns a list of values")).toEqual([
      "oc debug node/a",
      "sysctl -a | grep fs",
    ]);
    expect(texts("", "# systemctl stop nginx\n# systemctl start nginx")).toEqual([
      "systemctl stop nginx",
      "systemctl start nginx",
    ]);
    expect(texts("bash", "# restart the service\nacme restart --all")).toEqual(["acme restart --all"]);
  });

  it("reads psql and mysql statement by statement, output left out", () => {
    const session = "orders=> SELECT 1\norders-> FROM a;\n ?column?\n(1 row)\norders=# \\d a\nmysql> SHOW TABLES;";
    const commands = extractCommands(block("", session));
    expect(commands.map(({ text, dialect }) => [dialect, text])).toEqual([
      ["sql", "SELECT 1\nFROM a;"],
      ["sql", "\\d a"],
      ["sql", "SHOW TABLES;"],
    ]);
  });

  it("takes nothing typed at another program's prompt", () => {
    expect(texts("", ">>> import os\n>>> os.remove('x')")).toEqual([]);
    expect(texts("", "127.0.0.1:6379> FLUSHALL")).toEqual([]);
  });
});

describe("a block that holds no commands", () => {
  it.each([
    ["yaml", "run: rm -rf /"],
    ["json", '{"cmd": "rm -rf /"}'],
    ["go", 'fmt.Println("x")'],
    ["promql", "rate(http_requests_total[5m]) > 5"],
    ["dockerfile", "RUN rm -rf /tmp"],
    ["diff", "- rm -rf a\n+ rm -rf b"],
    ["", "apiVersion: v1\nkind: Pod"],
    ["", "NAME   READY\nweb-0  1/1"],
    ["", "2026-01-05T10:00:00Z level=error msg=failed"],
    ["", "level=error ts=1 msg=x"],
    ["", "sum(rate(x[5m])) by (job)"],
    ["", "connection refused"],
    ["text", "Error: make sure that the file exists"],
    ["ini", "[server]\nport=80"],
    ["", "port=80\nhost=web"],
    ["", '{\n  "a": {\n    "b": 1\n  }\n}'],
  ])("gives none: %s %j", (language, text) => {
    expect(texts(language, text)).toEqual([]);
  });
});

it("reads an unlabelled block that begins with a certain command", () => {
  expect(texts("", "kubectl get pods -n web\nacme deploy --now")).toEqual([
    "kubectl get pods -n web",
    "acme deploy --now",
  ]);
  expect(texts("java", "systemctl restart nginx")).toEqual(["systemctl restart nginx"]);
});

it("reads an unlabelled assignment that takes a command's output or something to fill in", () => {
  expect(texts("", "pod=$(kubectl get pods -o name | head -1)")).toHaveLength(1);
  expect(texts("", 'snapshot="<id of the snapshot>"')).toHaveLength(1);
});

it("reads SQL without a prompt, each statement with its semicolon", () => {
  const text = "-- first\nSELECT ';' FROM a;\nDO $$ BEGIN x; END $$;\nUPDATE a SET b = 1\n\nDELETE FROM c";
  expect(texts("sql", text)).toEqual([
    "SELECT ';' FROM a;",
    "DO $$ BEGIN x; END $$;",
    "UPDATE a SET b = 1",
    "DELETE FROM c",
  ]);
});
