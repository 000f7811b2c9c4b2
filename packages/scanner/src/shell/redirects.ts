import type { Risk } from "@steadyhand/core/risk";
import type { Redirect } from "unbash";
import { judgeFileRead } from "../readers/secrets.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { resolveSingle } from "./words.ts";

const sinks = /^\/dev\/(?:null|stdout|stderr|stdin|tty|zero|full|fd\/\d+)$|^\/proc\/self\/fd\/[0-2]$/;
const devices = /^\/dev\//;
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
    judgeFileRead(text, range, judge);
    return;
  }
  if (kind !== "constant") {
    judge.say(finding("shell.redirect-write", "unknown", range, "Which file is written is only known when it runs."));
    return;
  }
  if (sinks.test(text)) return;
  const { risk, why } = writeRisk(text, operator);
  judge.say(finding("shell.redirect-write", risk, range, why, "Leave the redirection out to see the output instead"));
}

function writeRisk(path: string, operator: string): { risk: Risk; why: string } {
  if (devices.test(path)) return { risk: "dangerous", why: `Writes straight to the device or connection ${path}.` };
  if (precious.test(path))
    return { risk: "dangerous", why: `Writes ${path}, which decides who may come in or what runs.` };
  const isSystem = /^\/(?:etc|boot|usr|bin|sbin|lib|lib64|proc|sys|root|var\/lib|var\/spool|run)(?:\/|$)/.test(path);
  if (isSystem) return { risk: "dangerous", why: `Writes the system file ${path}.` };
  const isOverwrite = operator !== ">>" && operator !== "&>>";
  if (isOverwrite && path.startsWith("/") && !workplaces.test(path)) {
    return { risk: "dangerous", why: `Overwrites ${path}: what it held is gone.` };
  }
  return { risk: "caution", why: `Writes the file ${path}.` };
}
