import { dig, listAt, type ToldEvent, type TryStory, textAt, textsAt } from "../story/index.ts";
import type { Block, Prose } from "./block.ts";
import { counted, sayActor, sayDemandKind, sayMoment, sayTime, sentence } from "./words.ts";

const words: Readonly<Record<string, string>> = {
  "approval.requested": "asked",
  "approval.escalated": "asked others instead",
  "approval.granted": "one of several said yes",
  "step.approved": "approved",
  "step.rejected": "rejected",
  "approval.expired": "nobody answered",
  "approval.voided": "the question was withdrawn",
  "step.auto_executed": "let it run",
};

/** Who was asked, who answered, and about which bytes: in the order in which it happened. */
export function* approvalSection({ proposed, after }: TryStory): Generator<Block> {
  const said = after.filter(({ type }) => type in words);
  if (said.length === 0) return;
  yield { kind: "heading", level: 3, text: "Who let it run" };
  const question = said.find(({ type }) => type === "approval.requested");
  if (question !== undefined) yield* demanded(question, textAt(proposed.data, "digest"));
  yield {
    kind: "table",
    columns: [
      { title: "when (UTC)", share: 20 },
      { title: "who", share: 22 },
      { title: "what", share: 18 },
      { title: "in words", share: 40 },
    ],
    rows: said.map((event) => [
      sayMoment(event.at),
      [{ text: sayActor(event.actor) }, { code: ` ${event.actor.id}`, style: "muted" }],
      words[event.type] ?? event.type,
      inWords(event),
    ]),
  };
}

function* demanded(question: ToldEvent, proposedDigest: string | undefined): Generator<Block> {
  const request = dig(question.data, "approval", "request");
  const digest = textAt(request, "digest");
  const kind = textAt(request, "demand", "kind") ?? textAt(request, "confirmation");
  const count = dig(request, "demand", "count");
  const people =
    typeof count === "number" && count > 1 ? `; from ${counted(count, "different person", "different people")}` : "";
  const target = textAt(request, "targetName");
  const typed = kind === "click" || target === undefined ? "" : `: ${target}`;
  yield {
    kind: "facts",
    rows: [
      { label: "A yes took", value: `${sayDemandKind(kind)}${typed}${people}` },
      {
        label: "For these bytes",
        value: [
          { code: digest ?? "not recorded" },
          {
            text:
              digest === proposedDigest
                ? "  the digest of the proposal above"
                : "  NOT the digest of the proposal above",
            style: digest === proposedDigest ? "muted" : "strong",
          },
        ],
      },
    ],
  };
}

function inWords(event: ToldEvent): Prose {
  const roles = rolesOf(event);
  const expires = textAt(event.data, "approval", "request", "expiresAt");
  const isQuestion = event.type === "approval.requested" || event.type === "approval.escalated";
  return [
    { text: sentence(event.why) },
    ...(roles.length > 0 ? [{ text: ` Roles then: ${roles.join(", ")}.`, style: "muted" as const }] : []),
    ...(isQuestion && expires !== undefined && !event.why.includes(expires)
      ? [{ text: ` Open until ${sayTime(expires)}.`, style: "muted" as const }]
      : []),
  ];
}

/** What whoever answered was to the policy at that moment. */
function rolesOf({ type, actor, data }: ToldEvent): readonly string[] {
  if (type !== "step.approved" && type !== "approval.granted") return [];
  const grant = listAt(data, "approval", "grants").find((one) => textAt(one, "by", "id") === actor.id);
  return textsAt(grant, "roles");
}
