import type { Argument, Call } from "../programs/call.ts";
import { finding, type Judge, type Scope } from "../scope.ts";
import { inAnotherShell } from "../shell/variables.ts";
import type { Reader } from "./reader.ts";
import { judgeShellInput } from "./shells.ts";

/** Programs nobody names in passing: where one stands among the words of a carrier, it is what the carrier runs. */
const grave =
  "rm|rmdir|shred|dd|mkfs(?:\\.\\w+)?|mke2fs|mkswap|wipefs|blkdiscard|fdisk|sfdisk|parted|reboot|shutdown|halt|poweroff|unlink|truncate|kill|pkill|killall|userdel|groupdel|dropdb|dropuser|swapoff|umount|chattr|iptables|nft|crontab";
const isGrave = new RegExp(`^(?:/\\S*/)?(?:${grave})$`);
/** Inside of a longer word it follows its start, a blank, a quote or a sign that begins a command, and has words of its own. */
const hasGrave = new RegExp(
  `(?:^|[\\s!=;&|"'\`({\\[:,])((?:sudo\\s+(?:-\\w+\\s+)*)?(?:/[\\w./-]*/)?(?:${grave})\\s+[^\\n"'\`)\\]]+)`,
);

/** These carry a command only behind a word such as this; all other words of theirs are names. */
const carriesAfter: Readonly<Record<string, RegExp>> = {
  git: /^(?:-c|--exec|-x|--exec=.*|foreach|filter-branch|run|--(?:tree|index|env|msg|commit)-filter|--config-env.*|-e)$/,
  aws: /^(?:send-command|execute-command|start-session)$/,
  gcloud: /^ssh$/,
  az: /^(?:run-command|exec)$/,
  consul: /^(?:exec|lock|watch)$/,
  etcdctl: /^(?:lock|watch|elect)$/,
  nomad: /^exec$/,
  vault: /^(?:ssh|agent)$/,
  heroku: /^run/,
  fly: /^(?:ssh|exec|run)$/,
  flyctl: /^(?:ssh|exec|run)$/,
  doctl: /^ssh$/,
  man: /^(?:-P|--pager|-H|--html)/,
  make: /^SHELL=/,
  perf: /^(?:stat|record|trace|sched|kmem|lock|mem|c2c)$/,
  rsync: /^(?:-\w*e|--rsh|--rsync-path)/,
  scp: /^-(?:S|o)/,
  zip: /^(?:-TT|--unzip-command)/,
  complete: /^-[CWF]/,
  compgen: /^-[CWF]/,
};

/**
 * Programs that run another one in a way of their own. What they do is for the table to say; what can be seen of the
 * command that they carry counts on top.
 */
export const readCarrier: Reader = (call, judge, scope) => {
  judgeCarriedWords(call, judge, scope);
  return "table";
};

/** Judges what can be seen of a command among the words of a call. */
export function judgeCarriedWords(call: Call, judge: Judge, scope: Scope): void {
  const after = Object.hasOwn(carriesAfter, call.name) ? carriesAfter[call.name] : undefined;
  const from = after ? call.args.findIndex(({ text }) => after.test(text)) : 0;
  if (from < 0) return;
  const args = call.args.slice(from);
  const at = args.findIndex(({ text, kind }) => kind === "constant" && isGrave.test(text));
  if (at >= 0) judge.words(args.slice(at), { ...scope, functions: new Set() });
  for (const arg of args) {
    const text = arg.template ?? arg.text;
    const command = text.includes(" ") ? hasGrave.exec(text)?.[1] : undefined;
    if (command) judge.script(command, { start: arg.start, end: arg.end }, inAnotherShell(scope));
  }
}

/** `at`, `batch` and `crontab -` run later what they read now. */
export const readQueue: Reader = (call, judge, scope) => {
  const isListing = call.args.some(({ text }) => /^-[lcrqdfeu]/.test(text) && !/^-q/.test(text));
  if (isListing || scope.input.kind === "none") return "table";
  if (call.name === "crontab") judgeCrontab(call, judge, scope);
  else judgeShellInput(judge, scope, { start: call.start, end: call.end }, call.name);
  return "table";
};

/** Five fields of time, or one word such as `@daily`, and then the command. */
function judgeCrontab(call: Call, judge: Judge, scope: Scope): void {
  const { input } = scope;
  if (input.kind !== "text") {
    judge.say(
      finding(
        "shell.piped-code",
        "dangerous",
        { start: call.start, end: call.end },
        "Replaces every job by what nobody has seen.",
      ),
    );
    return;
  }
  for (const line of input.text.split("\n")) {
    const command = /^\s*(?:@\w+|(?:[^\s#]\S*\s+){4}\S+)\s+(\S.*)$/.exec(line)?.[1];
    if (command) judge.script(command, input.range, inAnotherShell({ ...scope, input: { kind: "none" } }));
  }
}

/** `su`, `runuser`, `sg` and `flock` take `-c script` after their operands, too. */
export const readScriptFlag: Reader = (call, judge, scope) => {
  const at = call.args.findIndex(({ text }) => /^(?:-c|--command|--session-command)$/.test(text));
  const code: Argument | undefined = at < 0 ? undefined : call.args[at + 1];
  if (!code) return "table";
  judge.script(code.template ?? code.text, { start: code.start, end: code.end }, inAnotherShell(scope));
  if (code.kind !== "constant")
    judge.say(finding("shell.dynamic-code", "dangerous", code, `\`${call.name}\` runs text that is only known then.`));
  return "table";
};

/** Names of programs that carry commands without a table that says how. */
export const carriers = `autossh mosh ctr systemd-run systemd-nspawn byobu entr rlwrap faketime firejail bwrap numactl pssh parallel-ssh pdsh dsh clush mussh salt-ssh salt salt-call knife
  bolt fab pkexec gosu su-exec run0 gksudo capsh tini dumb-init fakeroot fakechroot proot valgrind hyperfine direnv aws-vault op doppler chamber envconsul chrt taskset start-stop-daemon daemon daemonize
  bind dc sftp vagrant multipass ts tsp watchexec nodemon xvfb-run setuidgid chpst envdir softlimit s6-setuidgid dotenv infisical tsh minikube colima limactl lima wsl docker-machine machinectl lxc-execute
  lxc-attach ${Object.keys(carriesAfter)
    .filter((name) => name !== "git")
    .join(" ")}`;
