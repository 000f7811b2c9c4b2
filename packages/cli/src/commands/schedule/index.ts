import { group } from "../../command/command.ts";
import { pause, remove, resume, runNow } from "./act-on-schedule.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

export const schedule = group({
  name: "schedule",
  summary: "Start runs later, or again and again",
  commands: [list, show, add, pause, resume, remove, runNow],
});
