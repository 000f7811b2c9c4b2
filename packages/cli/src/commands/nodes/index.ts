import { group } from "../../command/command.ts";
import { list } from "./list.ts";

export const nodes = group({ name: "nodes", summary: "The servers that share one database", commands: [list] });
