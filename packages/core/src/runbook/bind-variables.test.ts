import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindVariables } from "./bind-variables.ts";

const bind = (text: string, values: Record<string, string>) => bindVariables(text, Object.keys(values), values);

describe("bindVariables", () => {
  it.each([
    ["kubectl delete pod <pod>", { pod: "web-1" }, "kubectl delete pod web-1"],
    ["echo $NAME ${NAME} {{NAME}} {NAME}", { NAME: "x" }, "echo x x x x"],
    ["echo ${PORT:-8080}", { PORT: "9" }, "echo 9"],
    ["echo <a>", { a: "two words" }, "echo 'two words'"],
    ["echo <a>", { a: "$(rm -rf /)" }, "echo '$(rm -rf /)'"],
    ["echo <a>", { a: "it's" }, "echo 'it'\\''s'"],
    ['echo "<a>"', { a: '"; rm -rf / #' }, 'echo "\\"; rm -rf / #"'],
    ["echo '<a>'", { a: "'; reboot; '" }, "echo ''\\''; reboot; '\\'''"],
    ["awk '{print $1}' {file}", { file: "a b" }, "awk '{print $1}' 'a b'"],
    ['echo "$(cat "<f>")"', { f: "a b" }, 'echo "$(cat "a b")"'],
    ["echo <not asked> <a>", { a: "1" }, "echo <not asked> 1"],
    ["echo <a>", { a: "" }, "echo ''"],
  ])("binds %s with %j", (text, values, expected) => {
    expect(bind(text, values)).toEqual({ ok: true, text: expected });
  });

  it("names every missing value before anything is filled in", () => {
    expect(bindVariables("cp <a> <b> <a>", ["a", "b"], {})).toMatchObject({
      ok: false,
      refusal: { code: "variables.missing", message: expect.stringContaining("a, b") },
    });
  });

  it.each(["cat <<E\n<a>\nE", "echo `echo <a>`", "echo $'<a>'", "echo $(( <a> ))", "ls # <a>"])(
    "takes only inert characters where quoting is not plain: %s",
    (text) => {
      expect(bind(text, { a: "x; y" })).toMatchObject({ ok: false, refusal: { code: "variables.unsafe" } });
      expect(bind(text, { a: "web-1" })).toMatchObject({ ok: true });
    },
  );

  it("refuses control, bidirectional and zero-width characters everywhere", () => {
    for (const value of ["a\nb", "a\u0000b", "a\u001b[2J", "a\u202eb", "a\u200bb", "a\u2028b"]) {
      expect(bind("echo <a>", { a: value })).toMatchObject({ ok: false });
    }
  });

  const places = [
    "A <v> B",
    "A '<v>' B",
    'A "<v>" B',
    "A x<v>y B",
    'A "x <v> y" B',
    "A 'x <v> y' B",
    "A $v B",
    'A "${v}" B',
    'A "$(printf %s "<v>")" B',
  ];

  it("always gives bash the value as it is, as part of one word and nothing else", { timeout: 120_000 }, () => {
    const nasty = fc.string({
      unit: fc.constantFrom(..."ab ;&|<>$`'\"\\(){}[]*?!#~=-%\t".replace("\t", ""), "é", "$(x)", "--", "${v}"),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.array(nasty, { minLength: 20, maxLength: 20 }), (place, sample) => {
        // One bash for many values: starting it is what takes time.
        const bound = sample.map((value) => bind(place, { v: value }));
        const script = bound.map((b) => (b.ok ? `p ${b.text}` : "p unbound")).join("\n");
        const run = spawnSync("bash", ["--norc", "-c", `p() { printf '%s\\0' "$@"; printf '\\1\\0'; }\n${script}`], {
          encoding: "utf8",
          cwd: "/proc/self/fdinfo",
          env: {},
        });
        const seen = run.stdout.split("\u0001\0").slice(0, -1);
        expect(seen).toEqual(sample.map((value, index) => (bound[index]?.ok ? wordsOf(place, value) : "unbound\0")));
      }),
      { numRuns: 120 },
    );
  });
});

/** What bash must see: the place with its marks and quotes gone and the value in it, word by word. */
function wordsOf(place: string, value: string): string {
  const middle = place.slice(2, -2);
  const plain = middle.replace(/^"\$\(printf %s "<v>"\)"$/, "<v>").replaceAll(/^["']|["']$/g, "");
  const [before = "", after = ""] = plain.split(/<v>|\$\{v\}|\$v/);
  // A command substitution drops the newlines at the end; there are none in these values.
  return ["A", before + value + after, "B"].map((word) => `${word}\0`).join("");
}
