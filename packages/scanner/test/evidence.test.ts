import type { Evidence } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { families } from "../src/programs/families.ts";
import { readFixtures } from "./fixtures.ts";

const scanner = await loadScanner();
const fixtures = [...readFixtures("canaries.txt"), ...readFixtures("reads.txt")];

/** What is said of the one part of a command that a table judged as harmful. */
function harm(command: string): Evidence | undefined {
  return scanner.scan(command, "shell").evidence.find(({ effect }) => effect !== undefined && effect !== "reads");
}

describe("the command that takes another one back", () => {
  it.each([
    ["kubectl cordon node-1", "kubectl uncordon node-1"],
    ["kubectl -n prod cordon node-1", "kubectl -n prod uncordon node-1"],
    ["systemctl stop nginx", "systemctl start nginx"],
    ["systemctl --user stop 'a b.service'", "systemctl --user start 'a b.service'"],
    ["/usr/bin/systemctl stop nginx", "/usr/bin/systemctl start nginx"],
    ["docker stop api", "docker start api"],
    ["minikube addons enable ingress", "minikube addons disable ingress"],
  ])("is built from the words of %s", (command, undo) => {
    expect(harm(command)).toMatchObject({ isReversible: true, undo });
  });

  it.each([
    ["sudo -u app systemctl stop x", "sudo -u app systemctl start x"],
    ["timeout 5 systemctl stop x", "timeout 5 systemctl start x"],
    ["sudo timeout 5 systemctl stop x", "sudo timeout 5 systemctl start x"],
    ["bash -c 'systemctl stop x'", "bash -c 'systemctl start x'"],
    [`sudo bash -c "systemctl stop 'a b'"`, `sudo bash -c 'systemctl start '\\''a b'\\'''`],
  ])("keeps what lies around it: %s", (command, undo) => {
    expect(harm(command)?.undo).toBe(undo);
  });

  it("stays on the host and in the pod that the command ran in", () => {
    const undoOf = (command: string) => scanner.scan(command, "shell").evidence.find(({ undo }) => undo)?.undo;
    expect(undoOf("ssh db1 sudo systemctl stop x")).toBe("ssh db1 'sudo systemctl start x'");
    expect(undoOf("ssh db1 'systemctl stop x; ls'")).toBe("ssh db1 'systemctl start x'");
    expect(undoOf("kubectl exec p -- systemctl stop x")).toBe("kubectl exec p -- systemctl start x");
  });

  it.each([
    ["a value from before is needed", "kubectl scale deploy/x --replicas=3"],
    ["a word is only known when it runs", 'systemctl stop "$UNIT"'],
    ["a flag may say which object is meant", "systemctl stop --job-mode=flush x"],
    ["it ran in another folder", "cd /srv/app && systemctl stop x"],
    ["it ran in another environment", "DOCKER_HOST=tcp://db1 docker stop c"],
    ["it ran in another environment, named by env", "env DOCKER_HOST=tcp://db1 docker stop c"],
    ["a variable was exported before", "export DOCKER_HOST=tcp://db1; docker stop c"],
    ["what was made has another name", "steampipe plugin install a"],
    ["a blank is to be filled in first", "systemctl stop <unit>"],
    ["its objects come from elsewhere", "echo a | xargs systemctl stop"],
    ["it reads its objects from its input", "cat nodes | kubectl cordon -f -"],
  ])("is not told where %s", (_reason, command) => {
    expect(scanner.scan(command, "shell").evidence.filter(({ undo }) => undo !== undefined)).toEqual([]);
  });

  it("says that it can be taken back, and what is needed for it, where the words alone do not tell how", () => {
    expect(harm("kubectl scale deploy/x --replicas=3")).toMatchObject({
      isReversible: true,
      instead: "Note the present value first: with it `kubectl scale` takes this back",
    });
  });

  it("can itself be judged, and runs no program that the command did not run or the tables do not know", () => {
    const undone = fixtures.flatMap(({ text, dialect }) =>
      scanner.scan(text, dialect).evidence.flatMap(({ undo }) => (undo === undefined ? [] : [{ text, undo }])),
    );
    expect(undone.length).toBeGreaterThan(10);
    for (const { text, undo } of undone) {
      const { evidence } = scanner.scan(undo, "shell");
      expect(
        evidence.map(({ rule }) => rule),
        `${text} -> ${undo}`,
      ).not.toContain("program.unknown");
      expect(
        evidence.map(({ rule }) => rule),
        `${text} -> ${undo}`,
      ).not.toContain("shell.syntax");
    }
  });

  it("is a subcommand that the tables know, for every inverse that they name", () => {
    const lost: string[] = [];
    for (const family of Object.values(families)) {
      for (const [name, { undo = {} }] of Object.entries(family)) {
        for (const template of Object.values(undo)) {
          const call = template
            .replace(/\b(?:keep|drop)\([^()]*\)/g, "")
            .replace(/\$[1-9*]/g, "a")
            .replace(/\$0/g, "")
            .replace(/(?<= )\*(?= )/g, "a");
          const text = call.trim().startsWith("!") ? call.trim().slice(1) : `${name} ${call.trim()}`;
          const { evidence } = scanner.scan(text, "shell");
          if (evidence.some(({ rule, why }) => rule === "program.unknown" || / is not in the tables\.$/.test(why)))
            lost.push(`${name}: ${template}`);
        }
      }
    }
    expect(lost).toEqual([]);
  });
});

