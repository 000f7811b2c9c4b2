import { group } from "../../command/command.ts";
import { abort } from "./abort.ts";
import { answer } from "./answer.ts";
import { approve } from "./approve.ts";
import { done } from "./done.ts";
import { edit } from "./edit.ts";
import { list } from "./list.ts";
import { pause } from "./pause.ts";
import { reject } from "./reject.ts";
import { resume } from "./resume.ts";
import { retry } from "./retry.ts";
import { rollback } from "./rollback.ts";
import { show } from "./show.ts";
import { skip } from "./skip.ts";

export const executions = group({
  name: "executions",
  summary: "Look at executions and move them from scripts",
  commands: [list, show, approve, reject, edit, skip, done, retry, rollback, answer, pause, resume, abort],
});
