/**
 * What a code block holds, by the language somebody gave it. `unsaid` blocks are judged by their content; `other` ones hold
 * code or data that nobody pastes into a shell.
 */
export type CodeKind = "shell" | "sql" | "unsaid" | "other";

const shell = new Set(
  (
    "sh bash shell zsh ksh dash ash fish console shell-session shellsession sh-session bash-session terminal term cmdline " +
    "commandline command-line cli tcsh csh shellscript shell-script bsh session"
  ).split(" "),
);
const sql = new Set(
  "sql psql pgsql postgres postgresql mysql mariadb plsql plpgsql tsql sqlite sqlite3 cql mssql".split(" "),
);
/** Java is what Confluence calls a block whose author chose nothing. */
const unsaid = new Set(
  "text txt plaintext plain none nohighlight default java output log code raw pre example literal prompt copy txtshell".split(
    " ",
  ),
);

export function codeKind(language: string): CodeKind {
  const name = languageName(language);
  if (name === "" || unsaid.has(name)) return "unsaid";
  if (shell.has(name)) return "shell";
  if (sql.has(name)) return "sql";
  return "other";
}

/** `bash` of `bash title="x"`, `{.bash}`, `language-bash` and `sh{3}`. */
function languageName(language: string): string {
  const bare = language
    .toLowerCase()
    .replace(/^\{?\s*\.?/, "")
    .replace(/^(?:language|lang|brush)[-:]\s*/, "");
  return /^[a-z0-9_+#.-]{0,40}/.exec(bare)?.[0].replace(/\.$/, "") ?? "";
}
