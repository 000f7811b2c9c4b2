/**
 * Programs that tell of this machine and reach no other. A name that is looked up, an address that is asked, a file that is read can each carry
 * data out or in, and both keys call such commands safe: they change nothing.
 */
const localPrograms: ReadonlySet<string> = new Set([
  ...[
    "ps",
    "pgrep",
    "pidof",
    "pidstat",
    "uptime",
    "free",
    "vmstat",
    "iostat",
    "mpstat",
    "df",
    "du",
    "lsblk",
    "findmnt",
  ],
  ...["ss", "nproc", "uname", "date", "dmesg", "journalctl", "systemctl"],
]);

/** Options by which some of them ask another machine, or look names up. */
const reachesOut = /^(?:-H|--host|-M|--machine|-r$|--resolve|-D$|--directory|--file|--root|--image)/;
const plainWords = /^[A-Za-z0-9][A-Za-z0-9._-]*(?: [A-Za-z0-9_./:=,%+-]+)*$/;

/** Why a command is no look at this machine alone; `undefined` where it is one. Only plain words: no quotes, no pipes, nothing that is expanded. */
export function whyNotLocal(command: string): string | undefined {
  if (!plainWords.test(command)) return "it is more than plain words: no quotes, pipes, variables or wildcards";
  const [program = "", ...words] = command.split(" ");
  if (!localPrograms.has(program)) {
    return `${program} is none of the programs that only tell of this machine: ${[...localPrograms].join(", ")}`;
  }
  const far = words.find((word) => reachesOut.test(word));
  return far === undefined ? undefined : `${far} may reach another machine, or other files`;
}

/** The text of a runbook that is one such command and nothing else. The same command always gives the same text. */
export function lookRunbook(command: string): string {
  return `# Look at this machine\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
}
