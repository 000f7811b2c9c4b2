import { group } from "../../command/command.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { role } from "./role.ts";

export const people = group({ name: "people", summary: "Who can sign in", commands: [list, add, role, remove] });
