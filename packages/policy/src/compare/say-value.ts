import type { SettingPath } from "../problem.ts";

/** What a setting says, in a few words. */
export function sayValue(path: SettingPath, value: unknown): string {
  const last = path.at(-1);
  if (value === undefined) return "nothing";
  if (value === "there") return "an entry";
  if (last === "ceiling" || last === "standard") return `L${String(value)}`;
  if (path[0] === "flags") return value === false ? "off" : "on";
  if (path[0] === "approval_minutes" || last === "lifetime_minutes") return `${String(value)} min`;
  if (path[0] === "attempt_seconds") return `${String(value)} s`;
  if (last === "changes_per_hour") return `${String(value)} an hour`;
  if (typeof value === "number" && (path.includes("error_share") || last === "share" || last === "success_share")) {
    return `${Math.round(value * 10_000) / 100} %`;
  }
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(sayItem).join(", ");
  return typeof value === "object" ? sayItem(value) : String(value);
}

/** One of a list, or one object: its values in their order. */
function sayItem(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("at" in value && "kind" in value) return `from ${String(value.at)} on ${String(value.kind)}`;
  if ("person" in value) return String(value.person);
  if ("role" in value) return `everybody with role ${String(value.role)}`;
  if ("after_minutes" in value && "approvers" in value) {
    return `after ${String(value.after_minutes)} min ${sayValue(["approvers"], value.approvers)}`;
  }
  if ("from" in value && "to" in value) {
    const days = "days" in value ? `${sayValue([], value.days)} ` : "";
    const zone = "time_zone" in value ? ` ${String(value.time_zone)}` : "days" in value ? " UTC" : "";
    return `${days}${String(value.from)} to ${String(value.to)}${zone}`;
  }
  return Object.entries(value)
    .map(([name, inner]) => `${name}: ${sayValue([], inner)}`)
    .join("; ");
}
