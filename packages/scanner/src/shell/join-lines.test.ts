import { expect, it } from "vitest";
import { joinLines } from "./join-lines.ts";

it("joins a line that ends inside of a word or a sign", () => {
  expect(joinLines("r\\\nm x")).toEqual({ text: "rm x", isCertain: true });
  expect(joinLines('echo "$\\\n(rm x)"')).toEqual({ text: 'echo "$(rm x)"', isCertain: true });
  expect(joinLines("ls >\\\n> f")?.text).toBe("ls >> f");
});

it("leaves what ends between words, and what single quotes hold, as it is", () => {
  expect(joinLines("ls \\\n  -l")).toBeUndefined();
  expect(joinLines("echo 'a\\\nb'")).toBeUndefined();
  expect(joinLines("echo $'a\\'\\\nb' c")).toBeUndefined();
});

it("is not certain where a comment or a heredoc may hold the backslash", () => {
  expect(joinLines("ls # x\\\nrm y")).toEqual({ text: "ls # xrm y", isCertain: false });
});
