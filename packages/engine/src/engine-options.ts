import type { Target } from "@steadyhand/core/proposal";
import type {
  ClassificationStore,
  Clock,
  CommandScanner,
  ExecutionStore,
  Redactor,
  RunbookStore,
  Runner,
  SecondKeys,
} from "./ports.ts";

/** Everything the engine needs from outside. */
export interface EngineOptions {
  readonly executions: ExecutionStore;
  readonly runbooks: RunbookStore;
  readonly runner: Runner;
  readonly scanner: CommandScanner;
  readonly secondKeys: SecondKeys;
  /** After which the second key counts as absent, whatever its adapter does. Default 30,000. */
  readonly secondKeyWithinMs?: number;
  readonly classifications: ClassificationStore;
  /** Removes secrets; knows those of the environment, and the values it is given besides. */
  readonly redactorFor: (secrets: readonly string[]) => Redactor;
  readonly clock: Clock;
  readonly target: Target;
  readonly governance: "strict" | "audit";
  readonly safetyMode: "observe" | "execute";
  readonly stepEnvironment: Readonly<Record<string, string>>;
  /** Where steps run when nobody names a folder. */
  readonly workingDirectory: string;
  /** A new id: the prefix, an underscore, and at least 96 random bits. */
  readonly newId: <Prefix extends string>(prefix: Prefix) => `${Prefix}_${string}`;
  readonly log: EngineLog;
}

export interface EngineLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
