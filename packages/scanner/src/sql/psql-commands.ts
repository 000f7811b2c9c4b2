import type { WordFinding } from "./statement-words.ts";

const shows =
  /^(?:d[a-zA-Z]{0,4}|l|list|z|conninfo|timing|x|a|t|H|html|h|help|\?|q|quit|encoding|errverbose|sf|sv|p|print|r|reset|echo|qecho|warn|pset|f|C|copyright|crosstabview|gdesc|gx|g|watch|if|elif|else|endif|bind|lo_list|dconfig)[+Sx]{0,3}$/;
const plainArguments = /^[\w.*"?$+,=:'()[\]{}<>@#%&;~^/ \t-]*$/;
const changes =
  /^(?:copy|o|out|w|write|c|connect|set|unset|password|lo_import|lo_export|cd|s|gset|prompt|parse|close|close_prepared|bind_named|T)$/;

/** Judges one backslash command of psql. */
export function judgePsqlCommand(command: string): WordFinding {
  const text = command.replace(/\\\\$/, "").trim();
  const name = /^\\([A-Za-z_]+[+]?|!|\?)/.exec(text)?.[1] ?? "";
  const rest = text.slice(1 + name.length).replace(/;\s*$/, "");
  if (text.includes("`") || name === "!") return { risk: "dangerous", why: "psql runs a command of the system." };
  if (name === "copy" && /\bprogram\b/i.test(rest))
    return { risk: "dangerous", why: "\\copy … PROGRAM runs a command." };
  if (/^(?:g|gx|o|out|w|write)$/.test(name) && /(?:^|[)\s])\|/.test(rest))
    return { risk: "dangerous", why: `\\${name} | hands the answer to a command of the system.` };
  if (name === "lo_unlink") return { risk: "dangerous", why: "Deletes a large object." };
  if (shows.test(name) && plainArguments.test(rest) && !/^(?:g|gx)$/.test(name.replace("+", "")))
    return { risk: "safe", why: `psql's \\${name} only shows or formats.` };
  if (/^gx?$/.test(name))
    return /^\s*(?:\([\w\s=,'"-]*\)\s*)?$/.test(rest)
      ? { risk: "safe", why: `psql's \\${name} runs what stands before it.` }
      : { risk: "caution", why: `psql's \\${name} writes the answer to a file.` };
  if (/^(?:s|set)$/.test(name) && rest.trim() === "") return { risk: "safe", why: `psql's \\${name} only shows.` };
  if (name === "T" && rest.trim() === "") return { risk: "safe", why: "psql's \\T takes attributes away." };
  if (changes.test(name)) return { risk: "caution", why: `psql's \\${name} writes a file or changes the session.` };
  return { risk: "unknown", why: `What psql's \\${name} does depends on what is not in the text.` };
}
