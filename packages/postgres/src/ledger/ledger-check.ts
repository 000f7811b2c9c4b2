import {
  type AuditEvent,
  type ChainLink,
  type ChainProblem,
  createChainCheck,
  createMerkleTree,
  type MerkleTree,
} from "@steadyhand/core/audit";
import type { TenantId } from "@steadyhand/core/identity";
import type { Anchor, AnchorLine } from "./anchor-file.ts";

/** One stored event with the columns that make it findable. */
export interface EventRow extends ChainLink {
  readonly type: string;
  readonly actor_id: string;
  readonly execution_id: string | null;
  readonly execution_sequence: number | null;
  readonly part: number | null;
  readonly runbook_id: string | null;
  readonly outcome: string;
  /** `null` where the column holds no time, or one that no event can have. */
  readonly at: Date | null;
  readonly text: string;
}

export interface LedgerProblem {
  readonly sequence?: number;
  readonly code: string;
  readonly problem: string;
}

/** What the database says of where a chain ends. */
export interface StoredEnd {
  readonly head: ChainLink;
  /** The highest sequence that an event has. */
  readonly last: number;
  /** Events with a sequence that is no place in a chain: none, or one below 1. */
  readonly strays?: number;
  /** How many heads there are. */
  readonly heads?: number;
}

/** Checks a tenant's stored events in order, in constant memory, against their columns, the head and the anchors. */
export interface LedgerCheck {
  take(row: EventRow): Promise<LedgerProblem | undefined>;
  /** To be called when every event was taken. */
  finish(end: StoredEnd): Promise<LedgerProblem | undefined>;
  events(): number;
  anchors(): number;
}

/** `hashAt` looks one event up: an anchor that is older than the one before it is compared that way. */
export function createLedgerCheck(input: {
  readonly tenantId: TenantId;
  readonly anchors: AsyncGenerator<AnchorLine, void, undefined>;
  readonly hashAt: (sequence: number) => Promise<string | undefined>;
}): LedgerCheck {
  const chain = createChainCheck(input.tenantId);
  const tree = createMerkleTree();
  const anchors = createAnchorCheck({ ...input, tree });
  let events = 0;
  let missing: ChainProblem | undefined;
  return {
    events: () => events,
    anchors: anchors.count,
    async take(row) {
      if (missing !== undefined) return foundElsewhere(missing, row);
      if (row.hash === "") return withoutHash(row);
      const problem = chain.check(row.text, row.hash);
      if (problem !== undefined && missingCodes.has(problem.code)) {
        missing = problem;
        return undefined;
      }
      if (problem !== undefined) return problem;
      const columns = otherColumns(row);
      if (columns !== undefined) return columns;
      events++;
      tree.add(row.hash);
      // Only ahead of the next anchor is there something to wait for; a promise an event would halve the speed.
      if (anchors.isDue(row.sequence)) await anchors.take(row);
      return undefined;
    },
    async finish(end) {
      const seen = chain.last();
      return missing ?? otherEnd(seen, end) ?? (await anchors.finish(seen));
    },
  };
}

const missingCodes: ReadonlySet<string> = new Set(["ledger.head_cut", "ledger.dropped"]);

/** What is missing in its place may stand further down: then it was not dropped. Only rows that follow can say so. */
function foundElsewhere({ sequence }: ChainProblem, row: EventRow): LedgerProblem | undefined {
  if (!row.text.includes(`,"sequence":${sequence},`) || parsed(row.text)?.sequence !== sequence) return undefined;
  const problem = `event ${sequence} stands in the place of event ${row.sequence}: events were swapped`;
  return { code: "ledger.swapped", sequence, problem };
}

function withoutHash({ sequence }: EventRow): LedgerProblem {
  return { code: "ledger.hash_missing", sequence, problem: `event ${sequence} stands there without its hash` };
}

/** People find events by their columns: one that lies there is hidden from them. */
function otherColumns(row: EventRow): LedgerProblem | undefined {
  const event = parsed(row.text);
  if (event === undefined) {
    const problem = `event ${row.sequence} is not JSON, though its hash was made of it`;
    return { code: "ledger.malformed", sequence: row.sequence, problem };
  }
  const isSame =
    event.sequence === row.sequence &&
    event.type === row.type &&
    event.actor?.id === row.actor_id &&
    (event.executionId ?? null) === row.execution_id &&
    (event.executionSequence ?? null) === row.execution_sequence &&
    (event.part ?? null) === row.part &&
    (event.runbookId ?? null) === row.runbook_id &&
    event.outcome === row.outcome &&
    Date.parse(event.at ?? "") === row.at?.getTime();
  if (isSame) return undefined;
  const problem = `the columns by which event ${row.sequence} is found say something else than its text`;
  return { code: "ledger.columns_edited", sequence: row.sequence, problem };
}

