import type { Reasoner } from "@steadyhand/core/diagnosis";
import type { CaseFile, InvestigationUse, Move, ReasonerPort } from "@steadyhand/core/investigation";
import { harmlessLine } from "../answers/harmless-text.ts";
import type { Called } from "../call/caller.ts";
import type { Message, ToolUse } from "../call/protocol.ts";
import type { TaskConfig } from "../config/model-config.ts";
import type { Asker } from "./ask-model.ts";
import { concludeName } from "./conclude-tool.ts";
import { conversationOf } from "./conversation.ts";
import { offerTools } from "./offer-tools.ts";
import { investigationSystem } from "./prompt.ts";
import { type Read, readCall } from "./read-call.ts";
import { readConclusion } from "./read-conclusion.ts";
import { harmlessWords, type Redact } from "./words.ts";

/** How often within one move a call that does not fit is handed back, and how often words are taken instead of a call. */
const patience = { wrong: 2, silent: 1 } as const;
const longestEcho = 2000;

/** A model as a reasoner: it calls the file's tools one by one, and concludes. It remembers nothing between two moves. */
export function createModelReasoner({
  task,
  asker,
  redact,
}: {
  readonly task: TaskConfig;
  readonly asker: Asker;
  readonly redact: Redact;
}): ReasonerPort {
  const reasoner = { kind: "model", provider: task.provider.name, model: task.model } as const;
  return {
    reasoner,
    async next(file, signal) {
      const tools = offerTools(file);
      const messages = [...conversationOf(file, redact)];
      let used: InvestigationUse = { tokens: 0, microUsd: 0 };
      const failures = { wrong: 0, silent: 0 };
      for (;;) {
        const called = await asker.ask(file.tenantId, { system: investigationSystem, messages, tools }, signal);
        used = { tokens: used.tokens + called.used.tokens, microUsd: used.microUsd + called.used.microUsd };
        const heard = hear(called, file, { reasoner, redact });
        if (heard.kind !== "again") return { ...heard, used };
        if (failures[heard.because]++ >= patience[heard.because]) {
          return { kind: "failed", code: `model.${codes[heard.because]}`, why: heard.why, used };
        }
        const id = `again_${messages.length}`;
        messages.push(...heard.messages(id));
      }
    },
  };
}

const codes = { wrong: "unusable_call", silent: "no_call" } as const;

/** What the model is told so that it can do better, after what it did. */
interface Again {
  readonly kind: "again";
  readonly because: keyof typeof patience;
  readonly why: string;
  readonly messages: (id: string) => readonly Message[];
}

interface Ears {
  readonly reasoner: Extract<Reasoner, { readonly kind: "model" }>;
  readonly redact: Redact;
}

function hear({ content, model }: Called, file: CaseFile, { reasoner, redact }: Ears): Move | Again {
  if (content.state === "absent" && content.code !== "empty") {
    return { kind: "failed", code: `model.${content.code}`, why: content.reason };
  }
  if (content.state !== "called")
    return silent(content.state === "text" ? harmlessWords(content.text, longestEcho, redact) : "");
  const [first = { name: "" }, ...others] = content.calls;
  // The one that says it answered is the one that concluded.
  const by = model === undefined ? reasoner : { ...reasoner, model: harmlessLine(model, 200) };
  const read = readMove(first, file, { by, redact });
  if (!read.ok) return unusable(first, read.problem, redact);
  if (read.value.kind !== "call" || others.length === 0) return read.value;
  const { call } = read.value;
  const why = `${call.why} (it called ${others.length + 1} tools at once: only the first was taken)`;
  return { kind: "call", call: { ...call, why } };
}

function readMove(
  use: ToolUse,
  file: CaseFile,
  { by, redact }: { readonly by: Reasoner; readonly redact: Redact },
): Read<Move> {
  if (use.name === concludeName) {
    const read = readConclusion(use, file, { by, redact });
    return read.ok ? { ok: true, value: { kind: "conclude", diagnosis: read.value } } : read;
  }
  const read = readCall(use, file, redact);
  return read.ok ? { ok: true, value: { kind: "call", call: read.value } } : read;
}

function silent(text: string): Again {
  return {
    ...{ kind: "again", because: "silent", why: "the model answered with words and called no tool" },
    messages: () => [
      ...(text === "" ? [] : [{ kind: "said", text } as const]),
      { kind: "told", text: `Words alone do nothing here. Call exactly one tool, or ${concludeName}.` },
    ],
  };
}

function unusable({ name, input }: ToolUse, problem: string, redact: Redact): Again {
  return {
    ...{ kind: "again", because: "wrong", why: `the model's call could not be used: ${problem}` },
    messages: (id) => [
      { kind: "called", id, name: plainName(name), input: echo(input, redact) },
      {
        kind: "answered",
        id,
        text: `Error: ${problem}. Nothing was done. Call one tool that there is.`,
        isError: true,
      },
    ],
  };
}

/** A name that both protocols take: what was called may have been anything. */
function plainName(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_-]/g, "_").slice(0, 64) || "nothing";
}

/** What it gave, so that it sees what was wrong with it; not where that is long. */
function echo(input: object | undefined, redact: Redact): object {
  const text = input === undefined ? "" : redact(JSON.stringify(input));
  if (text === "" || text.length > longestEcho) return {};
  try {
    return JSON.parse(text) as object; // it was one before secrets were removed
  } catch {
    return {}; // what replaced a secret broke it: it sees its mistake by our words alone
  }
}
