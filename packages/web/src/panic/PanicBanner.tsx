import { Link } from "@tanstack/react-router";
import { Moment } from "../frame/index.ts";
import { sayNext, sayStop } from "./say-panic.ts";
import { usePanic } from "./use-panic.ts";

/** On every page, while panic is on, or while nothing may start for another reason. */
export function PanicBanner({ me }: { readonly me: { readonly id: string } }) {
  const panic = usePanic();
  if (panic.status !== "ready") return null;
  const { press, stop, startsRefused } = panic.data;
  if (press === undefined) {
    if (startsRefused === undefined) return null;
    return (
      <aside
        role="status"
        aria-label="Nothing starts"
        className="panel mb-4 border-2 border-edge bg-surface-2 px-4 py-3"
      >
        <span className="font-semibold">Nothing starts on this node:</span> {startsRefused.message}.{" "}
        {startsRefused.hint && `${startsRefused.hint}.`}
      </aside>
    );
  }
  return (
    <aside role="alert" aria-label="Panic" className="panel mb-4 border-2 border-dangerous bg-surface-2 px-4 py-3">
      <p className="break-words">
        <span className="font-bold text-dangerous">Panic is on: {sayStop(stop)}.</span> Pressed by {press.by.name},{" "}
        <Moment at={press.since} />
        {press.reason !== "" && <>: {press.reason}</>}.
      </p>
      <p className="mt-1">
        <span className="font-semibold">Next:</span> {sayNext(panic.data, me)}{" "}
        <Link to="/panic">See each run and node, and end it</Link>
      </p>
    </aside>
  );
}