/** Whoever hashes a text anew may leave out anything. */
function parsed(text: string): Partial<AuditEvent> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    // It is no JSON: that is the finding.
    return undefined;
  }
}

function otherEnd(seen: ChainLink, { head, last, strays = 0, heads = 1 }: StoredEnd): LedgerProblem | undefined {
  if (strays > 0) {
    return { code: "ledger.inserted", problem: `${strays} events stand there with a number that no event can have` };
  }
  if (heads > 1) return { code: "ledger.head_edited", problem: `there are ${heads} heads, and a chain has one` };
  if (seen.sequence < head.sequence) {
    const [first, end] = [seen.sequence + 1, head.sequence];
    return { code: "ledger.tail_cut", sequence: first, problem: `events ${first} to ${end} are missing at the end` };
  }
  if (last > head.sequence) {
    const sequence = head.sequence + 1;
    return { code: "ledger.head_edited", sequence, problem: `events from ${sequence} on lie beyond the head` };
  }
  if (seen.hash === head.hash) return undefined;
  const problem = `the head names another event ${head.sequence} than the one that is there`;
  return { code: "ledger.head_edited", sequence: head.sequence, problem };
}

function createAnchorCheck({
  tenantId,
  anchors,
  hashAt,
  tree,
}: Parameters<typeof createLedgerCheck>[0] & { readonly tree: MerkleTree }) {
  let next: Anchor | undefined;
  let isStarted = false;
  let count = 0;
  let problem: LedgerProblem | undefined;
  let highest = 0;
  const advance = async () => {
    next = undefined;
    for (let line = await anchors.next(); !line.done; line = await anchors.next()) {
      if (!line.value.ok) problem ??= line.value;
      else if (line.value.anchor.tenantId === tenantId) {
        next = line.value.anchor;
        return;
      }
    }
  };
  const compare = (hash: string | undefined) => {
    if (next === undefined) return;
    count++;
    // The tree is of all events so far: of an older anchor than the one before it only its event can be compared.
    const isRoot = next.root === undefined || tree.size() !== next.sequence || tree.root() === next.root;
    if (hash !== next.hash || !isRoot) problem ??= contradicts(next);
    else if (next.sequence < highest) problem ??= outOfOrder(next, highest);
    highest = Math.max(highest, next.sequence);
  };
  return {
    count: () => count,
    isDue: (sequence: number) => !isStarted || (next !== undefined && next.sequence <= sequence),
    async take({ sequence, hash }: ChainLink) {
      if (!isStarted) await advance();
      isStarted = true;
      while (next !== undefined && next.sequence <= sequence) {
        compare(next.sequence === sequence ? hash : await hashAt(next.sequence));
        await advance();
      }
    },
    async finish(seen: ChainLink) {
      if (!isStarted) await advance();
      for (; next !== undefined; await advance()) {
        if (next.sequence > seen.sequence) problem ??= rolledBack(next, seen);
        else compare(await hashAt(next.sequence));
      }
      return problem;
    },
  };
}

function contradicts({ sequence, at }: ChainLink & { readonly at: string }): LedgerProblem {
  const problem = `event ${sequence} is not the one whose hash was signed at ${at}: the chain was written anew`;
  return { code: "ledger.rechained", sequence, problem };
}

/** A ledger only grows, so the newer of two that agree with it states at least as many events. */
function outOfOrder({ sequence, at }: Anchor, highest: number): LedgerProblem {
  const problem = `the checkpoint of ${at} states ${sequence} events and stands behind one of ${highest}: lines were swapped`;
  return { code: "anchor.swapped", problem };
}

function rolledBack({ sequence, at }: ChainLink & { readonly at: string }, seen: ChainLink): LedgerProblem {
  const problem = `at ${at} the chain had ${sequence} events, and now it has ${seen.sequence}: the database was rolled back`;
  return { code: "ledger.rolled_back", sequence: seen.sequence + 1, problem };
}
