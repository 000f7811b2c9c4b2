import type { PromotionWire } from "@steadyhand/api";
import { useState } from "react";
import { asProblem, client, useLevelChange } from "../api/index.ts";
import { WhyForm } from "./WhyForm.tsx";

/** An offer to raise a level, with what it rests on. It waits for a person and is never carried out by itself. */
export function OfferForm({ offer }: { readonly offer: PromotionWire }) {
  const [answer, setAnswer] = useState<"confirm" | "decline">();
  const sent = useLevelChange(client.answerPromotion, () => setAnswer(undefined));
  return (
    <div role="note" className="flex flex-col gap-2 rounded-panel border-2 border-edge p-3">
      <p className="font-semibold">
        Offered: L{offer.from} to L{offer.to}
      </p>
      <ul className="list-disc pl-5 text-dense">
        {offer.evidence.map((seen) => (
          <li key={seen}>{seen}</li>
        ))}
      </ul>
      {answer === undefined ? (
        <div className="flex flex-wrap gap-2">
          <button type="button" className="button button-main" onClick={() => setAnswer("confirm")}>
            Raise to L{offer.to}
          </button>
          <button type="button" className="button" onClick={() => setAnswer("decline")}>
            Not for 30 days
          </button>
        </div>
      ) : (
        <WhyForm
          button={answer === "confirm" ? `Raise to L${offer.to}` : "Decline for 30 days"}
          isSending={sent.isPending}
          problem={sent.error ? asProblem(sent.error) : undefined}
          onSubmit={(why) => sent.mutate({ parameters: { promotionId: offer.id }, body: { type: answer, why } })}
          onClose={() => setAnswer(undefined)}
        />
      )}
    </div>
  );
}
