import type { Environment } from "../autonomy/index.ts";
import type { TenantId } from "../identity/index.ts";
import type { BlastRadius } from "../proposal/index.ts";
import type { Effect, Risk } from "../risk/index.ts";
import type { ActionCall, ActionValue } from "./action-call.ts";

/** One parameter, for people and for forms. Whether a value fits is the action's own answer, see `Action.prepare`. */
export interface ParameterDeclaration {
  readonly name: string;
  readonly type: "text" | "number" | "list" | "choice" | "yes_no";
  readonly isRequired: boolean;
  readonly what: string;
  readonly choices?: readonly string[];
  readonly standard?: ActionValue;
}

/** Where an action comes from. */
export type ActionOrigin = "built-in" | "script" | "subject";

/** Whether an action can be taken here and now, and what to do where it cannot. */
export type Availability =
  | { readonly isAvailable: true }
  | { readonly isAvailable: false; readonly why: string; readonly hint: string };

/** The subject that an action is of, as its file says it. */
export interface ActionSubject {
  /** Whose it is: no other tenant acts on it. */
  readonly tenantId: TenantId;
  readonly name: string;
  readonly environment: Environment;
  /** Whether it may be broken and thrown away. */
  readonly isDisposable: boolean;
  /** Of its file's text, in hex: another file is another system. */
  readonly fileSha256: string;
}

/** What an action says of itself, before anybody gave it parameters. */
export interface ActionDeclaration {
  /** Lower case with underscores, its subject's name and a dot in front where it is of one: what stands in a workflow. */
  readonly name: string;
  /** Grows when the same parameters begin to mean something else. */
  readonly version: number;
  readonly origin: ActionOrigin;
  readonly title: string;
  /** One or two sentences. */
  readonly what: string;
  readonly parameters: readonly ParameterDeclaration[];
  /** Its judgement is never below this, whatever anybody says. */
  readonly riskFloor: Exclude<Risk, "unknown">;
  readonly effect: Effect;
  /** Whether doing it twice is the same as doing it once. */
  readonly isIdempotent: boolean;
  readonly isReversible: boolean;
  readonly blastRadius: BlastRadius;
  /** How code knows that it worked: what its exit status 0 stands for. */
  readonly verification: string;
  /** What must pass after it before its effect can be read. */
  readonly settlingMs: number;
  /** The most it may be given; a call can ask for less. */
  readonly timeLimitMs: number;
  readonly availability: Availability;
  /** In the catalogue, where it is an action of a subject: that is what it changes. */
  readonly subject?: ActionSubject;
}

/** One parameter that does not fit. `path` names it: `url`, `arguments.2`. */
export interface ParameterProblem {
  readonly path: string;
  readonly message: string;
}

/** Something about a call that a person should know before it runs. */
export interface ActionRemark {
  /** Stable name of the rule that spoke, such as `action.script.python`. */
  readonly rule: string;
  readonly risk: Risk;
  readonly why: string;
}

/** A call whose parameters fit, complete enough to be judged and run. */
export interface PreparedCall {
  readonly declaration: ActionDeclaration;
  /** Defaults filled in, and pinned what would otherwise be looked up later, such as an image's digest. */
  readonly parameters: Readonly<Record<string, ActionValue>>;
  readonly timeoutMs: number;
  /** What was found in these parameters, besides what the declaration says. */
  readonly remarks: readonly ActionRemark[];
  /** The action that takes it back, where there is one. */
  readonly inverse?: ActionCall;
}

/** A call that is ready, or everything that is wrong with it at once. */
export type Prepared =
  | { readonly ok: true; readonly call: PreparedCall }
  | { readonly ok: false; readonly code: "action.parameters"; readonly problems: readonly ParameterProblem[] }
  | { readonly ok: false; readonly code: "action.unavailable"; readonly why: string; readonly hint: string };

/** One action that can be taken. */
export interface Action {
  declare(): ActionDeclaration;
  /** Checks parameters and fills them in. Pure for what is known at that moment: it asks nobody. */
  prepare(parameters: ActionCall["parameters"]): Prepared;
}

/** Where actions come from: built-in tools, scripts, and later the subjects themselves. */
export interface ActionSource {
  readonly actions: readonly Action[];
}
