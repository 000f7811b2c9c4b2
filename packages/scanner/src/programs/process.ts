import type { Family } from "./program.ts";

/** Processes, load and memory: what looks at them and what ends them. */
export const process: Family = {
  ps: {
    reads: {
      "*": "-[aAcdefFHjlLmMNTvVwyZ] -C= -g= -G= -o= -O= -p= -q= -s= -t= -u= -U= -k= -n= --pid= --ppid= --user= --User= --group= --Group= --sort= --format= --forest --headers --no-headers --no-heading --cols= --columns= --rows= --lines= --width= --deselect --context --cumulative --info --tty= --sid= --quick-pid=",
    },
  },
  pgrep: {
    reads: {
      "*": "-[acfilLnovwxA] -d= -F= -g= -G= -P= -s= -t= -u= -U= -r= --delimiter= --list-name --list-full --inverse --lightweight --count --full --pgroup= --group= --ignore-case --newest --oldest --older= --parent= --session= --terminal= --euid= --uid= --exact --pidfile= --logpidfile --runstates= --ns= --nslist=",
    },
  },
  pidof: { reads: { "*": "-[scqxnw] -o= -S= -d= --single-shot --omit-pid= --separator=" } },
  pidwait: { reads: { "*": "-[fx]" } },
  pidstat: { reads: { "*": "-[dhHIlRrstTuUvwV] -C= -e= -G= -p= -T= --human --dec=" }, executes: "-e" },
  pstree: {
    reads: {
      "*": "-[aAcCghGlnNpsStTuUVZ] -H= -N= --arguments --ascii --compact --compact-not --show-pids --show-pgids --highlight-all --highlight-pid= --long --numeric-sort --show-parents --thread-names --hide-threads --uid-changes --unicode --vt100 --ns-sort= --color= --security-context",
    },
  },
  pwdx: { reads: { "*": "" } },
  pmap: { reads: { "*": "-[xXXdqpcC] -A= --extended --device --quiet --show-path" } },
  top: {
    reads: {
      "*": "-[bcHiSsEeAxk1] -d= -n= -o= -O -p= -u= -U= -w? -E= -e= -l= --batch --iterations= --delay= --pid= --filter-only-euser= --sort-override= --threads-show --idle-toggle --secure-mode",
    },
  },
  htop: {
    reads: {
      "*": "-[CHtMh] -d= -n= -p= -s= -u? -F= --delay= --no-color --no-colour --sort-key= --user? --tree --pid= --highlight-changes? --readonly --filter=",
    },
  },
  atop: { reads: { "*": "-[aAcCdDfFgGlmMnNopRsSuvxy1] -r= -b= -e= -L= -P=" }, writes: "-w" },
  btop: { reads: { "*": "-[lt] -p= -u=" } },
  bpytop: { reads: { "*": "" } },
  glances: {
    reads: { "*": "-[1234056bdefhlM] -t= --disable-plugin= --enable-plugin= --stdout= --time= --fahrenheit --percpu" },
    starts: "-w, -s, --webserver, --server",
    sends: "--export, -c, --client",
  },
  gtop: { reads: { "*": "" } },
  iotop: {
    reads: {
      "*": "-[oabPqtkc] -n= -d= -p= -u= --only --batch --iter= --delay= --pid= --user= --processes --accumulated --kilobytes --time --quiet",
    },
  },
  "iotop-c": { reads: { "*": "-[oabPqtkc] -n= -d= -p= -u= --only --batch --iter= --delay=" } },
  slabtop: { reads: { "*": "-o -d= -s= --once --delay= --sort=" } },
  vmstat: {
    reads: {
      "*": "-[aDdfmnstwVy] -p= -S= --active --forks --slabs --one-header --stats --disk --disk-sum --partition= --unit= --wide --timestamp --no-first",
    },
  },
  iostat: { reads: { "*": "-[cdDhkmNstxyzpVj] -g= -p= -j= -o= --human --pretty --compact --dec=" } },
  mpstat: { reads: { "*": "-[AnuTV] -I= -N= -P= -o= --dec=" } },
  sar: {
    reads: {
      "*": "-[AbBCdFHhpqrRSStuvVwWyz] -f? -I= -i= -j= -m= -n= -P= -q? -r? -s? -e? -u? --human --pretty --sadc --dec= --dev= --iface= --fs= --int=",
    },
    writes: "-o",
  },
  sadf: { reads: { "*": "-[dhHjgprtTUVxlb] -P= -s? -e? -O=" } },
  nfsstat: { reads: { "*": "-[cs234mnrovlZ] --client --server --nfs --rpc --mounts --list --all" } },
  nfsiostat: { reads: { "*": "-[adps] -l=" } },
  cifsiostat: { reads: { "*": "-[hkmtV]" } },
  tload: { reads: { "*": "-s= -d=" } },
  free: {
    reads: {
      "*": "-[bkmghtlwvLV] -s= -c= --bytes --kilo --mega --giga --tera --kibi --mebi --gibi --human --si --total --lohi --wide --seconds= --count= --committed --line",
    },
  },
  smem: { reads: { "*": "-[HhcnkpPtruwm] -s= -c= -P= -U= -M= -p" } },
  smemstat: { reads: { "*": "-[acdghklmpst] -p=" } },
  lsof: {
    reads: {
      "*": "-[abClnNOPRtUvVwXxhQE] -c= -d? -e= -F? -f? -g? -i? -k= -K? -L? -m? -o? -p= -r? -s? -S? -T? -u= -z? -Z? -A= +c= +d= +D= +f= +L? +m? +r? +w +E +M",
    },
  },
  fuser: {
    reads: { "*": "-[acmMsuvVw46] -n= --all --mount --namespace= --user --verbose --ismountpoint" },
    stops: "-k, --kill",
  },
  lslocks: {
    reads: { "*": "-[biJnru] -o= -p= --json --output= --pid= --raw --bytes --noheadings --notruncate --output-all" },
  },
  lsfd: { reads: { "*": "-[lJnru] -o= -p= -Q= --json --output= --pid= --filter= --threads --raw --noheadings" } },
  lsns: {
    reads: {
      "*": "-[JlnruWPT] -o= -p= -t= --json --list --output= --task= --type= --raw --noheadings --notruncate --persistent --tree?",
    },
  },
  lsipc: {
    reads: {
      "*": "-[bgJlmnqrstcPy] -i= -o= --json --id= --shmems --queues --semaphores --global --list --output= --raw --bytes --creator --time --notruncate --noheadings --numeric-perms",
    },
  },
  ipcs: {
    reads: {
      "*": "-[ablmpqstuchz] -i= --all --shmems --queues --semaphores --limits --summary --time --pid --creator --human --bytes --id=",
    },
  },
  ipcrm: { deletes: "*" },
  kill: { reads: { "-l": "", "-L": "", "--list": "", "--table": "", "-0": "" }, stops: "*" },
  killall: { reads: { "-l": "", "--list": "" }, stops: "*", reach: { many: "*" } },
  killall5: { stops: "*", reach: { all: "*" } },
  pkill: { stops: "*", reach: { many: "*" } },
  skill: { stops: "*", reach: { many: "*" } },
  snice: { configures: "*" },
  xkill: { stops: "*" },
  renice: { configures: "*", undo: { "*": "" } },
  chrt: {
    reads: {
      "-p $1": "-[pmav] --pid --max --verbose --all-tasks",
      "--pid $1": "-[av] --verbose --all-tasks",
      "-m": "",
      "--max": "",
    },
    configures: "*",
  },
  taskset: {
    reads: { "-p $1": "-[pca] --pid --cpu-list --all-tasks", "--pid $1": "-[pca]", "-pc $1": "-[pca]" },
    configures: "*",
  },
  prlimit: {
    reads: { $0: "-p= -o= --pid= --output= --noheadings --raw" },
    // Each of these takes a value by "=" and then sets it.
    configures:
      "*, -c, --core, -d, --data, -e, --nice, -f, --fsize, -i, --sigpending, -l, --memlock, -m, --rss, -n, --nofile, -q, --msgqueue, -r, --rtprio, -s, --stack, -t, --cpu, -u, --nproc, -v, --as, -x, --locks, -y, --rttime",
  },
  cgget: { reads: { "*": "-[abnv] -g= -r= --all" } },
  cgset: { configures: "*" },
  cgcreate: { writes: "*" },
  cgdelete: { deletes: "*" },
  cgexec: { executes: "*" },
  lscgroup: { reads: { "*": "-g=" } },
  lssubsys: { reads: { "*": "-[aimM]" } },
  bg: { starts: "*" },
  fg: { starts: "*" },
  jobs: { reads: { "*": "-[lnprs]" }, executes: "-x" },
  disown: { configures: "*" },
  wait: { reads: { "*": "-[nf] -p=" } },
  tracepath: { reads: { "*": "-[46bn] -m= -p= -l=" } },
  pmstat: { reads: { "*": "*" } },
  pcp: { reads: { "*": "-h=" } },
  dstat: {
    reads: {
      "*": "-[acCdDgiIlmnNprsStTvy] -D= -C= -N= -I= -S= --all --cpu --disk --net --page --sys --time --top-cpu --top-mem --top-io --proc --load --mem --vmstat --full --nocolor --noheaders --noupdate --float --bits --tcp --udp --socket --swap --fs --io --aio --lock --raw --unix --vm",
    },
    writes: "--output",
  },
  dool: { reads: { "*": "-[acdgilmnprstvy] --top-cpu --top-mem" }, writes: "--output" },
  nmon: { reads: { $0: "" }, writes: "*" },
  powertop: { reads: { "*": "" }, configures: "--auto-tune, -c, --calibrate", writes: "--html, --csv, -C, -r" },
  turbostat: {
    reads: { $0: "-i= -n= -q --interval= --num_iterations= --quiet --Summary --show= --hide=" },
    executes: "*",
    writes: "-o, --out",
  },
  procs: { reads: { "*": "* !--gen-completion !--gen-config !--load-config !--use-config !--pager" } },
  pidtree: { reads: { "*": "" } },
  getpcaps: { reads: { "*": "" } },
  capsh: { reads: { "--print": "", "--decode": "" }, executes: "*" },
  tuned: { starts: "*" },
  "tuned-adm": {
    reads: { "active, list, recommend, verify, profile_info, auto_profile": "-i" },
    configures: "profile, auto_profile",
    stops: "off",
  },
  numactl: { reads: { "-s": "", "-H": "", "--show": "", "--hardware": "" }, executes: "*" },
  numastat: { reads: { "*": "-[cmnpsvz] -p=" } },
  uptimed: { starts: "*" },
  uprecords: { reads: { "*": "-[abBcdfkKmMsw]" } },
  gstack: { reads: { "*": "" } },
  pstack: { reads: { "*": "" } },
  gcore: { writes: "*" },
  jps: { reads: { "*": "-[lmvqV]" } },
  jstat: { reads: { "*": "-gc -gcutil -gccause -gcnew -gcold -gccapacity -class -compiler -t -h= -options" } },
  jstack: { reads: { "*": "-l -e" } },
  jinfo: { style: "single-dash", reads: { "*": "-flags -sysprops" }, configures: "-flag" },
  jmap: { style: "single-dash", reads: { "-histo": "", "-heap": "", "-clstats": "" }, writes: "*" },
  jcmd: {
    reads: {
      $0: "-l",
      "-l": "",
      "* VM.version, * VM.uptime, * VM.flags, * VM.command_line, * VM.system_properties, * Thread.print, * GC.class_histogram, * GC.heap_info, * help, * VM.info":
        "",
    },
    executes: "*",
  },
  firejail: {
    reads: { "--list, --tree, --netstats, --version, --debug-caps, --debug-syscalls, --debug-protocols": "" },
    stops: "--shutdown",
    executes: "*",
  },
  collectl: { reads: { "*": "-s= -i= -c= -P --verbose --all" }, writes: "-f, --filename" },
  i7z: { reads: { $0: "" } },
  chcpu: { configures: "*", stops: "-d, --disable, -g, --deconfigure" },
  adb: {
    global: "-[de] -s= -t=",
    reads: {
      "devices, get-state, get-serialno, get-devpath, version, help, forward --list, reverse --list": "-l",
      logcat: "-[dD] -b= -v= -s -t= -T= -e= --pid= --uid=",
    },
    deletes: "uninstall, logcat -c, logcat --clear, forward --remove-all",
    stops: "reboot, kill-server, disconnect, unroot",
    executes: "shell, exec-out, exec-in, emu",
    writes: "*",
    undo: { "start-server": "kill-server $0", connect: "disconnect $1" },
  },
  keyctl: {
    reads: { "show, list, rlist, describe, rdescribe, security": "-x" },
    reveals: "print, pipe, read",
    deletes: "clear, unlink, revoke, purge, invalidate, reap, timeout",
    configures: "*",
  },
  btm: { reads: { "*": "-[bTegaumfRn] -r= -t= --basic --tree --battery --rate= --default_time_value=" } },
  amdgpu_top: { reads: { "*": "-[dJps] -i= -n= --json --gui --smi" } },
  powerstat: { reads: { "*": "-[abcdDgGHiRsStzf]" } },
  psgrep: { reads: { "*": "-[aefhil] -u= -n= -p=" } },
  "py-spy": {
    reads: {
      "dump $0, top $0": "-[lnjs] -p= --pid= --locals --native --json --subprocesses --nonblocking -r= --rate=",
    },
    executes: "*",
  },
  pueue: {
    reads: { "status, log, follow, group $0": "-[jaf] -g= -l= --json --group= --lines= --full" },
    deletes: "remove, clean, reset, group remove",
    stops: "kill, pause, shutdown",
    starts: "start",
    executes: "*",
    undo: { pause: "start $*", start: "pause $*" },
  },
  sloccount: { reads: { "*": "--duplicates --follow --wide --details" } },
};
// Observers of bcc. Their -c runs a command.
for (const name of `biotop bitesize tcpaccept tcpretrans tcptop tcpdrop tcpstates tcptracer tcprtt runqlen runqslower cachestat cachetop dcstat ext4slower xfsslower
  btrfsslower zfsslower nfsslower ext4dist xfsdist fileslower filetop filelife killsnoop mountsnoop statsnoop syncsnoop exitsnoop oomkill offcputime wakeuptime
  slabratetop softirqs hardirqs cpudist cpuunclaimed gethostlatency vfsstat vfscount llcstat solisten threadsnoop`
  .trim()
  .split(/\s+/)) {
  Object.assign(process, { [`${name}-bpfcc`]: { reads: { "*": "* !-c !--command" }, executes: "-c, --command" } });
}
