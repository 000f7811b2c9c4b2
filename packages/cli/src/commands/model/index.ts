import { group } from "../../command/command.ts";
import { check } from "./check.ts";
import { show } from "./show.ts";

export const model = group({
  name: "model",
  summary: "The second key: what is configured, and how it does",
  commands: [show, check],
});
