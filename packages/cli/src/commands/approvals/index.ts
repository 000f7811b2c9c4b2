import { group } from "../../command/command.ts";
import { approve } from "./approve.ts";
import { list } from "./list.ts";
import { reject } from "./reject.ts";
import { show } from "./show.ts";

export const approvals = group({
  name: "approvals",
  summary: "The questions that wait for somebody, in all executions",
  commands: [list, show, approve, reject],
});
