import { group } from "../../command/command.ts";
import { importRunbook } from "../runbook/import.ts";
import { check } from "./check.ts";

export const workflow = group({
  name: "workflow",
  summary: "Chain actions and commands into one file, and check it",
  commands: [
    check,
    {
      ...importRunbook,
      summary: "Keep a workflow, or a new version of one, as a runbook",
      examples: ["steady workflow import shop.workflow.yaml"],
    },
  ],
});
