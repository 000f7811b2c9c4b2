import type { Operations } from "@steadyhand/api";

type CareBody = Pick<Operations["startExecution"]["body"], "guards" | "settleMs" | "retries">;

/** A command that only reads: what it shows before a change must hold after it. */
export interface GuardDraft {
  /** Of this row of the form; never sent. */
  readonly id: number;
  readonly name: string;
  readonly command: string;
  /** Empty: its exit status alone counts. */
  readonly expect: string;
}

/** How careful a run is to be. */
export interface CareForm {
  readonly guards: readonly GuardDraft[];
  /** As it was typed; empty: it does not wait. */
  readonly settleSeconds: string;
  readonly retries: number;
}

export const emptyCare: CareForm = { guards: [], settleSeconds: "", retries: 0 };

export const mostGuards = 20;
const mostSettleSeconds = 3600;

/** Everything that is wrong with it, each with the field it belongs to: `guard-3-name`, `settle`. */
export function findCareObstacles({ guards, settleSeconds }: CareForm): { field: string; says: string }[] {
  const filled = guards.filter((guard) => !isEmpty(guard));
  const incomplete = filled.flatMap(({ id, name, command }) => {
    if (name.trim() === "") return [{ field: `guard-${id}-name`, says: "A guard has no name" }];
    if (command.trim() === "") return [{ field: `guard-${id}-command`, says: `The guard ${name} has no command` }];
    return [];
  });
  const twice = filled
    .filter(({ name }, at) => name.trim() !== "" && filled.findIndex((one) => one.name.trim() === name.trim()) < at)
    .map(({ id, name }) => ({ field: `guard-${id}-name`, says: `Two guards are called ${name.trim()}` }));
  const settles = settleSeconds.trim();
  const isLength = settles === "" || (/^\d+([.]\d+)?$/.test(settles) && Number(settles) <= mostSettleSeconds);
  return [
    ...incomplete,
    ...twice,
    ...(isLength ? [] : [{ field: "settle", says: `The settling time takes 0 to ${mostSettleSeconds} seconds` }]),
  ];
}

/** What is sent; rows that nobody filled in are left out. */
export function toCareBody({ guards, settleSeconds, retries }: CareForm): CareBody {
  const filled = guards.filter((guard) => !isEmpty(guard));
  const settleMs = Math.round(Number(settleSeconds.trim()) * 1000);
  return {
    ...(filled.length > 0 && {
      guards: filled.map(({ name, command, expect }) => ({
        name: name.trim(),
        command: command.trim(),
        ...(expect !== "" && { expect }),
      })),
    }),
    ...(settleMs > 0 && { settleMs }),
    ...(retries > 0 && { retries }),
  };
}

function isEmpty({ name, command, expect }: GuardDraft): boolean {
  return name.trim() === "" && command.trim() === "" && expect === "";
}
