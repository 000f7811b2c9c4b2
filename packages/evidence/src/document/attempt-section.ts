import { dig, listAt, numberAt, type ToldEvent, type TryStory, textAt } from "../story/index.ts";
import type { Block, Prose, Span } from "./block.ts";
import type { KeptElsewhere } from "./evidence.ts";
import { counted, sayBytes, sayDuration, sayTime, sentence } from "./words.ts";

type Fact = { readonly label: string; readonly value: Prose };

/** When it ran and on what, how it ended, and the beginning of what it wrote. */
export function* attemptSection({ proposed, after }: TryStory, outputs: readonly KeptElsewhere[]): Generator<Block> {
  const dispatched = after.find(({ type }) => type === "step.dispatched");
  const ended = after.filter(({ type }) => type === "step.executed" || type === "step.late_result");
  yield { kind: "heading", level: 3, text: "What happened" };
  if (dispatched === undefined) {
    yield {
      kind: "prose",
      text: [{ text: "Nothing ran: these bytes were never handed to a runner.", style: "strong" }],
    };
    return;
  }
  const target = textAt(proposed.data, "proposal", "target", "name") ?? "not recorded";
  yield {
    kind: "facts",
    rows: [
      {
        label: "Handed out",
        value: `${sayTime(dispatched.at)}, recorded as event ${dispatched.sequence} before anything started`,
      },
      { label: "On", value: [{ code: target }] },
      { label: "These bytes", value: [{ code: textAt(dispatched.data, "digest") ?? "not recorded" }] },
      ...after.filter(({ type }) => type.startsWith("step.contact_")).map(contact),
      ...(ended.length > 0
        ? []
        : [{ label: "Outcome", value: [{ text: "No end of it is recorded.", style: "strong" as const }] }]),
    ],
  };
  for (const event of ended) yield* endOf(event, outputs);
}

function contact({ type, at, why }: ToldEvent): Fact {
  const label = type === "step.contact_lost" ? "Contact lost" : "Heard of again";
  return { label, value: `${sayTime(at)}: ${why}` };
}

function* endOf(event: ToldEvent, outputs: readonly KeptElsewhere[]): Generator<Block> {
  const { data, type, attempt } = event;
  const outcome = textAt(data, "outcome") ?? "not recorded";
  const [from, to] = [textAt(data, "startedAt"), textAt(data, "endedAt")];
  const lasted = from && to ? `, ${sayDuration(Math.max(0, Date.parse(to) - Date.parse(from)))}` : "";
  const exit = numberAt(data, "exitCode");
  const signal = textAt(data, "signal");
  const how = [exit !== undefined && `exit status ${exit}`, signal && `ended by ${signal}`].filter(Boolean).join(", ");
  const detail = textAt(data, "detail");
  const orphans = listAt(data, "orphans");
  yield {
    kind: "facts",
    rows: [
      {
        label: type === "step.late_result" ? "A late result" : "Outcome",
        value: [{ text: outcome.replaceAll("_", " "), style: "strong" }, { text: how === "" ? "" : `  ${how}` }],
      },
      {
        label: "Ran",
        value: from ? `${sayTime(from)} to ${to ? sayTime(to) : "not recorded"}${lasted}` : "no start of it was seen",
      },
      ...(detail === undefined ? [] : [{ label: "In words", value: sentence(detail) }]),
      ...(orphans.length === 0
        ? []
        : [
            {
              label: "Left behind",
              value: `${counted(orphans.length, "process", "processes")}, which were ended: ${orphans.map((one) => textAt(one, "command") ?? "?").join("; ")}`,
            },
          ]),
    ],
  };
  const elsewhere = outputs.find((one) => one.stepId === event.stepId && one.attempt === attempt);
  for (const stream of ["stdout", "stderr"] as const) yield* outputOf(data, stream, elsewhere?.[stream]);
}

const headCharacters = 500;

