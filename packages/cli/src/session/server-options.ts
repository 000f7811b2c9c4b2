import type { Option } from "../command/command.ts";

/** What every command that needs a server takes. */
export const serverOptions = {
  data: {
    type: "text",
    value: "folder",
    help: "the data folder (default: STEADYHAND_DATA, or the user's state folder)",
  },
  databaseUrl: { type: "text", value: "url", help: "a PostgreSQL server instead of the embedded one (DATABASE_URL)" },
} as const satisfies Record<string, Option>;
