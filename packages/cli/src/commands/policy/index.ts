import { group } from "../../command/command.ts";
import { check } from "./check.ts";
import { diff } from "./diff.ts";
import { example } from "./example.ts";
import { explain } from "./explain.ts";
import { schema } from "./schema.ts";
import { show } from "./show.ts";
import { simulate } from "./simulate.ts";

export const policy = group({
  name: "policy",
  summary: "Say how far things may run without a person, and see what that would change",
  commands: [show, check, diff, simulate, explain, example, schema],
});
