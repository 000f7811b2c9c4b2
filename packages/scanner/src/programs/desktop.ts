import type { Family } from "./program.ts";

/** Documents, fonts, sound, cameras, radios, terminals: what an engineer's own machine has. */
export const desktop: Family = {
  pdfinfo: {
    reads: {
      "*": "-f= -l= -box -meta -custom -js -struct -struct-text -url -isodates -rawdates -dests -enc= -listenc -opw= -upw= -v",
    },
    style: "single-dash",
  },
  pdffonts: { reads: { "*": "-f= -l= -subst -opw= -upw=" }, style: "single-dash" },
  pdfimages: { reads: { "-list": "-f= -l= -opw= -upw=" }, writes: "*", style: "single-dash" },
  pdftotext: { writes: "*" },
  qpdf: {
    reads: {
      "--check": "--password=",
      "--show-npages": "",
      "--show-encryption": "",
      "--show-xref": "",
      "--check-linearization": "",
    },
    writes: "*",
  },
  hexyl: {
    reads: {
      "*": "-[vCpPi] -n= -s= -c= -l= -o= --color= --border= --length= --skip= --plain --panels= --no-squeezing",
    },
  },
  dircolors: { reads: { "*": "-[bcp] --sh --csh --bourne-shell --c-shell --print-database --print-ls-colors" } },
  pinky: { reads: { "*": "-[lbhpsfwiq]" } },
  "fc-list": { reads: { "*": "-[vq] -f= --verbose --quiet --format=" } },
  "fc-match": { reads: { "*": "-[savb] -f= --sort --all --verbose --format= --brief" } },
  "fc-pattern": { reads: { "*": "-[cd] -f=" } },
  "fc-cache": { writes: "*" },
  arecord: { reads: { "-l": "", "-L": "", "--list-devices": "", "--list-pcms": "" }, writes: "*" },
  "pw-cli": { reads: { "info, list-objects, ls, list-remotes, enum-params, dump": "*" }, configures: "*" },
  "pw-top": { reads: { "*": "-b -n=" } },
  "v4l2-ctl": {
    reads: {
      "*": "-[DlL] -d= --device= --list-devices --list-formats --list-formats-ext --list-ctrls --list-ctrls-menus --all --info --get-ctrl= --list-inputs --list-outputs --list-standards --get-fmt-video",
    },
  },
  bluetoothctl: {
    reads: { "list, devices, show, info, paired-devices, version": "" },
    executes: "$0",
    stops: "disconnect, remove, power off",
    configures: "*",
  },
  hcitool: { reads: { "dev, scan, inq, name, con, info, lescan": "" }, configures: "*" },
  rfcomm: { reads: { show: "", $0: "-a" }, configures: "*" },
  xinput: {
    reads: { "list, --list, list-props, --list-props, test, --version": "--id-only --name-only --short --long" },
    configures: "*",
  },
  setxkbmap: { reads: { "-query": "", "-print": "-verbose" }, style: "single-dash", configures: "*" },
  x86info: { reads: { "*": "-a -c -f -mp -r -v --all --cacheinfo --flags --all-cpus" } },
  "edid-decode": { reads: { $1: "-[cCsp] --check --extract --hide-serial-numbers --short-timings" }, writes: "-o, *" },
  resolveip: { reads: { "*": "-s --silent" } },
  "avahi-browse": {
    reads: { "*": "-[atvrclpkfdb] -d= --all --terminate --verbose --resolve --cache --parsable --no-db-lookup" },
  },
  "avahi-resolve": { reads: { "*": "-[nav46] --name --address --verbose" } },
  "avahi-resolve-host-name": { reads: { "*": "-[46v]" } },
  "avahi-resolve-address": { reads: { "*": "-v" } },
  "avahi-publish": { sends: "*" },
  sdptool: { reads: { "browse, search, records": "*" }, configures: "*" },
  tmux: {
    reads: {
      "ls, list-sessions, list-windows, lsw, list-panes, lsp, list-clients, lsc, list-keys, lsk, list-commands, lscm, list-buffers, lsb, display-message -p, has-session, has, show-options, show, show-environment --help, info, show-messages, -V":
        "-[agsJpx] -t= -F= -f=",
    },
    stops: "kill-session, kill-server, kill-window, kill-pane, killp, killw, detach-client, detach",
    executes: "*",
  },
  screen: { reads: { "-ls": "", "-list": "", "--version": "", "-v": "" }, style: "single-dash", executes: "*" },
  zellij: {
    reads: { "list-sessions, ls, setup --check, list-aliases, --version": "-n -s -r" },
    stops: "kill-session, kill-all-sessions",
    deletes: "delete-session, delete-all-sessions",
    executes: "*",
  },
  hdfs: {
    reads: {
      "dfs -ls, dfs -du, dfs -df, dfs -count, dfs -stat, dfs -test, dfs -checksum, dfs -getfacl, dfs -find, dfs -tail, dfs -head, dfs -cat, dfs -text, dfsadmin -report, dfsadmin -printTopology, haadmin -getServiceState, haadmin -getAllServiceState, haadmin -checkHealth, getconf -namenodes, getconf -confKey, version, dfsadmin -safemode get, fsck -files":
        "-h -R -d -t -s -x -e -z -f -C -r -S -u -q -v -files -blocks -locations -racks -list-corruptfileblocks -live -dead -decommissioning",
    },
    style: "single-dash",
    deletes: "dfs -rm, dfs -rmr, dfs -rmdir, dfs -expunge, fsck -delete, fsck -move, namenode -format, dfs -truncate",
    stops:
      "haadmin -failover, haadmin -transitionToStandby, haadmin -transitionToActive, dfsadmin -safemode, dfsadmin -shutdownDatanode, dfsadmin -decommission, balancer",
    writes: "*",
  },
  hadoop: {
    reads: {
      "version, classpath, fs -ls, fs -du, fs -df, fs -count, fs -stat, fs -cat, fs -tail, checknative, envvars":
        "-h -R -s -v -q",
    },
    style: "single-dash",
    deletes: "fs -rm, fs -rmr, fs -rmdir, fs -expunge",
    executes: "*",
  },
  airflow: {
    reads: {
      "dags list, dags details, dags list-runs, dags list-import-errors, dags state, dags next-execution, dags show, tasks list, tasks state, pools list, pools get, users list, variables list, version, info, config list, config get-value, jobs check, db check, providers list, roles list, cheat-sheet, plugins":
        "-[ov] -o= -d= --output= --dag-id= --state= --no-backfill --tree -S= --verbose --start-date= --end-date=",
    },
    reveals: "variables get, variables export, connections list, connections get, connections export",
    deletes:
      "dags delete, db clean, db reset, pools delete, users delete, variables delete, connections delete, tasks clear, db downgrade",
    stops: "dags pause, tasks failed-deps --help",
    starts: "dags trigger, dags unpause, scheduler, webserver, celery, tasks run, tasks test, dags backfill, dags test",
    configures: "*",
    undo: { "dags pause": "dags unpause", "dags unpause": "dags pause" },
  },
  "spark-submit": { reads: { "--status": "--master=", "--version": "" }, stops: "--kill", executes: "*" },
  hbase: { reads: { "version, classpath, hbck": "" }, executes: "*" },
  "kadmin.local": { executes: "*" },
  kadmin: { executes: "*" },
  chef: { reads: { "--version, env, describe-cookbook, show-policy": "" }, executes: "*" },
  aspell: { reads: { "list, dump, dicts, config": "* !--conf !--home-dir" }, writes: "*" },
  hunspell: { reads: { "-l": "-d= -i=", "-D": "", "-a": "-d=" }, writes: "*" },
  units: { reads: { "*": "-[qsv1tec]" } },
  dict: { reads: { "*": "* !-c !--config !--pager !-P" } },
  trans: { sends: "*" },
  asciinema: { reads: { "play, cat, --version": "-[s] -i= -s=" }, sends: "upload", executes: "*" },
  whatweb: { sends: "*" },
  cheat: { reads: { "*": "-[ldtcrs] --list --tags --search= --path= --tag=" }, writes: "-e, --edit", deletes: "--rm" },
  navi: { executes: "*" },
  duf: { reads: { "*": "*" } },
  dust: { reads: { "*": "*" } },
  ncdu: { reads: { "*": "-r -x -q -e --exclude= -rr --color=" }, writes: "-o" },
  dua: { reads: { "*": "-[fx] --format=", aggregate: "-f=" }, executes: "interactive, i" },
  tailspin: { reads: { "*": "" } },
  tspin: { reads: { "*": "-f --follow" } },
  goaccess: { reads: { "*": "-[acfm] -f= --log-format= --no-global-config" }, writes: "-o, --output" },
  pv: {
    reads: {
      "*": "-[pterabTWnqfckl] -i= -w= -H= -N= -s= -S -L= --progress --timer --eta --rate --bytes --size= --name= --line-mode --wait --quiet",
    },
    configures: "-R, --remote",
  },
  mbuffer: { writes: "*" },
  progress: { reads: { "*": "-[qdwmM] -c= -p= -i= -o= -a=" } },
  hyperfine: { executes: "*" },
  entr: { executes: "*" },
  jwt: { reads: { decode: "-[j] -A= --json" }, reveals: "encode" },
  base58: { reads: { "*": "-[d]" } },
  uuid: { reads: { "*": "-[m1] -v= -n= -d= -F=" } },
  hashid: { reads: { "*": "-[emj]" } },
  haste: { sends: "*" },
};
