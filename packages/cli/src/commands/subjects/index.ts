import { group } from "../../command/command.ts";
import { list } from "./list.ts";
import { show } from "./show.ts";

export const subjects = group({
  name: "subjects",
  summary: "The systems that this server watches, and how each stands",
  commands: [list, show],
});
