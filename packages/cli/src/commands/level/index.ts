import { group } from "../../command/command.ts";
import { decline } from "./decline.ts";
import { history } from "./history.ts";
import { promote } from "./promote.ts";
import { promotions } from "./promotions.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";

export const level = group({
  name: "level",
  summary: "How far subjects and projects may go by themselves",
  commands: [show, set, history, promotions, promote, decline],
});
