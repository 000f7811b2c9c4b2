import { group } from "../../command/command.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

export const actions = group({
  name: "actions",
  summary: "What workflows can do besides commands",
  commands: [list, show],
});
