import type { WordFinding } from "./statement-words.ts";

const shows = new Set(
  "tables schema fullschema databases indexes indices headers mode show stats width nullvalue dbinfo help version timer eqp separator changes echo exit explain lint print prompt quit sha3sum timeout vfsinfo vfslist vfsname bail crnl crlf dbtotxt auth".split(
    " ",
  ),
);
/** Any beginning of these names stands for the whole name. */
const grave = "shell system load restore clone import drop".split(" ");
const changes = new Set(
  "output once save backup open log trace cd dump excel www parameter limit filectrl selftest dbconfig session import recover connection nonce unmodule iotrace archive".split(
    " ",
  ),
);

/** Judges one dot command of the `sqlite3` client. */
export function judgeSqliteCommand(command: string): WordFinding {
  const [first = "", ...rest] = command.slice(1).trim().split(/\s+/);
  const name = first.toLowerCase().replace(/;$/, "");
  const given = rest.join(" ");
  const meant = grave.find((whole) => whole.startsWith(name) && name.length > 1);
  if (shows.has(name) && !/[|`\\;]/.test(given))
    return { risk: "safe", why: `sqlite3's .${name} only shows or formats.` };
  if ((meant !== undefined && !shows.has(name) && !changes.has(name)) || meant === "import")
    return { risk: "dangerous", why: `sqlite3's .${name} runs a command, loads code or overwrites a database.` };
  if (given.startsWith("|") || /^["']\s*\|/.test(given))
    return { risk: "dangerous", why: `sqlite3's .${name} hands its lines to a command of the system.` };
  if (/^ope?n?$/.test(name) && /--?new\b/.test(given))
    return { risk: "dangerous", why: "Empties the database it opens." };
  if (changes.has(name)) return { risk: "caution", why: `sqlite3's .${name} writes a file or changes the session.` };
  return { risk: "unknown", why: `What sqlite3's .${name} does depends on what is not in the text.` };
}
