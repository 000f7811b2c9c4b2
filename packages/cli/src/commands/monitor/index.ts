import { group } from "../../command/command.ts";
import { run } from "./run.ts";

export const monitor = group({
  name: "monitor",
  summary: "Watch a system live, without keeping anything",
  commands: [run],
});
