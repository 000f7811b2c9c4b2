import { type Action, type ActionDeclaration, type ActionSubject, createCatalogue } from "@steadyhand/core/action";
import { environments } from "@steadyhand/core/policy";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withActions } from "../src/index.ts";
import { currentProposal, type Proposer, propose } from "../src/propose.ts";
import { answered, aroundOf, proposer, runOf, scanner } from "./samples.ts";

const ofLimits: ActionSubject = {
  tenantId: "ten_a",
  name: "limits",
  environment: "lab",
  isDisposable: true,
  fileSha256: "aa",
};
const declaration: ActionDeclaration = {
  ...{ name: "limits.restart", version: 1, origin: "subject", title: "Restart", what: "Restarts it." },
  ...{ parameters: [], riskFloor: "dangerous", effect: "stops", isIdempotent: true, isReversible: false },
  ...{ blastRadius: "one", verification: "it answers", settlingMs: 0, timeLimitMs: 1_000 },
  availability: { isAvailable: true },
  subject: ofLimits,
};

const actionOf = (declared: ActionDeclaration): Action => ({
  declare: () => declared,
  prepare: (parameters) => ({ ok: true, call: { declaration: declared, parameters, timeoutMs: 1_000, remarks: [] } }),
});
const { subject: _, ...ofNobody } = declaration;
const catalogue = createCatalogue([
  { actions: [actionOf(declaration), actionOf({ ...ofNobody, name: "wait", riskFloor: "caution" })] },
]);
const withSubject: Proposer = { ...proposer, scanner: withActions(scanner, catalogue) };

interface Run {
  readonly text: string;
  readonly dialect: "shell" | "action";
  readonly subject?: string;
  readonly environment?: (typeof environments)[number];
}

function proposed({ text, dialect, subject = "limits", environment = "lab" }: Run) {
  const { execution, step } = runOf(text, { command: { text, dialect } });
  const settings = { targetIsDisposable: false, requestedLevel: 5 } as const;
  const own = { ...execution, subject, environment, settings };
  const around = aroundOf();
  const event = propose(withSubject, {
    ...{ execution: own, step, purpose: "forward", around },
    known: () => answered("safe"),
  });
  return { event, own, step, around };
}

describe("a proposal of a subject's action", () => {
  const action = { text: "limits.restart {}", dialect: "action" } as const;

  it("acts on the subject, as its file says it, and its name is what a person types", () => {
    const { event } = proposed(action);
    expect(event).toMatchObject({
      type: "proposed",
      sealed: { proposal: { target: { kind: "subject", name: "limits", isDisposable: true } } },
      request: { targetName: "limits" },
      gate: { proposal: { targetIsDisposable: true } },
    });
  });

  it("is the same again when it comes to its approval, unless the subject's file is another by then", () => {
    const { event, own, step, around } = proposed(action);
    if (event.type !== "proposed") throw new Error(JSON.stringify(event));
    const awaiting = {
      ...{ phase: "awaiting_approval", purpose: "forward", attempt: 1 },
      ...{ proposalBytes: event.sealed.bytes, digest: event.sealed.digest },
    };
    // As it is stored; what else an approval has matters to nobody here.
    const stored = { ...own, steps: { ...own.steps, stp_1: awaiting } } as unknown as typeof own;
    const now = (of: Proposer) => currentProposal(of, stored, step, around)?.sealed.digest;
    expect(now(withSubject)).toBe(event.sealed.digest);
    const other = { ...declaration, subject: { ...ofLimits, fileSha256: "bb" } };
    const elsewhere = createCatalogue([{ actions: [actionOf(other)] }]);
    expect(now({ ...proposer, scanner: withActions(scanner, elsewhere) })).not.toBe(event.sealed.digest);
  });

  it("is refused in a run on anything else, because levels and pace go by the run's subject", () => {
    expect(proposed({ ...action, subject: "web-1" }).event).toMatchObject({
      ...{ type: "cannot_propose", code: "action.other_subject" },
      why: "it is an action of limits, and this run is on web-1: start a run on limits",
    });
  });

  it("is refused in a run of any other environment than the subject's file says", () => {
    for (const environment of environments.filter((name) => name !== "lab")) {
      expect(proposed({ ...action, environment }).event).toMatchObject({
        ...{ type: "cannot_propose", code: "action.other_environment" },
      });
    }
  });
});

describe("what is no subject's own action", () => {
  it("never gets a disposable target, whatever it says and whatever its run is on", () => {
    const anyText = fc.oneof(
      fc.constantFrom("limits.restart {}", "rm -rf /srv", "true", "echo limits.restart", "limits.restart '{}'"),
      fc.string({ minLength: 1 }),
    );
    fc.assert(
      fc.property(anyText, fc.constantFrom("limits", "web-1"), (text, subject) => {
        const { event } = proposed({ text, dialect: "shell", subject });
        if (event.type !== "proposed") return event.type === "cannot_propose";
        const { target } = event.sealed.proposal;
        return (
          target.kind === "local" &&
          !target.isDisposable &&
          event.request.targetName === "web-1" &&
          event.gate?.proposal.targetIsDisposable === false
        );
      }),
    );
  });

  it("acts on the machine of the run, also where it is an action of the installation", () => {
    expect(proposed({ text: "wait {}", dialect: "action" }).event).toMatchObject({
      sealed: { proposal: { target: { kind: "local", name: "web-1", isDisposable: false } } },
    });
  });
});
