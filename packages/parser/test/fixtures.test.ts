import { describe, expect, it } from "vitest";
import { commandsOf } from "../src/index.ts";
import { fixtureText, runbookOf, sketch } from "./read-fixture.ts";

function commands(name: string): readonly string[] {
  return commandsOf(runbookOf(fixtureText(name))).map(({ text }) => text);
}

describe("a Markdown page of a handbook", () => {
  const runbook = runbookOf(fixtureText("gitlab-handbook.md"));

  it("gives its steps with numbers, branches and commands", () => {
    expect(runbook.title).toBe("Replication lag on the billing cluster");
    expect(sketch(runbook)).toEqual([
      "1 $ ssh <username>@bastion.example.net",
      "2.1 $ SELECT client_addr, state,\n       pg_wal_lsn_diff(sent_lsn, replay_lsn) AS lag\n  FROM pg_stat_replication;",
      "2.2 $ SELECT now() - pg_last_xact_replay_timestamp() AS delay;",
      "3.1 [then] $ kubectl -n batch scale deployment/{deployment} --replicas=0",
      "3.2 [then] Wait a while",
      "4 [otherwise] Otherwise, tell the channel that it recovers by itself",
      "5 $ kubectl -n batch scale deployment/{deployment} --replicas=3",
      "6 [then] $ kubectl -n batch scale deployment/{deployment} --replicas=1",
    ]);
    expect(runbook.orderedItems).toBe(7);
  });

  it("forks at the condition and meets again behind it", () => {
    expect(runbook.conditions[0]).toMatchObject({
      text: "the lag is above 1 GB",
      then: ["stp_4", "stp_5"],
      otherwise: ["stp_6"],
    });
    expect(runbook.steps.map(({ after }) => after.join())).toEqual([
      "",
      "stp_1",
      "stp_2",
      "stp_3",
      "stp_4",
      "stp_3",
      "stp_5,stp_6",
      "stp_7",
    ]);
  });

  it("keeps what to see, how to undo, what must be true and what is vague", () => {
    expect(runbook.steps[2]?.expect?.text).toBe("You should see lag below 10000000.");
    expect(runbook.steps[6]?.rollback?.text).toBe("kubectl -n batch rollout undo deployment/{deployment}");
    expect(runbook.conditions[1]).toMatchObject({ text: "Rollback", then: ["stp_8"] });
    expect(runbook.prerequisites.map(({ kind }) => kind)).toEqual(["network", "access", "tool"]);
    expect(runbook.ambiguities).toMatchObject([{ stepId: "stp_5", text: "Wait a while" }]);
    expect(runbook.variables.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      "username: name",
      "deployment: name",
    ]);
  });
});

it("reads sessions of a wiki without their output, and no mention of what not to run", () => {
  expect(commands("github-wiki.md")).toEqual([
    "export CLUSTER=ingest-eu",
    'for host in ingest-{1,2,3}; do\nssh "$host" uptime\ndone',
    "systemctl restart ingest-worker",
    "ss -ltn | grep :9092",
    "systemctl status ingest-worker",
    'journalctl -u ingest-worker --since "10 min ago" | grep -v DEBUG | tail -50',
  ]);
  expect(runbookOf(fixtureText("github-wiki.md")).variables).toMatchObject([{ name: "host", setBy: "stp_2" }]);
});

it("reads Confluence storage format with macros, CDATA, self-closing elements and tasks", () => {
  const runbook = runbookOf(fixtureText("confluence.xml.txt"));
  expect(runbook.format).toBe("confluence");
  expect(sketch(runbook)).toEqual([
    "1.1 $ vault kv get -field=pem secret/api > /tmp/api.pem",
    "1.2 $ openssl x509 -in /tmp/api.pem -noout -enddate && echo ok",
    "2.1 $ cat <<'EOF' > /etc/haproxy/reload.sh\n#!/bin/sh\nsystemctl reload haproxy\nEOF",
    "2.2 $ sh /etc/haproxy/reload.sh",
    "3 Tell the team in the channel",
    "4 $ curl -vI https://api.example.com 2>&1 | grep expire",
  ]);
  expect(runbook.prerequisites).toMatchObject([{ kind: "access" }]);
});

it("reads a MediaWiki page, its highlighted code and given ordinals, and never its scripts", () => {
  const runbook = runbookOf(fixtureText("mediawiki.html.txt"));
  expect(runbook.title).toBe("Disk full - Ops wiki");
  expect(sketch(runbook)).toEqual([
    "1 $ du -xsh /var/* | sort -h | tail -5",
    "2 $ find /var/backups -name '*.gz' -mtime +30 -delete",
    "7 $ df -h /var",
  ]);
});

