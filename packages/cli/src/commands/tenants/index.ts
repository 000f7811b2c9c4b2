import { group } from "../../command/command.ts";
import { deleteTenant } from "./delete.ts";

export const tenants = group({
  name: "tenants",
  summary: "The tenants of this installation; `steady keys list` names them",
  commands: [deleteTenant],
});
