import type { VariableType } from "@steadyhand/core/runbook";

const signs: readonly (readonly [VariableType, RegExp])[] = [
  ["secret", /^(?:pass|password|passwd|pwd|passphrase|secret|secrets|token|credential|credentials|apikey)$/],
  ["url", /^(?:url|uri|endpoint|link|href|webhook)$/],
  ["ip", /^(?:ip|ipv4|ipv6|cidr)$/],
  ["path", /^(?:path|file|filename|dir|directory|folder|mountpoint|mount|filepath|location)$/],
  ["namespace", /^(?:namespace|ns)$/],
  ["host", /^(?:host|hostname|node|server|machine|fqdn|domain|master|leader|replica|broker|bastion|worker)$/],
  ["date", /^(?:date|day|timestamp|datetime|since|until)$/],
  [
    "number",
    /^(?:count|replicas|port|number|num|size|pid|limit|timeout|seconds|minutes|hours|days|percent|percentage|threshold|index|offset|weight|n|pids|ttl|gb|mb)$/,
  ],
  [
    "name",
    /^(?:name|pod|deployment|service|container|cluster|app|application|user|username|db|database|bucket|job|queue|topic|role|profile|context|environment|env|region|zone|release|chart|volume|pvc|table|index|branch|tag|project|account|instance|group|resource|schema|snapshot)$/,
  ],
];

/** A guess by the words of a variable's name; the last words tell most: `db-host` is a host, `host-name` too. */
export function variableType(name: string): VariableType {
  const words = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (words.includes("key") && words.some((word) => /^(?:api|private|secret|access|ssh)$/.test(word))) return "secret";
  const last = words.at(-1);
  const telling = last === "name" || last === "id" ? [...words].reverse().slice(1) : [...words].reverse();
  for (const word of telling) {
    const type = typeOf(word);
    if (type === "host" && last === "id") return "text";
    if (type === "path" && last === "name") return "path";
    if (type !== undefined) return type;
  }
  return last === "name" ? "name" : "text";
}

function typeOf(word: string): VariableType | undefined {
  return signs.find(([, pattern]) => pattern.test(word))?.[0];
}
