/**
 * What a person has entered for the question that is drawn. It belongs to one digest: when another question takes its
 * place, everything entered is dropped, so that no answer can reach bytes it was not given for.
 */
export interface ApprovalInput {
  /** Of the question as drawn. */
  readonly digest: string;
  /** When this question was first drawn. */
  readonly drawnAtMs: number;
  readonly typed: string;
  /** Set when this question took another one's place before it was answered. */
  readonly hasReplaced: boolean;
  readonly isSending: boolean;
}

export type ApprovalInputEvent =
  | { readonly type: "drawn"; readonly digest: string; readonly atMs: number }
  | { readonly type: "typed"; readonly text: string }
  | { readonly type: "sent"; readonly digest: string }
  | { readonly type: "answered"; readonly digest: string };

/** A question counts as seen only after this long: a second press meant for the one before must not answer it. */
export const settlingMs = 600;

export function drawn(digest: string, atMs: number): ApprovalInput {
  return { digest, drawnAtMs: atMs, typed: "", hasReplaced: false, isSending: false };
}

export function enterApproval(input: ApprovalInput, event: ApprovalInputEvent): ApprovalInput {
  switch (event.type) {
    case "drawn":
      if (event.digest === input.digest) return input;
      return { ...drawn(event.digest, event.atMs), hasReplaced: true };
    case "typed":
      return input.isSending ? input : { ...input, typed: event.text };
    case "sent":
      return event.digest === input.digest ? { ...input, isSending: true } : input;
    case "answered":
      return event.digest === input.digest ? { ...input, isSending: false } : input;
  }
}

interface Question {
  readonly digest: string;
  readonly confirmation: "click" | "typed_target";
  readonly targetName: string;
  readonly expiresAt: Date;
}

/** What keeps this question from being approved right now, or the answer that may be sent. */
export type Readiness =
  | { readonly canApprove: true; readonly answer: { readonly digest: string; readonly typedTarget?: string } }
  | {
      readonly canApprove: false;
      readonly because: "another_question" | "settling" | "sending" | "expired" | "not_typed";
    };

/** Whether the question that is drawn may be approved with what was entered for it. */
export function readiness(input: ApprovalInput, question: Question, nowMs: number): Readiness {
  const no = (because: Exclude<Readiness, { canApprove: true }>["because"]): Readiness => ({
    canApprove: false,
    because,
  });
  if (input.digest !== question.digest) return no("another_question");
  if (input.isSending) return no("sending");
  if (nowMs >= question.expiresAt.getTime()) return no("expired");
  if (nowMs - input.drawnAtMs < settlingMs) return no("settling");
  if (question.confirmation === "click") return { canApprove: true, answer: { digest: input.digest } };
  if (input.typed !== question.targetName) return no("not_typed");
  return { canApprove: true, answer: { digest: input.digest, typedTarget: input.typed } };
}
