import type { Risk } from "@steadyhand/core/risk";

const reads =
  /^\\(?:d[a-zA-Z]*\+?S?\+?|l\+?|list\+?|z|conninfo|timing|x|a|t|H|h|help|\?|q|quit|encoding|errverbose|sf\+?|sv\+?|p|print|r|reset|echo|qecho|warn|pset|f|C|T|copyright|crosstabview|gdesc|gx|g|watch|if|elif|else|endif|bind)(?:[ \t]+[\w.*"?$+,=:' -]*)?;?$/;

/** Judges one backslash command of psql. */
export function judgePsqlCommand(line: string): { readonly risk: Risk; readonly why: string } {
  const text = line.trim();
  const name = /^\\(\w+|!|\?)/.exec(text)?.[1] ?? "";
  if (text.includes("`") || name === "!") return { risk: "dangerous", why: "psql runs a command of the system." };
  if (/\bprogram\b/i.test(text) && name === "copy")
    return { risk: "dangerous", why: "\\copy … PROGRAM runs a command." };
  // A second backslash begins a second command on the same line.
  if (text.indexOf("\\", 1) < 0 && !text.includes("|") && reads.test(text))
    return { risk: "safe", why: `psql's \\${name} only shows or formats.` };
  if (text.includes("\\!")) return { risk: "dangerous", why: "psql runs a command of the system." };
  if (/^(?:copy|o|out|w|write|c|connect|set|unset|password|lo_import|cd|s|setenv)$/.test(name)) {
    return { risk: "caution", why: `psql's \\${name} writes a file or changes the session.` };
  }
  if (name === "lo_unlink") return { risk: "dangerous", why: "Deletes a large object." };
  return { risk: "unknown", why: `What psql's \\${name} does depends on what is not in the text.` };
}
