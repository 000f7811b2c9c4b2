import { checkProof, proofText, verifyExport } from "@steadyhand/core/audit";
import type { ExecutionId, TenantId } from "@steadyhand/core/identity";
import { OpsError } from "@steadyhand/core/outcome";
import type { Ledger } from "@steadyhand/engine";
import {
  createTeller,
  findContradictions,
  type LastIncluded,
  type Problem,
  type RecordCheck,
  type RecordedEvent,
  type RunStory,
  type SignedExport,
} from "@steadyhand/evidence";

type Found<What> = { readonly problems: readonly Problem[]; readonly found?: What };

interface Where {
  readonly ledger: Ledger;
  readonly publicKeyPem: string;
  readonly tenantId: TenantId;
  readonly executionId: ExecutionId;
}

/**
 * The events of one execution, with what a check of them found just now: the whole chain, head and checkpoints by the
 * ledger, the signed export by the verifier that auditors use, and that the last event is in the newest checkpoint. Where
 * something does not hold the events are read all the same, so that it can be shown what there is.
 */
export async function readRecord(
  where: Where,
  { at, keyId }: { readonly at: Date; readonly keyId: string },
): Promise<{ readonly story: RunStory; readonly check: RecordCheck }> {
  const { story, ...signed } = await readSigned(where);
  const inclusion = await proveLast(where, story);
  const problems = [...signed.problems, ...inclusion.problems, ...findContradictions(story)];
  const { found: closed } = signed;
  const { found: included } = inclusion;
  if (problems.length === 0 && closed && included) {
    return { story, check: { at, keyId, isWhole: true, signed: closed, inclusion: included } };
  }
  const found = { ...(closed && { signed: closed }), ...(included && { inclusion: included }) };
  return { story, check: { at, keyId, isWhole: false, problems, ...found } };
}

async function readSigned(where: Where): Promise<Found<SignedExport> & { readonly story: RunStory }> {
  const { ledger, publicKeyPem, tenantId, executionId } = where;
  const teller = createTeller();
  async function* lines() {
    for await (const line of ledger.export(tenantId, { executionId })) {
      const event = readEvent(line);
      if (event) teller.add(event);
      yield line;
    }
  }
  try {
    const report = await verifyExport(lines(), { publicKeyPem });
    // The check ends where it finds something: what lies behind that is read as well.
    if (!report.ok)
      return { story: await readUnchecked(where), problems: [{ code: report.code, says: report.problem }] };
    const { events, hidden, first, last } = report;
    return { story: teller.story(), problems: [], found: { events, hidden, first, last } };
  } catch (error) {
    // The ledger signs nothing that does not hold, and says what it found.
    if (!(error instanceof OpsError) || error.code !== "ledger.not_whole") throw error;
    return { story: await readUnchecked(where), problems: [{ code: error.code, says: error.message }] };
  }
}

/** The events as they are there, oldest first, for people to see what there is. */
async function readUnchecked({ ledger, tenantId, executionId }: Where): Promise<RunStory> {
  const events: RecordedEvent[] = [];
  for (let after: string | undefined; ; ) {
    const page = await ledger.list(tenantId, { executionId }, { limit: 500, ...(after !== undefined && { after }) });
    events.push(...page.items);
    after = page.next;
    if (after === undefined) break;
  }
  const teller = createTeller();
  for (const event of events.sort((one, other) => one.sequence - other.sequence)) teller.add(event);
  return teller.story();
}

/** That the execution's last event is in the ledger that its newest checkpoint states. */
async function proveLast(
  { ledger, publicKeyPem, tenantId }: Where,
  { events }: RunStory,
): Promise<Found<LastIncluded>> {
  const sequence = events.at(-1)?.sequence;
  if (sequence === undefined)
    return { problems: [{ code: "evidence.no_event", says: "the record holds no event of it" }] };
  try {
    const proof = await ledger.proveInclusion(tenantId, sequence);
    const report = checkProof(proofText(proof), { publicKeyPem });
    if (!report.ok) return { problems: [{ code: report.code, says: report.problem }] };
    return {
      problems: [],
      found: { sequence, checkpoint: report.checkpoint, line: withoutFrontier(proof.checkpoint) },
    };
  } catch (error) {
    if (!(error instanceof OpsError)) throw error;
    return { problems: [{ code: error.code, says: error.message }] };
  }
}

/** The frontier is not signed and only lets the next checkpoint go on: without it the line still says and proves the same. */
function withoutFrontier(line: string): string {
  return line.replace(/,"frontier":\[[0-9a-f",]*\]/, ',"frontier":[]');
}

function readEvent(line: string): RecordedEvent | undefined {
  if (!line.startsWith('{"event":')) return undefined;
  // A line of our own export: an event that was sealed, and its hash.
  const { event, hash } = JSON.parse(line) as { readonly event: Omit<RecordedEvent, "hash">; readonly hash: string };
  return { ...event, hash };
}