it("reads an exported page with entities and line breaks in code, and both sides of one sentence", () => {
  const runbook = runbookOf(fixtureText("notion-export.html.txt"));
  expect(sketch(runbook)).toEqual([
    "1.1 $ rabbitmqctl -n rabbit@<old node> stop_app",
    "1.2 $ rabbitmqctl -n rabbit@<old node> reset",
    "2.1 [then] $ rabbitmqctl purge_queue {{queue}}",
    "2.2 [otherwise] $ rabbitmqctl list_queues",
    "3 Verify everything works",
  ]);
  expect(runbook.steps[4]?.after).toEqual(["stp_3", "stp_4"]);
});

it("reads a mail, and reports no-break spaces and long dashes instead of passing them on in silence", () => {
  const runbook = runbookOf(fixtureText("mail.txt"));
  expect(sketch(runbook)).toEqual([
    "1 $ systemctl stop importer",
    "2 $ pg_dump -Fc –d billing > /backup/billing.dump",
    "3 Call me if anything looks odd",
    "4 $ systemctl start importer",
  ]);
  const missing = runbook.ambiguities.filter(({ stepId }) => stepId === "stp_2").map((one) => one.missing);
  expect(missing).toEqual([expect.stringContaining("no-break spaces"), expect.stringContaining("long dashes")]);
});

it("reads numbered lines of a chat", () => {
  const runbook = runbookOf(fixtureText("slack.txt"));
  expect(sketch(runbook)).toEqual([
    "1 $ ssh cache-01.example.net",
    "2 check the logs",
    "3 $ redis-cli -h cache-01 info memory | grep used_memory_human",
    "4 [then] $ sudo systemctl restart redis",
    "5 wait for a bit and look at the dashboard",
  ]);
  expect(runbook.ambiguities.map(({ text }) => text)).toEqual([
    "check the logs",
    "look at the dashboard",
    "wait for a bit",
  ]);
});

it("reads reStructuredText directives, literal blocks and counted lists", () => {
  const runbook = runbookOf(fixtureText("sphinx.rst"));
  expect(runbook.format).toBe("restructuredtext");
  expect(sketch(runbook)).toEqual([
    "1.1 $ sudo systemctl stop kafka",
    "1.2 $ sudo rpm -Uvh /srv/repo/kafka-${VERSION:-3.7}.rpm",
    "2 $ sudo systemctl start kafka",
    "3 $ kafka-topics.sh --bootstrap-server $BROKER --describe",
  ]);
  expect(runbook.variables).toMatchObject([{ name: "VERSION", default: "3.7" }, { name: "BROKER" }]);
});

it("reads a man page with a root prompt and output", () => {
  expect(commands("manpage.txt")).toEqual([
    "systemctl stop log-shipper",
    "logrotate -f /etc/logrotate.d/audit",
    "ls -l /var/log/audit",
    "systemctl start log-shipper",
  ]);
});

it("reads indented commands beside an ASCII table", () => {
  const runbook = runbookOf(fixtureText("ascii-table.txt"));
  expect(sketch(runbook)).toEqual([
    "1.1 $ ./bin/provider-switch --to <provider> --dry-run",
    "1.2 $ ./bin/provider-switch --to <provider>",
    "2 [then] $ ./bin/provider-switch --to acme",
  ]);
});

it("reads a psql session and a mysql one", () => {
  const runbook = runbookOf(fixtureText("psql-session.md"));
  expect(runbook.steps.map(({ command }) => `${command?.dialect} ${command?.text}`)).toEqual([
    "shell psql -h db1.example.net -U ops billing",
    "sql SELECT pid, query\nFROM pg_stat_activity\nWHERE state = 'active';",
    "sql SELECT pg_terminate_backend(<pid>);",
    "sql \\q",
    "sql SHOW PROCESSLIST;",
    "sql KILL {id};",
  ]);
});

it("keeps the parts of a long script whole and knows what it sets itself", () => {
  const runbook = runbookOf(fixtureText("scripts.md"));
  expect(runbook.steps.map(({ command }) => command?.text.split("\n").length)).toEqual([1, 1, 3, 3, 1, 3, 6, 4, 1, 1]);
  const asked = runbook.variables.filter((one) => one.setBy === undefined).map(({ name }) => name);
  expect(asked).toEqual(["BUILD_ID", "NAMESPACE", "host", "id", "pod-name"]);
});

it("attaches a rollback to the step it names", () => {
  const runbook = runbookOf(fixtureText("unmarked.txt"));
  expect(sketch(runbook)).toEqual(["1 $ ceph osd set noout", "2 Reboot it", "3 $ ceph -s"]);
  expect(runbook.steps[0]?.rollback?.text).toBe("ceph osd unset noout");
});

it("finds nothing to do in a description, and says what it found instead", () => {
  expect(() => runbookOf(fixtureText("not-a-runbook.md"))).toThrow(/nothing_to_do.*1 code block without commands/);
});
