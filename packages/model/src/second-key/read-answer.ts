import type { Risk } from "@steadyhand/core/risk";
import { z } from "zod";
import { harmlessLine, isHarmless } from "../answers/harmless-text.ts";
import { oneJsonObject } from "../answers/one-json-object.ts";
import type { AnswerReader } from "../answers/task-model.ts";
import { absent } from "../call/absence.ts";

export interface KeyAnswer {
  readonly risk: Risk;
  readonly confidence: number;
  readonly reason: string;
  readonly rollback: string | null;
}

const longestReason = 400;
const longestRollback = 2000;

/** Exactly these members: whoever adds one did not answer the question that was asked. */
const Answer = z.strictObject({
  risk: z.enum(["safe", "caution", "dangerous", "unknown"]),
  confidence: z.number().min(0).max(1),
  reason: z.string(),
  rollback: z.string().nullable(),
});

/**
 * Reads the second key's answer. Its words are shown to people, so they lose secrets and every character that could
 * do more than be read. A rollback is a command: one that is too long or holds such characters is left out whole,
 * because a part of a command is another command.
 */
export function keyAnswerReader(redact: (text: string) => string): AnswerReader<KeyAnswer> {
  return {
    read(text) {
      const object = oneJsonObject(text);
      if (object === undefined) return absent("malformed", "the model's answer is not exactly one JSON object");
      const parsed = Answer.safeParse(object);
      if (!parsed.success) {
        const place = parsed.error.issues[0]?.path.join(".");
        const where = place ? `: ${place} is not as described` : ": it has other members than described";
        return absent("malformed", `the model's answer is not of the agreed form${where}`);
      }
      const { risk, confidence, reason, rollback } = parsed.data;
      return {
        state: "read",
        value: {
          risk,
          confidence,
          reason: harmlessLine(redact(reason), longestReason),
          rollback: rollback === null ? null : usableRollback(redact(rollback.trim())),
        },
      };
    },
    write: (answer) => JSON.stringify(answer),
  };
}

function usableRollback(text: string): string | null {
  return text !== "" && text.length <= longestRollback && isHarmless(text) ? text : null;
}
