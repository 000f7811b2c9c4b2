import { posix } from "node:path";
import type { Risk } from "@steadyhand/core/risk";
import type { Redirect } from "unbash";
import { judgeFileRead } from "../readers/secrets.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { resolveSingle } from "./words.ts";
import { rememberWritten } from "./written-files.ts";

const sinks = /^\/dev\/(?:null|stdout|stderr|stdin|tty|zero|full|fd\/\d+)$|^\/proc\/self\/fd\/[0-2]$/;
const devices = /^\/dev\//;
/** What bash itself opens as a connection, whether or not there is such a file. */
const connections = /^\/dev\/(?:tcp|udp)\//;
const precious =
  /(?:^|\/)(?:\.ssh|\.bashrc|\.bash_profile|\.profile|\.zshrc|\.kube|\.aws|\.gnupg|\.docker|\.netrc|authorized_keys|\.pgpass|\.my\.cnf|\.gitconfig|\.bash_history)(?:\/|$)/;
const workplaces = /^\/(?:tmp|var\/tmp|dev\/shm|home|backups?|mnt|media|Users)\//;

/** Judges `>`, `>>`, `<` and their like by where they point. */
export function judgeRedirect(redirect: Redirect, judge: Judge, scope: Scope): void {
  const { operator, target } = redirect;
  const range = scope.range ?? { start: redirect.pos, end: redirect.end };
  if (!target) {
    judge.say(finding("shell.redirect", "unknown", range, "A redirection has no target."));
    return;
  }
  const { text, kind } = resolveSingle(target, scope);
  if (operator === "<&" || operator === ">&") {
    if (kind === "constant" && /^(?:\d+-?|-)$/.test(text)) return;
  }
  if (operator === "<" || operator === "<&") {
    if (kind === "dynamic") {
      judge.say(finding("shell.redirect-read", "unknown", range, "Which file is read is only known when it runs."));
      return;
    }
    if (connections.test(text))
      judge.say(finding("shell.redirect-connect", "caution", range, `Opens a network connection (${text}).`));
    judgeFileRead(text, range, judge);
    return;
  }
  if (kind !== "constant") {
    judge.say(finding("shell.redirect-write", "unknown", range, "Which file is written is only known when it runs."));
    return;
  }
  if (sinks.test(posix.normalize(text))) return;
  rememberWritten(text, scope);
  const { risk, why } = writeRisk(text, operator !== ">>" && operator !== "&>>");
  const found = finding(
    "shell.redirect-write",
    risk,
    range,
    why,
    "Leave the redirection out to see the output instead",
  );
  // What a device or a connection makes of what it is sent, nobody can say.
  const isFile = !devices.test(posix.normalize(text));
  judge.say(isFile ? { ...found, effect: "writes", reach: "one" } : found);
}

/** What writing a file does, told by where it lies. */
export function writeRisk(path: string, isOverwrite: boolean): { risk: Risk; why: string } {
  // `/tmp/../etc/passwd` and `//etc/passwd` are what they lead to.
  const real = posix.normalize(path);
  if (devices.test(real)) return { risk: "dangerous", why: `Writes straight to the device or connection ${path}.` };
  if (precious.test(real))
    return { risk: "dangerous", why: `Writes ${path}, which decides who may come in or what runs.` };
  const isSystem = /^\/(?:etc|boot|usr|bin|sbin|lib|lib64|proc|sys|root|var\/lib|var\/spool|run)(?:\/|$)/.test(real);
  if (isSystem) return { risk: "dangerous", why: `Writes the system file ${path}.` };
  if (isOverwrite && real.startsWith("/") && !workplaces.test(real)) {
    return { risk: "dangerous", why: `Overwrites ${path}: what it held is gone.` };
  }
  return { risk: "caution", why: `Writes the file ${path}.` };
}
