import {
  type CommandNode,
  type CompoundCommand,
  type CompoundList,
  forEachChild,
  type Pipeline,
  type Redirection,
  type Script,
  type Statement,
  type SyntaxNode,
} from "unbash";
import { type Draft, moveTo, newDraft } from "./draft.ts";

/** The nodes of a script's statements, one below the other as the syntax has them. */
export function outlineScript(script: Script, text: string): Draft[] {
  return script.commands.map((statement) => outlineStatement(statement, text));
}

interface Spot {
  readonly pos: number;
  readonly end: number;
}

function draft(kind: Draft["kind"], { pos, end }: Spot, text: string, label: string): Draft {
  return newDraft(kind, pos, end, text.slice(pos, end), label);
}

function outlineStatement({ command, background, pos, end }: Statement, text: string): Draft {
  const after = background ? " in the background" : "";
  if (command.type !== "AndOr") return outlineNode(command, text, after);
  const signs = [...new Set(command.operators)].join(" and ");
  const list = draft("list", { pos, end }, text, `${command.commands.length} commands joined by ${signs}${after}`);
  list.children = command.commands.map((node) => outlineNode(node, text, ""));
  return list;
}

function outlineNode(node: CommandNode | Pipeline, text: string, after: string): Draft {
  switch (node.type) {
    case "Pipeline":
      return outlinePipeline(node, text, after);
    case "Command":
      return outlineCommand(node, text, after);
    case "Redirected": {
      const around = draft("compound", node, text, `redirected${after}`);
      around.children = [
        outlineCompound(node.command, text, ""),
        ...node.redirects.flatMap((one) => outlineRedirection(one, text)),
      ];
      return around;
    }
    case "Function": {
      const around = draft("function", node, text, `function ${node.name.value}${after}`);
      around.children = [outlineBody(node.body, text)];
      return around;
    }
    case "Coproc": {
      const around = draft("compound", node, text, `coprocess${after}`);
      around.children = [outlineBody(node.body, text)];
      return around;
    }
    default:
      return outlineCompound(node, text, after);
  }
}

function outlineBody(body: CommandNode | CompoundList, text: string): Draft {
  if (body.type !== "CompoundList") return outlineNode(body, text, "");
  const list = draft("list", body, text, "body");
  list.children = outlineList(body, text);
  return list;
}

function outlineList(list: CompoundList, text: string): Draft[] {
  return list.commands.map((statement) => outlineStatement(statement, text));
}

function outlinePipeline(node: Pipeline, text: string, after: string): Draft {
  const count = node.commands.length;
  const prefixes = node.prefixes.map(({ type }) => (type === "Time" ? "timed" : "negated")).join(" ");
  const label = count > 1 ? `pipeline of ${count}` : "command";
  const pipeline = draft("pipeline", node, text, `${prefixes === "" ? "" : `${prefixes} `}${label}${after}`);
  pipeline.children = node.commands.map((command) => outlineNode(command, text, ""));
  return pipeline;
}

function outlineCommand(node: CommandNode & { readonly type: "Command" }, text: string, after: string): Draft {
  const { name, prefix, suffix } = node;
  const command = draft("command", node, text, `${name ? `command ${name.value}` : "no command"}${after}`);
  for (const item of [...prefix, ...(name ? [name] : []), ...suffix]) {
    if (item.type === "Word" || item.type === "Assignment") command.children.push(outlineWord(item, text));
    else command.children.push(...outlineRedirection(item, text));
  }
  return command;
}

function outlineWord(node: SyntaxNode & { readonly type: "Word" | "Assignment" }, text: string): Draft {
  const isWord = node.type === "Word";
  const word = draft(isWord ? "word" : "assignment", node, text, isWord ? "word" : `sets ${node.name}`);
  word.children = substitutionsIn(node, text);
  return word;
}

function outlineRedirection(node: Redirection, text: string): Draft[] {
  if (node.type === "HereDoc") {
    const heredoc = draft("heredoc", node.body, text, node.delimiter?.quoted ? "heredoc, taken as it is" : "heredoc");
    heredoc.children = substitutionsIn(node.body, text);
    return [heredoc];
  }
  const redirection = draft("redirection", node, text, `redirection ${node.operator}`);
  if (node.target) redirection.children = substitutionsIn(node.target, text);
  return [redirection];
}

const names: Readonly<Record<CompoundCommand["type"], string>> = {
  If: "if",
  For: "for loop",
  ArithmeticFor: "counting loop",
  Select: "select loop",
  While: "while loop",
  Subshell: "subshell",
  BraceGroup: "group",
  Case: "case",
  TestCommand: "test",
  ArithmeticCommand: "arithmetic",
};

function outlineCompound(node: CompoundCommand, text: string, after: string): Draft {
  const compound = draft("compound", node, text, `${names[node.type]}${after}`);
  compound.children = partsOf(node, text);
  return compound;
}

/** Lists become their statements, words stay words, and of anything else only its substitutions count. */
function partsOf(node: SyntaxNode, text: string): Draft[] {
  const parts: Draft[] = [];
  forEachChild(node, (child) => {
    if (child.type === "CompoundList") parts.push(...outlineList(child, text));
    else if (child.type === "Word") parts.push(outlineWord(child, text));
    else if (child.type === "Elif" || child.type === "CaseItem") parts.push(...partsOf(child, text));
    else parts.push(...substitutionsIn(child, text));
  });
  return parts;
}

/** The scripts that stand inside a word, an assignment or an expression. */
function substitutionsIn(node: SyntaxNode, text: string): Draft[] {
  const found: Draft[] = [];
  forEachChild(node, (child) => {
    const { type } = child;
    const runs = type === "CommandExpansion" || type === "ProcessSubstitution" || type === "ArithmeticCommandExpansion";
    if (runs && child.script) found.push(outlineSubstitution(child, child.script, text));
    else found.push(...substitutionsIn(child, text));
  });
  return found;
}

function outlineSubstitution(node: SyntaxNode, script: Script, text: string): Draft {
  const label = node.type === "ProcessSubstitution" ? "process substitution" : "output of a command";
  const substitution = draft("substitution", node, text, label);
  // Between backticks the shell reads a text of its own, with positions of its own.
  substitution.children = outlineScript(script, script.source ?? text);
  if (script.source !== undefined) {
    for (const child of substitution.children) moveTo(child, { range: substitution });
    substitution.isCollapsed = true;
  }
  return substitution;
}