describe("how far a command reaches", () => {
  it.each([
    ["one", "kubectl delete pod x"],
    ["one", "kubectl delete pod/x -n prod"],
    ["many", "kubectl delete pod x y"],
    ["many", "kubectl delete pods -l app=x"],
    ["all", "kubectl delete pods --all"],
    ["all", "kubectl delete pods -A -l app=x"],
    ["one", "systemctl stop x"],
    ["many", "systemctl stop x y"],
    ["all", "systemctl reboot"],
    ["many", "ls | xargs systemctl stop"],
    ["many", 'for x in $(cat units); do systemctl stop "$x"; done'],
    ["many", "find . -name x -exec systemctl stop {} +"],
  ])("is %s for %s", (reach, command) => {
    expect(harm(command)?.reach).toBe(reach);
  });
});

describe("what would be safer", () => {
  it.each([
    ["a trial run that the program has", "kubectl delete pod x", /--dry-run=server/],
    ["a look at the same object", "systemctl kill nginx", /`systemctl status nginx`/],
    ["a look at the same object, in the same place", "sudo systemctl kill nginx", /`sudo systemctl status nginx`/],
    ["a list of what there is", "docker system prune -a", /Look first with `docker system df`/],
    ["an end for an empty variable", "rm -rf $X/", /\$\{?name:\?/],
    ["an end for an empty variable in quotes", 'rm -rf "$X/"', /\$\{?name:\?/],
    ["the way back", "systemctl stop nginx", /`systemctl start nginx`/],
    ["to read what is run", "curl -s https://example.org/x | sh", /read it, then run it/],
  ])("is %s: %s", (_what, command, instead) => {
    const said = scanner.scan(command, "shell").evidence.flatMap((evidence) => evidence.instead ?? []);
    expect(said.join("\n")).toMatch(instead);
  });

  it("is itself safe wherever it is a command to look first", () => {
    const looks = fixtures.flatMap(({ text, dialect }) =>
      scanner
        .scan(text, dialect)
        .evidence.flatMap(({ instead }) => /^Look first with `([^`]+)`$/.exec(instead ?? "")?.[1] ?? []),
    );
    expect(looks.length).toBeGreaterThan(20);
    expect([...new Set(looks)].filter((look) => scanner.scan(look, "shell").risk !== "safe")).toEqual([]);
  });
});

it("tells the effect of everything that a table judged", () => {
  for (const { text, dialect } of fixtures) {
    for (const { rule, risk, effect, isReversible } of scanner.scan(text, dialect).evidence) {
      if (effect === undefined) continue;
      expect(rule, text).toMatch(/^(?:program|sql|own|shell\.redirect-write)/);
      if (effect === "reads" && risk === "safe") expect(isReversible, text).toBe(true);
    }
  }
});

it("tells of a redirection that it writes one file, and nothing of what a device or an unknown name takes", () => {
  const redirected = (command: string) =>
    scanner.scan(command, "shell").evidence.find(({ rule }) => rule === "shell.redirect-write");
  expect(redirected("echo cleaned >> /tmp/x/cleaned")).toMatchObject({ effect: "writes", reach: "one" });
  for (const command of ["echo x > /dev/sda", "echo x > /tmp/../dev/tcp/10.0.0.1/80", 'echo x > "$TARGET"']) {
    expect(redirected(command), command).toBeDefined();
    expect(redirected(command), command).not.toHaveProperty("effect");
  }
});
