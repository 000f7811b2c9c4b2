import type { SourceRange } from "@steadyhand/core/risk";
import type { Prerequisite } from "@steadyhand/core/runbook";
import type { FoundCommand } from "../commands/extract-commands.ts";
import type { Draft, DraftCondition } from "./draft.ts";

export interface DraftAmbiguity {
  readonly draft: Draft | undefined;
  readonly text: string;
  readonly range: SourceRange;
  readonly missing: string;
}

export interface Outline {
  readonly title: string | undefined;
  readonly drafts: readonly Draft[];
  readonly conditions: readonly DraftCondition[];
  readonly prerequisites: readonly Prerequisite[];
  readonly ambiguities: readonly DraftAmbiguity[];
  /** Rollbacks that name the step they belong to. */
  readonly rollbacksByNumber: readonly { readonly number: string; readonly command: FoundCommand }[];
}
