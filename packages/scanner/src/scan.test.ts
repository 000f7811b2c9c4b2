import { describe, expect, it } from "vitest";
import { loadScanner } from "./index.ts";

const scanner = await loadScanner();
const risk = (text: string) => scanner.scan(text, "shell").risk;
const why = (text: string) =>
  scanner
    .scan(text, "shell")
    .evidence.map((evidence) => evidence.why)
    .join(" ");

describe("the evidence", () => {
  it("names each segment of a list with its own risk and range", () => {
    const text = "kubectl get pods; kubectl delete ns prod";
    const { evidence } = scanner.scan(text, "shell");
    expect(evidence.map(({ risk: own, range }) => [own, text.slice(range.start, range.end)])).toEqual([
      ["safe", "kubectl get pods"],
      ["dangerous", "kubectl delete ns prod"],
    ]);
  });
  it("points at the word that holds an inner script", () => {
    const text = "bash -c 'rm x'";
    const grim = scanner.scan(text, "shell").evidence.find((evidence) => evidence.risk === "dangerous");
    expect(text.slice(grim?.range.start, grim?.range.end)).toBe("'rm x'");
  });
  it("says how something can be taken back where the tables know it", () => {
    expect(scanner.scan("kubectl cordon n1", "shell").evidence[0]?.instead).toContain("uncordon");
  });
});

describe("characters that deceive", () => {
  it.each([
    ["ls\u00a0-l", "U+00A0 NO-BREAK SPACE"],
    ["ls \u202e-l", "U+202E RIGHT-TO-LEFT OVERRIDE"],
    ["ls \u200bx", "U+200B ZERO WIDTH SPACE"],
    ["ls \r", "U+000D CARRIAGE RETURN"],
    ["ls \u0455", "U+0455"],
    ["ls \u{e0041}", "U+E0041"],
    ["ls x\0y", "U+0000 NULL"],
  ])("make %j more than safe and are named", (text, name) => {
    expect(risk(text)).not.toBe("safe");
    expect(why(text)).toContain(name);
  });
  it("leaves ordinary text in other languages alone", () => {
    expect(risk("grep 'Überlauf' log")).toBe("safe");
    expect(risk("echo '再起動'")).toBe("safe");
  });
});

describe("blanks to fill in", () => {
  it.each([
    "kubectl -n <namespace> get pod",
    "kubectl logs <pod-name> -c <container>",
    "kubectl describe deploy/<app>",
    'kubectl get pod "$POD"',
  ])("are taken for one plain word: %s", (text) => {
    expect(risk(text)).toBe("safe");
  });
  it.each([
    "sort <a> /etc/passwd",
    "cat <in>out",
    "cat <a.txt >b",
    "kubectl get pod $POD",
    "kubectl $VERB pods",
    "kubectl -n $NS get pod",
  ])("are not found where they could be more: %s", (text) => {
    expect(risk(text)).not.toBe("safe");
  });
});

describe("limits", () => {
  it("does not read more than 8 KiB, and says so at once", () => {
    const started = performance.now();
    expect(risk(`ls ${"x".repeat(9_000)}`)).toBe("unknown");
    expect(risk(`ls ${"x".repeat(4_000_000)}`)).toBe("unknown");
    expect(performance.now() - started).toBeLessThan(50);
  });
  it("does not follow more than 32 nested substitutions", () => {
    expect(risk(`echo ${"$(echo ".repeat(40)}x${")".repeat(40)}`)).toBe("unknown");
    expect(why(`echo ${"$(echo ".repeat(40)}x${")".repeat(40)}`)).toContain("32");
  });
  it("counts bytes and not characters", () => {
    expect(risk(`echo '${"語".repeat(3_000)}'`)).toBe("unknown");
  });

  const shapes: Readonly<Record<string, (size: number) => string>> = {
    "many words": (size) => `ls ${"a ".repeat(size)}`,
    "many quotes": (size) => `echo ${"'a'\"b\"".repeat(size)}`,
    "many statements": (size) => "ls;".repeat(size),
    "many pipes": (size) => `ls${"|cat".repeat(size)}`,
    "many braces": (size) => `echo ${"{a,b}".repeat(size)}`,
    "many globs": (size) => `ls ${"*".repeat(size)}`,
    "many assignments": (size) => `${"a=$a$a;".repeat(size)}ls $a`,
    "many loops": (size) => `${"for i in 1; do ".repeat(Math.min(size, 20))}ls${"; done".repeat(Math.min(size, 20))}`,
    "many sed commands": (size) => `sed '${"s/a/b/;".repeat(size)}' f`,
    "many blanks to fill in": (size) => `ls ${"<a-a-a ".repeat(size)}`,
    "many flags": (size) => `kubectl get pods ${"--x ".repeat(size)}`,
    "many heredocs": (size) => `${"cat <<E\nx\nE\n".repeat(size)}`,
    "many comments": (size) => `psql -c '${"/* x */ ".repeat(size)} select 1'`,
    "many parameter operations": (size) =>
      `echo ${"${x:-".repeat(Math.min(size, 30))}y${"}".repeat(Math.min(size, 30))}`,
  };
  it.each(Object.entries(shapes))("takes time in proportion to the text: %s", (_name, shape) => {
    const time = (size: number) => {
      const text = shape(size);
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 15; round++) {
        const started = performance.now();
        scanner.scan(text, "shell");
        best = Math.min(best, performance.now() - started);
      }
      return best;
    };
    time(100);
    const [small, large] = [time(100), time(400)];
    // For four times the text linear is 4 and quadratic 16; a floor keeps the clock's own noise out.
    expect(large).toBeLessThan(Math.max(small, 0.3) * 10);
    expect(large).toBeLessThan(50);
  });
});

describe("variables", () => {
  it.each(["x=rm; $x f", "a=r b=m; $a$b f", "rm${IFS}f", "{rm,f}", "x='rm f'; $x", "x='rm f'; eval \"$x\""])(
    "are followed as far as they are constant: %s",
    (text) => {
      expect(risk(text)).toBe("dangerous");
    },
  );
  it("are forgotten when a branch or a loop may have set them", () => {
    expect(risk("x=ls; if true; then x=rm; fi; $x f")).not.toBe("safe");
    expect(risk("x=ls; while true; do $x f; x=rm; done")).not.toBe("safe");
    expect(risk("x=ls; read x; $x f")).not.toBe("safe");
  });
  it("keep plain loop words readable", () => {
    expect(risk("for p in a b; do kubectl logs pod-$p; done")).toBe("safe");
    expect(risk("for p in a '-f x'; do kubectl logs $p; done")).not.toBe("safe");
  });
});
