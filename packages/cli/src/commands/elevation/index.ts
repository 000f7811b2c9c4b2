import { group } from "../../command/command.ts";
import { ask } from "./ask.ts";
import { end } from "./end.ts";
import { grant } from "./grant.ts";
import { list } from "./list.ts";
import { refuse } from "./refuse.ts";

export const elevation = group({
  name: "elevation",
  summary: "One level more in an emergency: asked by one person, granted by another, over by itself",
  commands: [list, ask, grant, refuse, end],
});
