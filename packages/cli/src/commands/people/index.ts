import { group } from "../../command/command.ts";
import { add } from "./add.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";

export const people = group({ name: "people", summary: "Who can sign in", commands: [list, add, remove] });
