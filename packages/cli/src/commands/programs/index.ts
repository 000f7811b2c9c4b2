import { group } from "../../command/command.ts";
import { check } from "./check.ts";
import { example } from "./example.ts";

export const programs = group({
  name: "programs",
  summary: "Say what your own programs do, so that they can be judged",
  commands: [check, example],
});
