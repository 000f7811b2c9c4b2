import type { MemberState } from "@steadyhand/core/invariant";
import { drawLine } from "../../io/draw-text.ts";
import { memberMarks } from "../../standing/member-mark.ts";
import type { Panel } from "../screen/frame.ts";
import { type Line, wrapWords } from "../screen/line.ts";

export interface ShownMember {
  readonly id: string;
  readonly kind: string;
  readonly state: MemberState;
  readonly why?: string | undefined;
}

/** The members as the last look saw them. */
export function clusterPanel({
  members,
  seen,
}: {
  readonly members: readonly ShownMember[];
  /** When it was looked last, in words. */
  readonly seen: string;
}): Panel {
  return {
    title: seen === "" ? "cluster" : `cluster, ${seen}`,
    draw({ width }) {
      if (members.length === 0) return wrapWords("Nobody has looked yet.", width).map((text) => [text]);
      const widest = Math.max(...members.map(({ id }) => id.length));
      return members.map(({ id, state, why }): Line => {
        const [tone, mark] = memberMarks[state];
        return [
          `${id.padEnd(widest)}  `,
          [tone, mark.padEnd(10)],
          ["quiet", state === "up" ? "" : drawLine(why ?? "")],
        ];
      });
    },
  };
}
