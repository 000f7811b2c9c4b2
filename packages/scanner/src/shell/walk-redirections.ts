import type { Redirection, Word } from "unbash";
import type { Input, Judge, Scope } from "../scope.ts";
import { spend } from "../work.ts";
import { judgeEvaluated } from "./arithmetic.ts";
import { judgeRedirect } from "./redirects.ts";
import { judgeSubstitutions, judgeWord } from "./substitutions.ts";
import { resolveHereDocument, resolveSingle } from "./words.ts";

const nothing: Input = { kind: "none" };
const unseen: Input = { kind: "unseen" };

export function walkRedirections(redirects: readonly Redirection[], judge: Judge, scope: Scope): Input | undefined {
  let input: Input | undefined;
  for (const item of redirects) {
    spend(scope.work, 3);
    const read = walkRedirection(item, judge, scope);
    if (item.descriptor?.type === "FileDescriptorVariable" && /[[$`]/.test(item.descriptor.name))
      judgeEvaluated(item.descriptor.name, { start: item.pos, end: item.end }, judge, scope);
    if (item.descriptor?.type === "FileDescriptorVariable")
      scope.variables.set(item.descriptor.name, { kind: "plain" });
    else if (read && (item.descriptor?.value ?? 0) === 0) input = read;
  }
  return input;
}

/** Judges one redirection and answers what a command would read by it. */
function walkRedirection(item: Redirection, judge: Judge, scope: Scope): Input | undefined {
  const range = scope.range ?? { start: item.pos, end: item.end };
  if (item.type === "Redirect") {
    if (item.target) judgeWord(item.target, judge, scope);
    judgeRedirect(item, judge, scope);
    if (!item.operator.startsWith("<")) return undefined;
    return isSink(item.target, scope) || item.target?.value === "-" ? nothing : unseen;
  }
  if (item.type === "HereString") {
    if (!item.target) return nothing;
    judgeWord(item.target, judge, scope);
    const { text, kind } = resolveSingle(item.target, scope);
    return { kind: "text", text, isConstant: kind === "constant", range };
  }
  const { body } = item;
  if (body.parts) judgeSubstitutions(body, judge, scope);
  const place = scope.range ?? { start: body.pos, end: body.end };
  if (item.delimiter?.quoted) return { kind: "text", text: body.text, isConstant: true, range: place };
  const { text, isConstant } = resolveHereDocument(body, scope);
  return { kind: "text", text, isConstant, range: place };
}

export function isSink(target: Word | undefined, scope: Scope): boolean {
  return target !== undefined && resolveSingle(target, scope).text === "/dev/null";
}
