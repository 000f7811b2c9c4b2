import { sayDistance, sayMoment } from "../words/index.ts";
import { useNow } from "./clock.ts";

/** A moment, said twice: how long ago, and when exactly. */
export function Moment({ at }: { readonly at: string }) {
  const now = useNow();
  const moment = new Date(at);
  return (
    <time dateTime={at}>
      {sayDistance(moment, now)}, {sayMoment(moment, now)}
    </time>
  );
}
