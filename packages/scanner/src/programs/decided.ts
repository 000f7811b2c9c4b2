import type { Risk } from "@steadyhand/core/risk";
import type { Judge, Scope } from "../scope.ts";
import type { Call } from "./call.ts";
import type { CompiledProgram, Entry } from "./compile.ts";
import type { ParsedCall } from "./parse-call.ts";

/** A call with the entry of the tables that decided about it. */
export interface Decided {
  readonly program: CompiledProgram;
  readonly call: Call;
  readonly parsed: ParsedCall;
  readonly entry: Entry;
  readonly risk: Risk;
  readonly judge: Judge;
  readonly scope: Scope;
}
