import { group } from "../../command/command.ts";
import { plan } from "./plan.ts";

export const migrate = group({
  name: "migrate",
  summary: "What a newer release does to the database when it starts",
  commands: [plan],
});
