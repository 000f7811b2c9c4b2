import { group } from "../../command/command.ts";
import { confirm } from "./confirm.ts";
import { drill } from "./drill.ts";
import { press } from "./press.ts";
import { resume } from "./resume.ts";
import { status } from "./status.ts";

export const panic = group({
  name: "panic",
  summary: press.summary,
  itself: press,
  commands: [status, resume, confirm, drill],
});
