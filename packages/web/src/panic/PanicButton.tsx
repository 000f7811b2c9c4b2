import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ProblemPanel } from "../frame/index.ts";
import { useKeys } from "../keyboard/index.ts";
import { usePanic, usePress } from "./use-panic.ts";

/** An armed button that nobody presses is no longer armed. */
const armedMs = 15_000;

/**
 * In the frame of every page, and never hidden. Pressed once it asks, pressed again it stops everything; `!` twice does the
 * same. Nothing has to be written or chosen first.
 */
export function PanicButton() {
  const panic = usePanic();
  const press = usePress();
  const [isArmed, setArmed] = useState(false);
  const isOn = panic.status === "ready" && panic.data.press !== undefined;
  const arm = () => {
    press.reset();
    setArmed(true);
  };
  const go = (kill: boolean) => {
    press.run({ reason: "", kill });
    setArmed(false);
  };
  useKeys({ "!": () => (isArmed ? go(false) : arm()), Escape: isArmed ? () => setArmed(false) : undefined });
  useEffect(() => {
    if (!isArmed) return;
    const timer = setTimeout(() => setArmed(false), armedMs);
    return () => clearTimeout(timer);
  }, [isArmed]);
  return (
    <>
      {isOn && !isArmed ? (
        <Link to="/panic" className="button button-dangerous">
          Panic is on
        </Link>
      ) : (
        <button type="button" className="button button-dangerous" aria-expanded={isArmed} onClick={arm}>
          Panic <kbd className="key">!</kbd>
        </button>
      )}
      {isArmed && <Armed onPress={go} onBack={() => setArmed(false)} />}
      {press.problem && (
        <div className="w-full">
          <ProblemPanel problem={press.problem} title="Panic was not pressed here" onClose={press.reset} />
          <p className="mt-2">
            Press it another way: <code className="font-mono">steady panic</code> on the machine of the server, or make
            the file <code className="font-mono">PANIC</code> in its data folder.
          </p>
        </div>
      )}
    </>
  );
}

function Armed({ onPress, onBack }: { readonly onPress: (kill: boolean) => void; readonly onBack: () => void }) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <section aria-label="Panic" className="panel w-full border-2 border-edge bg-surface-2 p-3">
      <p className="mb-2 font-semibold">
        Stop everything, on every node: nothing starts, what runs is paused where it stands, open questions are void.
        Two people end it.
      </p>
      <div className="flex flex-wrap gap-2">
        <button ref={first} type="button" className="button button-dangerous" onClick={() => onPress(false)}>
          Stop everything now <kbd className="key">!</kbd>
        </button>
        <button type="button" className="button" onClick={() => onPress(true)}>
          Stop, and end what runs
        </button>
        <button type="button" className="button" onClick={onBack}>
          Go back
        </button>
      </div>
    </section>
  );
}