/** The first characters as they were recorded; of elder records, as they lie beside the ledger. */
function* outputOf(data: unknown, stream: "stdout" | "stderr", elsewhere: string | undefined): Generator<Block> {
  const bytes = numberAt(data, stream, "bytes");
  if (bytes === undefined || bytes === 0) {
    yield {
      kind: "prose",
      tone: "muted",
      text: bytes === 0 ? `It wrote nothing to ${stream}.` : `Nothing is recorded of what it wrote to ${stream}.`,
    };
    return;
  }
  const recorded = textAt(data, "kept", stream, "start");
  const start = (recorded ?? elsewhere)?.slice(0, headCharacters);
  const keptBytes = numberAt(data, "kept", stream, "bytes");
  const place =
    recorded === undefined
      ? " The record of that time does not hold them: they come from the store of outputs beside it."
      : "";
  const isAll = start !== undefined && keptBytes !== undefined && Buffer.byteLength(start) === keptBytes;
  const what = isAll
    ? `All of ${stream} as it was kept`
    : `The first ${headCharacters} characters of ${stream} as it was kept`;
  const caption: Prose = [
    { text: `${what}, secrets removed.${place} ${sayBytes(bytes)} came; SHA-256 over those ` },
    { code: textAt(data, stream, "sha256") ?? "not recorded", style: "muted" },
    ...keptDigest(data, stream),
  ];
  if (start === undefined)
    yield { kind: "prose", tone: "muted", text: [{ text: `Of ${stream} no text is kept. ` }, ...caption.slice(1)] };
  else yield { kind: "code", lines: start.replace(/\n$/, "").split("\n"), caption };
}

function keptDigest(data: unknown, stream: string): readonly Span[] {
  const digest = textAt(data, "kept", stream, "sha256");
  if (digest === undefined) return [];
  if (textAt(data, "kept", stream, "place") === "nowhere") {
    return [{ text: `. It could not be kept: ${textAt(data, "kept", stream, "why") ?? "no reason is recorded"}.` }];
  }
  if (digest === textAt(data, stream, "sha256")) return [{ text: "; all of them are kept." }];
  const bytes = numberAt(data, "kept", stream, "bytes");
  return [
    { text: `; ${bytes === undefined ? "some" : sayBytes(bytes)} of text are kept, SHA-256 ` },
    { code: digest, style: "muted" },
    { text: "." },
  ];
}

/** What was to be seen, fixed before it ran, and what was seen. */
export function* verificationSection({ proposed, after }: TryStory): Generator<Block> {
  const seen = after.filter(({ type }) => type === "step.verified" || type === "step.assessed");
  const measured = after.filter(({ type }) => type === "step.measured");
  const expected = dig(proposed.data, "proposal", "verification");
  if (seen.length === 0 && !after.some(({ type }) => type === "step.executed")) return;
  const includes = textAt(expected, "outputIncludes");
  yield { kind: "heading", level: 3, text: "How it was verified" };
  yield {
    kind: "facts",
    rows: [
      {
        label: "Expected",
        value: [
          { text: "exit status 0" },
          ...(includes === undefined ? [] : [{ text: ", and in its output " }, { code: includes }]),
        ],
      },
      ...(seen.length === 0
        ? [{ label: "Seen", value: [{ text: "It was not verified.", style: "strong" as const }] }]
        : seen.map(sayVerified)),
    ],
  };
  const readings = measured.flatMap(({ data }) =>
    listAt(data, "readings").map((one) => ({ when: textAt(data, "when") ?? "?", one })),
  );
  if (readings.length === 0) return;
  yield {
    kind: "table",
    columns: [
      { title: "must not get worse", share: 26 },
      { title: "read", share: 12 },
      { title: "showed", share: 20 },
      { title: "why", share: 42 },
    ],
    rows: readings.map(({ when, one }) => [
      [{ code: textAt(one, "guard") ?? "?" }],
      when,
      (textAt(one, "result") ?? "?").replaceAll("_", " "),
      sentence(textAt(one, "why") ?? ""),
    ]),
  };
}

function sayVerified({ type, data, why, at }: ToldEvent): Fact {
  const holds = dig(data, "holds");
  const outcome = textAt(data, "outcome");
  const verdict =
    type === "step.assessed" ? (outcome ?? "not recorded") : holds === true ? "it holds" : "it does NOT hold";
  return {
    label: type === "step.assessed" ? "It came to" : "Seen",
    value: [
      { text: verdict, style: "strong" },
      { text: `: ${sentence(why)}` },
      { text: `  ${sayTime(at)}`, style: "muted" },
    ],
  };
}
