import { group } from "../../command/command.ts";
import { importRunbook } from "./import.ts";
import { list } from "./list.ts";
import { parse } from "./parse.ts";
import { rescan } from "./rescan.ts";
import { show } from "./show.ts";

export const runbook = group({
  name: "runbook",
  summary: "Read, keep and look at runbooks",
  commands: [parse, importRunbook, list, show, rescan],
});
