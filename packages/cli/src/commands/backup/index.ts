import { group } from "../../command/command.ts";
import { create } from "./create.ts";
import { restore } from "./restore.ts";
import { verify } from "./verify.ts";

export const backup = group({
  name: "backup",
  summary: "Keep everything in one file, check it, and read it back on another machine",
  commands: [create, verify, restore],
});
