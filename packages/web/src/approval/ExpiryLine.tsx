import { useNow } from "../frame/index.ts";
import { countdown } from "../words/index.ts";

/** How long a question still waits, and until when exactly. */
export function ExpiryLine({ expiresAt }: { readonly expiresAt: string }) {
  const { state, left, until } = countdown(new Date(expiresAt), useNow());
  return (
    <p className={state === "open" ? "text-text-1" : "font-semibold text-text-0"}>
      {state === "over" ? "This question " : ""}
      {left}, {state === "over" ? "at" : "until"} <time dateTime={expiresAt}>{until}</time>
    </p>
  );
}
