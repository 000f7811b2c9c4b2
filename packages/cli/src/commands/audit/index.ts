import { group } from "../../command/command.ts";
import { anomalies } from "./anomalies.ts";
import { checkProof } from "./check-proof.ts";
import { exportLedger } from "./export.ts";
import { follow } from "./follow.ts";
import { list } from "./list.ts";
import { prove } from "./prove.ts";
import { show } from "./show.ts";
import { summary } from "./summary.ts";
import { unfinished } from "./unfinished.ts";
import { verify } from "./verify.ts";

export const audit = group({
  name: "audit",
  summary: "Read, check and export the record",
  commands: [list, follow, unfinished, show, verify, exportLedger, prove, checkProof, summary, anomalies],
});
