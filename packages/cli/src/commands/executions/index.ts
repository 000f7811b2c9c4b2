import { group } from "../../command/command.ts";
import { abort } from "./abort.ts";
import { add } from "./add.ts";
import { answer } from "./answer.ts";
import { approve } from "./approve.ts";
import { continueRun } from "./continue.ts";
import { divergence } from "./divergence.ts";
import { done } from "./done.ts";
import { edit } from "./edit.ts";
import { followUp } from "./follow-up.ts";
import { list } from "./list.ts";
import { move } from "./move.ts";
import { pause } from "./pause.ts";
import { reject } from "./reject.ts";
import { resume } from "./resume.ts";
import { retry } from "./retry.ts";
import { rollback } from "./rollback.ts";
import { rollbackRun } from "./rollback-run.ts";
import { show } from "./show.ts";
import { skip } from "./skip.ts";

export const executions = group({
  name: "executions",
  summary: "Look at executions and move them from scripts",
  commands: [
    list,
    show,
    approve,
    reject,
    edit,
    skip,
    done,
    retry,
    rollback,
    rollbackRun,
    continueRun,
    followUp,
    answer,
    add,
    move,
    divergence,
    pause,
    resume,
    abort,
  ],
});
