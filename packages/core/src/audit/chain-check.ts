import { sha256Hex } from "../proposal/index.ts";
import type { Stretch } from "./check-stretch.ts";
import { readSeal, type Seal } from "./read-seal.ts";
import { type ChainLink, emptyChain } from "./seal-event.ts";

/** What is wrong with a chain, and at which event. */
export interface ChainProblem {
  readonly code: ChainProblemCode;
  /** The first event that is wrong or missing. */
  readonly sequence: number;
  readonly problem: string;
}

/**
 * - `ledger.edited`: a text does not match its hash.
 * - `ledger.hash_missing`: an event stands there without its hash.
 * - `ledger.malformed`: its bytes match their hash, but are not an event of version 1.
 * - `ledger.other_tenant`: it belongs to another tenant.
 * - `ledger.head_cut`, `ledger.dropped`, `ledger.tail_cut`: events are missing at the start, between, at the end.
 * - `ledger.swapped`: events stand in another order than they were written in.
 * - `ledger.doubled`: an event stands there a second time.
 * - `ledger.inserted`: two different events claim one place.
 * - `ledger.rechained`: an event was replaced and hashed anew, with or without all that follow it.
 */
export type ChainProblemCode = `ledger.${
  | "edited"
  | "hash_missing"
  | "malformed"
  | "other_tenant"
  | "head_cut"
  | "dropped"
  | "tail_cut"
  | "swapped"
  | "doubled"
  | "inserted"
  | "rechained"}`;

/** Checks a chain event by event, in constant memory. */
export interface ChainCheck {
  /** Takes the next event. After a problem the check is over. */
  check(text: string, hash: string): ChainProblem | undefined;
  /** Takes the place of an event whose text is not shown: only that it is the next one can be checked. */
  checkHidden(sequence: number, hash: string): ChainProblem | undefined;
  /** Takes events that continue one another. False, and nothing taken, where the first is not the next one. */
  takeStretch(stretch: Stretch): boolean;
  /** The last event that was taken. */
  last(): ChainLink;
}

/** Begins a check. `after` is the event before the first; without it the chain must begin at its first event. */
export function createChainCheck(tenantId: string, after: ChainLink = emptyChain): ChainCheck {
  let last = after;
  return {
    last: () => last,
    check(text, hash) {
      const seal = readSeal(text);
      const problem = checkText({ text, hash, seal, tenantId, last }) ?? checkPlace(seal, hash, last);
      if (problem === undefined && seal !== undefined) last = { sequence: seal.sequence, hash };
      return problem;
    },
    takeStretch(stretch) {
      const isNext = stretch.first === last.sequence + 1 && stretch.previous === last.hash;
      if (!isNext || stretch.tenantId !== tenantId) return false;
      last = stretch.last;
      return true;
    },
    checkHidden(sequence, hash) {
      if (sequence !== last.sequence + 1) return misplaced(sequence, hash, last);
      last = { sequence, hash };
      return undefined;
    },
  };
}

function checkText(row: {
  readonly text: string;
  readonly hash: string;
  readonly seal: Seal | undefined;
  readonly tenantId: string;
  readonly last: ChainLink;
}): ChainProblem | undefined {
  const { text, hash, seal, tenantId, last } = row;
  const sequence = seal?.sequence ?? last.sequence + 1;
  if (sha256Hex(text) !== hash) {
    return { code: "ledger.edited", sequence, problem: `event ${sequence} does not match its hash: it was edited` };
  }
  if (seal === undefined) {
    const problem = `event ${sequence} is not an event of version 1, which is what this verifier reads`;
    return { code: "ledger.malformed", sequence, problem };
  }
  if (seal.tenantId === tenantId) return undefined;
  const problem = `event ${sequence} belongs to ${seal.tenantId}, not to ${tenantId}`;
  return { code: "ledger.other_tenant", sequence, problem };
}

function checkPlace(seal: Seal | undefined, hash: string, last: ChainLink): ChainProblem | undefined {
  if (seal === undefined || seal.sequence !== last.sequence + 1) return misplaced(seal?.sequence ?? 0, hash, last);
  if (seal.previous === last.hash) return undefined;
  const { sequence } = seal;
  const problem =
    sequence === 1
      ? "event 1 names an event before it, and there can be none: the chain was written anew"
      : `event ${sequence} does not continue event ${sequence - 1}: one of them was replaced and hashed anew`;
  return { code: "ledger.rechained", sequence, problem };
}

function misplaced(sequence: number, hash: string, last: ChainLink): ChainProblem {
  const expected = last.sequence + 1;
  if (sequence > expected) return missing(expected, sequence - 1, last.sequence === 0);
  if (sequence === last.sequence && hash !== last.hash) {
    return { code: "ledger.inserted", sequence, problem: `two different events claim place ${sequence}` };
  }
  return { code: "ledger.doubled", sequence, problem: `event ${sequence} stands there a second time` };
}

function missing(first: number, last: number, isHead: boolean): ChainProblem {
  const which = first === last ? `event ${first} is` : `events ${first} to ${last} are`;
  const code = isHead ? "ledger.head_cut" : "ledger.dropped";
  return { code, sequence: first, problem: `${which} missing${isHead ? ": the start was cut off" : ""}` };
}
