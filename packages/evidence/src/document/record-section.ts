import { sayWhat } from "@steadyhand/core/audit-csv";
import type { Block, LogLine, Prose } from "./block.ts";
import type { Evidence } from "./evidence.ts";
import { sayProblems } from "./say-problems.ts";
import { counted, sayActor, saySince, sayTime } from "./words.ts";

/** Every event, and whether they are all of them and as they were written. */
export function* recordSection(evidence: Evidence): Generator<Block> {
  const { story, tenantId } = evidence;
  yield { kind: "heading", level: 1, text: "Every event", isOnNewPage: true };
  yield {
    kind: "prose",
    tone: "muted",
    text: `${counted(story.events.length, "event")} in the record of ${tenantId}, oldest first. An event's hash is SHA-256 over its exact text, which names the hash of the event before it. The data of each is in the export.`,
  };
  yield { kind: "log", lines: logLines(evidence) };
  yield* verificationStatement(evidence);
}

function* logLines({ story: { events, started } }: Evidence): Generator<LogLine> {
  for (const { sequence, at, type, stepId, attempt, actor, outcome, why, hash } of events) {
    const what = sayWhat({ type, stepId, attempt });
    yield {
      sequence,
      at: sayTime(at),
      since: saySince(at, started?.at),
      what,
      who: sayActor(actor),
      outcome,
      why,
      hash,
    };
  }
}

function* verificationStatement(evidence: Evidence): Generator<Block> {
  const { check, story } = evidence;
  yield {
    kind: "heading",
    level: 1,
    text: "Is this all of it, and as it was written?",
    bookmark: "Verification",
    isOnNewPage: true,
  };
  yield {
    kind: "banner",
    tone: check.isWhole ? "good" : "alarm",
    title: check.isWhole ? "Complete and unaltered" : "The record does not hold",
    lines: check.isWhole
      ? [`Checked on ${sayTime(check.at.toISOString())}, when this document was made.`]
      : sayProblems(check.problems),
  };
  yield { kind: "facts", rows: found(evidence) };
  const inclusion = check.inclusion;
  if (inclusion !== undefined) {
    const { checkpoint, line } = inclusion;
    yield { kind: "heading", level: 2, text: "The newest signed checkpoint that covers it" };
    yield {
      kind: "facts",
      rows: [
        { label: "Events it covers", value: `${checkpoint.count}, from the tenant's first` },
        { label: "Head", value: [{ code: checkpoint.head }] },
        { label: "Root of the tree", value: [{ code: checkpoint.root }] },
        { label: "Signed", value: sayTime(checkpoint.at) },
        { label: "By the key", value: [{ code: checkpoint.keyId }] },
      ],
    };
    yield {
      kind: "qr",
      text: line,
      alt: `The checkpoint as one line: head ${checkpoint.head} of ${checkpoint.count} events`,
      beside: [
        "This code is the checkpoint as one line, with its signature. Scan it into a file and keep that: whatever is done to the record later, an export that no longer leads to this head is found by",
        [{ code: "npx @steadyhand/verify EXPORT --key KEY --anchors CHECKPOINT" }],
        "The same line as text:",
        [{ code: line, style: "muted" }],
      ],
    };
  }
  yield* howToCheck(evidence, story.events.at(-1)?.sequence);
}

function found({ check, story }: Evidence) {
  const { signed, inclusion, keyId } = check;
  const none: Prose = [{ text: "could not be established", style: "strong" }];
  return [
    {
      label: "Events",
      value: signed
        ? `${signed.events} of this execution, numbers ${signed.first} to ${signed.last}; ${counted(signed.hidden, "event")} of others between them, by their hashes alone`
        : ([
            {
              text: `${story.events.length} were found; the chain they stand in could not be checked`,
              style: "strong",
            },
          ] as Prose),
    },
    {
      label: "Chain",
      value: signed
        ? "from the tenant's first event to its last: every hash, every link, the head, and every checkpoint signed until then"
        : none,
    },
    {
      label: "With the public key",
      value: [{ code: keyId }, { text: "  the first 16 digits of its SHA-256", style: "muted" as const }],
    },
    {
      label: "Last event",
      value: inclusion
        ? `number ${inclusion.sequence} is a leaf of the tree that the checkpoint below states: a path of hashes leads from its text to the root`
        : none,
    },
  ];
}

function* howToCheck({ executionId }: Evidence, last: number | undefined): Generator<Block> {
  yield { kind: "heading", level: 2, text: "How to check it without us" };
  yield {
    kind: "code",
    lines: [
      `steady audit export --execution ${executionId} --out evidence.jsonl`,
      "npx @steadyhand/verify evidence.jsonl --key ledger-key.pub",
      `steady audit prove ${last ?? "N"} --out event.json`,
      "steady audit check-proof event.json --key ledger-key.pub",
    ],
    caption: [
      {
        text: "The first and the third line ask the server; the second and the fourth need nothing but the file and the public key, which you should have by another way than this document. docs/ledger-format.md describes the files, so that a program of your own can read them.",
      },
    ],
  };
  yield {
    kind: "prose",
    text: "A document can be altered; the record behind it cannot without being found. What proves is the export and its signature. What this document adds is that a person can read it.",
  };
  yield {
    kind: "prose",
    tone: "muted",
    text: [
      {
        text: "How exact text is shown: each line has its number; one that is broken for want of room ends in an arrow that turns back; and a character that hides, deceives or cannot be drawn stands as its code point in double brackets, as in ",
      },
      { code: "\u0000" },
      { text: " for NUL." },
    ],
  };
}
