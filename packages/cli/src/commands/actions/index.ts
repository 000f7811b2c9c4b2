import { group } from "../../command/command.ts";
import { approve } from "./approve.ts";
import { cancel } from "./cancel.ts";
import { list } from "./list.ts";
import { propose } from "./propose.ts";
import { reject } from "./reject.ts";
import { show } from "./show.ts";

export const actions = group({
  name: "actions",
  summary: "What workflows and people can do besides commands, and what was proposed and waits",
  commands: [list, show, propose, approve, reject, cancel],
});
