import { describe, expect, it } from "vitest";
import { checkScript, mostScriptBytes } from "./check-script.ts";
import { tokenizePython } from "./python-tokens.ts";

const scan = (text: string) => ({
  risk: text.includes("rm") ? ("dangerous" as const) : ("safe" as const),
  evidence: text.includes("rm")
    ? [
        {
          rule: "program.rm",
          risk: "dangerous" as const,
          range: { start: text.indexOf("rm"), end: 0 },
          why: "It removes.",
        },
      ]
    : [],
});

describe("a script", () => {
  it("is refused for its size, its syntax and the secrets in it, all told at once", () => {
    const source = "echo $(\nexport AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIKsE3qPxRfiCYzZmWkQd9Lb2vTn8\n\0";
    const messages = checkScript("bash", source, scan).problems.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining("NUL"),
      expect.stringMatching(/^line \d+: /),
      expect.stringContaining("secret"),
    ]);
    const large = checkScript("bash", `# ${"x".repeat(mostScriptBytes)}`, scan);
    expect(large.problems).toMatchObject([{ path: "source", message: expect.stringContaining("65536") }]);
  });

  it("is raised by what the scanner finds in it, with the line", () => {
    expect(checkScript("bash", "echo a\nrm -rf /x", scan).remarks).toEqual([
      { rule: "action.script.program.rm", risk: "dangerous", why: "Line 2: It removes." },
    ]);
  });

  it.each([
    ["import os\nos.system('x')", "os.system"],
    ["import subprocess as s\ns.run(['x'])", "subprocess"],
    ["from os import system as go\ngo('x')", "os.system"],
    ["from shutil import (\n  copy,\n  rmtree,\n)\nrmtree('/')", "shutil.rmtree"],
    ["import os.path, socket", "socket"],
    ["eval('1')", "eval"],
    ["print(f'{__import__(\"os\")}')", "__import__"],
    ["import os\n(os\n  .unlink)('x')", "os.unlink"],
  ])("of Python that reaches for something harmful is dangerous: %j", (source, name) => {
    const { problems, remarks } = checkScript("python", source, scan);
    expect(problems).toEqual([]);
    expect(remarks.filter(({ risk }) => risk === "dangerous").map(({ why }) => why)).toContainEqual(
      expect.stringContaining(name),
    );
  });

  it("of Python says where it reaches names by text, which the check cannot follow", () => {
    expect(checkScript("python", "getattr(x, 'y')", scan).remarks).toMatchObject([{ risk: "caution" }]);
  });

  it.each([
    "import json\nprint(json.dumps({'os.system': 1}))",
    "# os.system('x')\nprint('eval(1)')",
    "class A:\n  def eval(self): return 1\nprint(A().system)",
  ])("of Python that only mentions it is not: %j", (source) => {
    expect(checkScript("python", source, scan).remarks.filter(({ why }) => !/eval/.test(why))).toEqual([]);
  });

  it.each(["print((1)", "x = [1)", "x = 'a\n", 'x = """a', "}"])(
    "of Python that is never closed is refused: %j",
    (source) => {
      expect(tokenizePython(source)).toMatchObject({ ok: false });
    },
  );

  it.each(["x = 'it\\'s'", 'x = """a "b" \n c"""', "x = r'\\'\n", "x = rb'a' # '", "f'{a}' if (\n1) else \\\n 2"])(
    "of Python is read to its end: %j",
    (source) =>
      expect(tokenizePython(source)).toMatchObject(source.startsWith("x = r'") ? { ok: false } : { ok: true }),
  );
});
