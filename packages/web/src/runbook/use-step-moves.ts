import { useKeys } from "../keyboard/index.ts";

/** Moves between steps by `j` and `k`, and brings the step that is reached into view. */
export function useStepMoves(
  steps: readonly { readonly id: string }[],
  activeId: string | undefined,
  onActivate: (stepId: string) => void,
): void {
  const move = (by: number) => {
    const at = steps.findIndex(({ id }) => id === activeId);
    const next = steps[at === -1 ? 0 : Math.min(steps.length - 1, Math.max(0, at + by))];
    if (next === undefined) return;
    onActivate(next.id);
    document.getElementById(`parsed-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys({ j: () => move(1), k: () => move(-1) });
}
