import { group } from "../../command/command.ts";
import { lint } from "./lint.ts";
import { tryOut } from "./try.ts";

export const subject = group({
  name: "subject",
  summary: "Describe a system of your own in one file: check the file, and try it against the system",
  commands: [lint, tryOut],
});
