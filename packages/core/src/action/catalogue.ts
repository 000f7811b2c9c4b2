import { refuse } from "../outcome/index.ts";
import type { ResolvedCommand } from "../proposal/index.ts";
import { type Classification, type Evidence, worst } from "../risk/index.ts";
import type { Action, ActionDeclaration, ActionSource, ParameterProblem, PreparedCall } from "./action.ts";
import { type ActionCall, readActionCall, writeActionCall } from "./action-call.ts";
import { variablesOf } from "./bind-call.ts";

/** What a call that was written as text comes to. */
export type ResolvedAction =
  | {
      readonly ok: true;
      readonly command: Extract<ResolvedCommand, { readonly kind: "action" }>;
      readonly call: PreparedCall;
    }
  | {
      readonly ok: false;
      readonly refusal: { readonly code: string; readonly message: string; readonly hint?: string };
      /** Each parameter that does not fit. */
      readonly problems: readonly ParameterProblem[];
    };

/** Every action of an installation, found by name. */
export interface ActionCatalogue {
  list(): readonly ActionDeclaration[];
  find(name: string): Action | undefined;
  /** Reads a call, checks its parameters and makes it ready to be sealed. */
  resolve(text: string): ResolvedAction;
  /**
   * The deterministic key's answer: the declared floor, raised by what stands in the parameters, never lowered. A value
   * that looks like a variable is a value.
   */
  classify(text: string): Classification;
  /**
   * The same of a call as a workflow has it, whose variables still wait for values: only the floor is known of it then.
   * Never for what would run.
   */
  classifyWritten(text: string): Classification;
}

/** Puts the sources together. Two actions of one name are a mistake of ours and throw. */
export function createCatalogue(sources: readonly ActionSource[]): ActionCatalogue {
  const byName = new Map<string, Action>();
  for (const action of sources.flatMap(({ actions }) => actions)) {
    const { name } = action.declare();
    if (byName.has(name)) throw new TypeError(`Two actions are called ${name}`);
    byName.set(name, action);
  }

  function resolve(text: string): ResolvedAction {
    const read = readActionCall(text);
    if (!read.ok) return { ...read, problems: [] };
    const { name, parameters } = read.state;
    const action = byName.get(name);
    if (action === undefined) {
      const names = [...byName.keys()].sort().join(", ");
      return { ...refuse("action.unknown", `Cannot take the action ${name}: there is none`, names), problems: [] };
    }
    const prepared = action.prepare(parameters);
    if (prepared.ok) {
      const { call } = prepared;
      const { version } = call.declaration;
      return { ok: true, command: { kind: "action", name, version, parameters: call.parameters }, call };
    }
    if (prepared.code === "action.unavailable") {
      const { code, why, hint } = prepared;
      return { ...refuse(code, `Cannot take the action ${name}: ${why}`, hint), problems: [] };
    }
    const said = prepared.problems.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
    const hint = `\`steady actions show ${name}\` lists its parameters`;
    const message = `Cannot take the action ${name}: ${said.join("; ")}`;
    return { ...refuse("action.parameters", message, hint), problems: prepared.problems };
  }

  return {
    list: () => [...byName.values()].map((action) => action.declare()).sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (name) => byName.get(name),
    resolve,
    classify: (text) => classifyAction(text, resolve(text)),
    classifyWritten(text) {
      const template = findTemplate(text);
      return template === undefined ? classifyAction(text, resolve(text)) : classifyTemplate(text, template);
    },
  };

  /** An action whose parameters still wait for values, as it stands in a workflow. */
  function findTemplate(text: string): ActionDeclaration | undefined {
    const read = readActionCall(text);
    if (!read.ok || variablesOf(read.state).length === 0) return undefined;
    return byName.get(read.state.name)?.declare();
  }
}

function classifyTemplate(text: string, declaration: ActionDeclaration): Classification {
  const floor = floorOf(text, declaration, undefined);
  const why = "Its parameters are checked once its variables have values.";
  const waits: Evidence = { rule: "action.variables", risk: floor.risk, range: floor.range, why };
  return { risk: floor.risk, evidence: [floor, waits] };
}

function floorOf(text: string, declaration: ActionDeclaration, inverse: ActionCall | undefined): Evidence {
  const { name, title, riskFloor, effect, blastRadius, isReversible } = declaration;
  return {
    rule: `action.${name}`,
    risk: riskFloor,
    range: { start: 0, end: text.length },
    why: `${title}: the action itself says that it is never below ${riskFloor}.`,
    effect,
    ...(blastRadius !== "unknown" && { reach: blastRadius }),
    isReversible,
    ...(inverse && { undo: writeActionCall(inverse) }),
  };
}

function classifyAction(text: string, resolved: ResolvedAction): Classification {
  const range = { start: 0, end: text.length };
  if (!resolved.ok) {
    const { message, hint } = resolved.refusal;
    const evidence: Evidence = { rule: resolved.refusal.code, risk: "unknown", range, why: `${message}.` };
    return { risk: "unknown", evidence: [hint === undefined ? evidence : { ...evidence, instead: hint }] };
  }
  const { declaration, remarks, inverse } = resolved.call;
  const floor = floorOf(text, declaration, inverse);
  const evidence = [floor, ...remarks.map(({ rule, risk, why }): Evidence => ({ rule, risk, range, why }))];
  return { risk: worst(evidence.map(({ risk }) => risk)), evidence };
}
