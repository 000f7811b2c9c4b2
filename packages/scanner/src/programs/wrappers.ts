import type { Carried, Family, Program } from "./program.ts";

function words(flags: string, more: Partial<Carried> = {}): Program {
  return { carries: { "*": { skip: 0, as: "words", flags, risk: "safe", bare: "reads", ...more } } };
}

/** Programs that run another command. What they carry is judged in turn; what they add is their own risk. */
export const wrappers: Family = {
  sudo: words(
    "-[EHknPSBK] -C= -g= -h= -p= -T= -u= -U= -r= -t= --close-from= --preserve-env? --group= --set-home --host= --non-interactive --preserve-groups --prompt= --stdin --command-timeout= --user= --reset-timestamp --remove-timestamp -l -v --list --validate --bell",
    { bare: "reads" },
  ),
  doas: words("-[nL] -C= -u= -a=", { risk: "safe", bare: "executes" }),
  nice: words("-n= --adjustment= -[0123456789]"),
  ionice: words("-c= -n= -t --class= --classdata= --ignore", { bare: "reads" }),
  timeout: words("-k= -s= -v -p -f --kill-after= --signal= --preserve-status --foreground --verbose", { skip: 1 }),
  // Without a terminal to hang up it may write nohup.out.
  nohup: words("", { bare: "reads", risk: "caution" }),
  setsid: words("-[cfw] --ctty --fork --wait", { bare: "reads" }),
  stdbuf: words("-i= -o= -e= --input= --output= --error="),
  unbuffer: words("-p"),
  time: words("-[pvlah] -f= --portability --format= --verbose"),
  command: words("-[pvV]"),
  builtin: words(""),
  exec: words("-[cl] -a="),
  noglob: words(""),
  nocorrect: words(""),
  watch: {
    carries: {
      "*": {
        skip: 0,
        as: "script",
        flags:
          "-[bcdegprtwxCf] -n= -q= -s= --interval= --differences? --no-title --beep --errexit --chgexit --equexit= --precise --color --no-color --no-wrap --exec --no-rerun",
        risk: "safe",
        bare: "reads",
      },
    },
  },
  caffeinate: words("-[dimsu] -t= -w="),
  "systemd-inhibit": words("--what= --who= --why= --mode= --no-pager --no-legend --list", {
    bare: "reads",
    risk: "caution",
  }),
  "dbus-run-session": words("", { bare: "executes", risk: "caution" }),
  "dbus-launch": words("", { bare: "executes", risk: "caution" }),
  proxychains: words("-q -f=", { risk: "caution" }),
  proxychains4: words("-q -f=", { risk: "caution" }),
  torsocks: words("", { risk: "caution" }),
  torify: words("", { risk: "caution" }),
  setarch: words("-[3BFILRSTXZv] --list", { skip: 1, bare: "reads" }),
  linux32: words(""),
  linux64: words(""),
  cpulimit: words("-[ivzf] -l= -p= -e= -P=", { risk: "caution" }),
  trickle: words("-[sv] -d= -u= -w= -t= -l= -n=", { risk: "caution" }),
  choom: words("-n= -p=", { risk: "caution" }),
  setpriv: words(
    "-[d] --dump --no-new-privs --reuid= --regid= --clear-groups --keep-groups --groups= --inh-caps= --ambient-caps= --bounding-set= --init-groups --reset-env",
    { risk: "caution" },
  ),
  strace: words(
    "-[cCdDfFhiknqrStTuvVwxXyzZ] -tt -ttt -yy -ff -a= -b= -e= -E= -I= -o= -O= -p= -P= -s= -S= -u= -U= -X= --trace= --summary-only --follow-forks",
    { risk: "caution", bare: "reads" },
  ),
  ltrace: words("-[bcCfhiLrStTV] -a= -A= -e= -l= -n= -p= -s= -u= -w= -x=", { risk: "caution" }),
  chroot: words("--groups= --userspec= --skip-chdir", { skip: 1, risk: "caution", bare: "executes" }),
  "arch-chroot": words("-[hNr] -u=", { skip: 1, risk: "caution", bare: "executes" }),
  nsenter: words(
    "-[aFZ] -t= -m? -u? -i? -n? -p? -U? -C? -T? -S= -G= -r? -w? -W= --target= --mount? --uts? --ipc? --net? --pid? --user? --cgroup? --time? --setuid= --setgid= --preserve-credentials --root? --wd? --no-fork --all",
    { risk: "caution", bare: "executes" },
  ),
  unshare: words("-[mUinupCTfrcR] --mount? --uts? --ipc? --net? --pid? --user? --fork --map-root-user --mount-proc?", {
    risk: "caution",
    bare: "executes",
  }),
  runuser: words("-[lmp] -u= -g= -G= -s= -w= --user= --login --preserve-environment --group= --shell=", {
    risk: "caution",
    bare: "executes",
    scriptFlags: ["-c", "--command", "--session-command"],
  }),
  su: {
    carries: {
      "*": {
        skip: 99,
        as: "words",
        flags:
          "-[flmpP] -c= -g= -G= -s= -w= --command= --login --preserve-environment --shell= --session-command= --group=",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["-c", "--command", "--session-command"],
      },
    },
  },
  sg: {
    carries: { "*": { skip: 99, as: "words", flags: "-c=", risk: "caution", bare: "executes", scriptFlags: ["-c"] } },
  },
  flock: words(
    "-[ensuxFv] -w= -E= --exclusive --nonblock --shared --timeout= --wait= --unlock --close --conflict-exit-code= --no-fork --verbose",
    { skip: 1, risk: "caution", scriptFlags: ["-c", "--command"] },
  ),
  parallel: { executes: "*" },
  ssh: {
    carries: {
      "*": {
        skip: 1,
        as: "script",
        flags:
          "-[46AaCfGgKkMNnqsTtVvXxYy] -tt -vv -vvv -B= -b= -c= -D= -E= -e= -I= -i= -J= -L= -l= -m= -O= -o= -p= -Q= -R= -S= -W= -w= -F=",
        risk: "caution",
        bare: "executes",
      },
    },
  },
  sshpass: {
    carries: { "*": { skip: 0, as: "words", flags: "-[ev] -f= -d= -p= -P=", risk: "caution", bare: "reads" } },
  },
  chronic: words("-[ev]"),
  retry: words("-t= -d= -m=", { risk: "safe" }),
  gtimeout: words("-k= -s= --kill-after= --signal= --preserve-status --foreground", { skip: 1 }),
  gnice: words("-n="),
  busybox: {
    reads: { $0: "--list --list-full --help" },
    carries: { "*": { skip: 0, as: "words", flags: "", risk: "safe", bare: "reads" } },
  },
  toybox: { reads: { $0: "" }, carries: { "*": { skip: 0, as: "words", flags: "", risk: "safe", bare: "reads" } } },
};
