import { group } from "../../command/command.ts";
import { follow } from "./follow.ts";
import { show } from "./show.ts";
import { stop } from "./stop.ts";
import { tell } from "./tell.ts";

export const investigations = group({
  name: "investigations",
  summary: "One look into an incident: what was asked and seen, what was concluded, and a word to it while it lasts",
  commands: [show, follow, tell, stop],
});
