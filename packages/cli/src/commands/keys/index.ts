import { group } from "../../command/command.ts";
import { list } from "./list.ts";
import { rotate } from "./rotate.ts";

export const keys = group({
  name: "keys",
  summary: "What the outputs of attempts are sealed with",
  commands: [list, rotate],
});
