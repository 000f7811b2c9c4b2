import { group } from "../../command/command.ts";
import { lock } from "./lock.ts";
import { set } from "./set.ts";
import { show } from "./show.ts";
import { unlock } from "./unlock.ts";

export const trust = group({
  name: "trust",
  summary: "How far runbooks are trusted, and locks on them",
  commands: [show, set, lock, unlock],
});
