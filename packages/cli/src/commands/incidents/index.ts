import { group } from "../../command/command.ts";
import { hold } from "./hold.ts";
import { investigate } from "./investigate.ts";
import { list } from "./list.ts";
import { resolve } from "./resolve.ts";
import { show } from "./show.ts";
import { unhold } from "./unhold.ts";

export const incidents = group({
  name: "incidents",
  summary: "What is wrong, why, what is done about it, and what people say to it",
  commands: [list, show, hold, unhold, resolve, investigate],
});
