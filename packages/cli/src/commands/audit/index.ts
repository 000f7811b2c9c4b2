import { group } from "../../command/command.ts";
import { exportLedger } from "./export.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";
import { verify } from "./verify.ts";

export const audit = group({
  name: "audit",
  summary: "Read, check and export the record",
  commands: [list, show, verify, exportLedger],
});
