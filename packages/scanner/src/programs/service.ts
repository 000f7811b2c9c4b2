import type { Family } from "./program.ts";

/** Service managers, logs, boot, time and the system's own settings. */
export const service: Family = {
  systemctl: {
    global:
      "-[alqr] -n= -o= -p= -P= -t= -T --all --user --system --no-pager --no-legend --no-ask-password --full --lines= --output= --property= --state= --type= --plain --quiet --reverse --after --before --with-dependencies --value --legend? --failed --show-types --recursive --global --timestamp=",
    reads: {
      "$0, list-units, list-sockets, list-timers, list-automounts, list-paths, list-unit-files, list-jobs, list-dependencies, list-machines, status, show, cat, help, is-active, is-failed, is-enabled, is-system-running, get-default, whoami, --failed, --version":
        "-[alqr] -n= -o= -p= -P= -t= -T --all --user --system --no-pager --no-legend --no-ask-password --full --lines= --output= --property= --state= --type= --plain --quiet --reverse --after --before --with-dependencies --value --legend? --failed --show-types --recursive --global --timestamp= --wait --version",
      "service-watchdogs $0, log-level $0, log-target $0, service-log-level $1, service-log-target $1":
        "--user --system --no-pager",
    },
    reveals: "show-environment",
    starts: "start, try-start, isolate",
    stops:
      "stop, restart, try-restart, condrestart, reload-or-restart, try-reload-or-restart, reload-or-try-restart, force-reload, kill, halt, poweroff, reboot, kexec, soft-reboot, exit, switch-root, suspend, hibernate, hybrid-sleep, sleep, suspend-then-hibernate, rescue, emergency, default, isolate, freeze, cancel, disable --now, mask --now",
    configures:
      "enable, disable, reenable, preset, preset-all, mask, unmask, link, revert, edit, set-default, set-property, set-environment, unset-environment, import-environment, add-wants, add-requires, daemon-reload, daemon-reexec, reload, reset-failed, bind, mount-image, service-watchdogs, log-level, log-target, service-log-level, service-log-target, thaw",
    deletes: "clean",
    undo: {
      start: "stop",
      stop: "start",
      enable: "disable",
      disable: "enable",
      "enable --now": "disable --now",
      "disable --now": "enable --now",
      mask: "unmask",
      "mask --now": "unmask",
      unmask: "mask",
      freeze: "thaw",
      thaw: "freeze",
      "set-default": "set-default",
      "set-property": "set-property",
      "set-environment": "set-environment",
    },
    reach: {
      many: "reset-failed $0",
      all: "halt, poweroff, reboot, kexec, soft-reboot, suspend, hibernate, hybrid-sleep, isolate, rescue, emergency, default, daemon-reload, daemon-reexec, set-default, preset-all",
    },
  },
  journalctl: {
    reads: {
      "*": "-[aefkmNqrxWl0123456789] -b? -c= -D= -F= -g= -i= -n? -o= -p= -S= -t= -T= -u= -U= -M= -I --all --pager-end --follow --dmesg --merge --fields --quiet --reverse --catalog --boot? --list-boots --list-invocations --invocation= --cursor= --after-cursor= --directory= --field= --file= --grep= --case-sensitive? --lines? --output= --output-fields= --priority= --facility= --since= --identifier= --exclude-identifier= --unit= --user-unit= --until= --no-pager --no-full --full --no-tail --no-hostname --utc --system --user --header --disk-usage --list-catalog --dump-catalog --truncate-newline --show-cursor --machine= --verify --namespace= --interval=",
    },
    deletes: "--vacuum-size, --vacuum-time, --vacuum-files",
    configures:
      "--rotate, --flush, --sync, --relinquish-var, --smart-relinquish-var, --update-catalog, --setup-keys, --cursor-file, --force",
    reach: { many: "--vacuum-size, --vacuum-time, --vacuum-files, --rotate" },
  },
  "systemd-analyze": {
    reads: {
      "$0, image-policy, time, blame, critical-chain, plot, dot, dump, unit-paths, exit-status, capability, condition, calendar, timestamp, timespan, cat-config, verify, security, unit-files, syscall-filter, filesystems, inspect-elf, fdstore, has-tpm2, pcrs, srk, architectures, smbios11, chid":
        "--user --system --no-pager --fuzz= --order --require --from-pattern= --to-pattern= --iterations= --base-time= --man? --unit= --json= --global --recursive-errors= --offline= --threshold= -q --quiet --table --no-legend",
    },
    configures: "log-level, log-target, service-watchdogs, set-log-level, set-log-target",
  },
  "systemd-cgls": { reads: { "*": "-[alkMu] --all --full --no-pager -u= --unit= --user-unit=" } },
  "systemd-cgtop": {
    reads: { "*": "-[abcimPrtpk1] -d= -n= --batch --iterations= --delay= --depth= --order= --raw --cpu? -M=" },
  },
  "systemd-detect-virt": { reads: { "*": "-[cvqr] --container --vm --chroot --quiet --list --private-users --cvm" } },
  "systemd-path": { reads: { "*": "--suffix= --no-pager" } },
  "systemd-id128": {
    reads: {
      "new, machine-id, boot-id, invocation-id, show, var-partition-uuid":
        "-[pu] --pretty --app-specific= --json= --value --no-pager --no-legend",
    },
  },
  "systemd-escape": { reads: { "*": "-[upm] --suffix= --template= --path --unescape --mangle --instance" } },
  "systemd-delta": { reads: { "*": "-t= --type= --diff? --no-pager" } },
  "systemd-resolve": {
    reads: {
      "*": "-[46] -i= -p= -t= -c= --interface= --type= --class= --service --openpgp --tlsa --status --statistics --legend= --cname= --search= --no-pager",
    },
    configures: "--flush-caches, --reset-statistics, --set-dns, --set-domain, --revert, --reset-server-features",
  },
  "systemd-tmpfiles": {
    reads: { "--cat-config": "--no-pager --tldr", "--tldr": "" },
    writes: "*",
    deletes: "--remove, --clean, --purge",
  },
  "systemd-run": { executes: "*" },
  "systemd-inhibit": { reads: { "--list": "--no-pager" }, executes: "*" },
  "systemd-mount": { reads: { "--list": "--no-pager" }, configures: "*" },
  "systemd-umount": { stops: "*" },
  "systemd-notify": { reads: { "--booted": "" }, configures: "*" },
  "systemd-cat": { executes: "*" },
  "systemd-nspawn": { executes: "*" },
  "systemd-sysusers": { reads: { "--cat-config": "" }, writes: "*" },
  "systemd-creds": { reads: { list: "" }, reveals: "cat, decrypt", writes: "encrypt, setup" },
  "systemd-firstboot": { configures: "*" },
  "systemd-machine-id-setup": { writes: "*" },
  "systemd-dissect": { reads: { "*$1": "--no-pager --json= --discover --list --validate -l" }, writes: "*" },
  "systemd-ac-power": { reads: { "*": "-v --verbose --low" } },
  "systemd-socket-activate": { executes: "*" },
  "systemd-cryptenroll": {
    reads: { $1: "", "--tpm2-device=list, --fido2-device=list, --pkcs11-token-uri=list, --list-devices": "" },
    configures: "*, --password, --recovery-key, --tpm2-device, --fido2-device, --pkcs11-token-uri",
    deletes: "--wipe-slot",
  },
  "systemd-hwdb": { reads: { query: "" }, writes: "update" },
  "systemd-sysext": {
    reads: { "$0, status, list": "--no-pager --json= --no-legend" },
    configures: "merge, unmerge, refresh",
    undo: { merge: "unmerge" },
  },
  "systemd-vpick": { reads: { "*": "-[pBVAS]=" } },
  resolvectl: {
    reads: {
      "$0, status, statistics, query, service, openpgp, tlsa, dns $1, domain $1, default-route $1, llmnr $1, mdns $1, dnsovertls $1, dnssec $1, nta $1, show-cache, show-server-state, log-level $0":
        "-[46] -i= -p= -t= -c= --interface= --protocol= --type= --class= --legend= --cname= --search= --no-pager --cache= --validate= --json= --raw? --zone= --synthesize= --trust-anchor= --network=",
    },
    configures:
      "flush-caches, reset-statistics, reset-server-features, revert, dns, domain, default-route, llmnr, mdns, dnsovertls, dnssec, nta, log-level, monitor",
    undo: { dns: "revert $1", domain: "revert $1" },
  },
  hostnamectl: {
    reads: {
      "$0, status, hostname $0, icon-name $0, chassis $0, deployment $0, location $0":
        "--static --transient --pretty --json= --no-ask-password -H= -j",
    },
    configures:
      "set-hostname, set-icon-name, set-chassis, set-deployment, set-location, hostname, icon-name, chassis, deployment, location",
    undo: {
      "set-hostname": "set-hostname",
      hostname: "hostname",
      "set-chassis": "set-chassis",
      "set-location": "set-location",
    },
  },
  timedatectl: {
    reads: {
      "$0, status, show, list-timezones, timesync-status, show-timesync":
        "-[pa] --no-pager --property= --value --all --monitor -p=",
    },
    configures: "set-time, set-timezone, set-local-rtc, set-ntp, ntp-servers, revert",
    undo: { "set-timezone": "set-timezone", "set-ntp": "set-ntp", "set-local-rtc": "set-local-rtc" },
  },
  localectl: {
    reads: {
      "$0, status, list-locales, list-keymaps, list-x11-keymap-models, list-x11-keymap-layouts, list-x11-keymap-variants, list-x11-keymap-options":
        "--no-pager",
    },
    configures: "set-locale, set-keymap, set-x11-keymap",
    undo: { "set-locale": "set-locale", "set-keymap": "set-keymap" },
  },
  loginctl: {
    reads: {
      "$0, list, list-sessions, list-users, list-seats, session-status, show-session, user-status, show-user, seat-status, show-seat":
        "-[alp] --no-pager -p= --property= --all --value --full -n= -o= --lines= --output= --no-legend --json=",
    },
    configures:
      "activate, lock-session, unlock-session, lock-sessions, unlock-sessions, enable-linger, disable-linger, attach, flush-devices",
    stops: "terminate-session, terminate-user, terminate-seat, kill-session, kill-user",
    undo: { "enable-linger": "disable-linger", "lock-session": "unlock-session" },
    reach: { many: "terminate-user, kill-user, lock-sessions, unlock-sessions" },
  },
  machinectl: {
    reads: {
      "$0, list, status, show, list-images, image-status, show-image, list-transfers":
        "-[lpa] --no-pager -p= --property= --all --full --no-legend -n= -o=",
    },
    executes: "shell, login",
    starts:
      "start, clone, import-tar, import-raw, import-fs, pull-tar, pull-raw, enable, rename, bind, copy-to, copy-from, export-tar, export-raw, edit, cat",
    stops: "stop, poweroff, reboot, terminate, kill, disable",
    deletes: "remove, clean",
    configures: "read-only, set-limit, cancel-transfer",
    undo: { start: "poweroff", poweroff: "start", enable: "disable", disable: "enable" },
  },
  networkctl: {
    reads: {
      "$0, list, status, lldp, label, cat": "-[aslnq] --all --stats --no-pager --no-legend --full --lines= --json= -n=",
    },
    configures: "up, renew, forcerenew, reconfigure, reload, edit, mask, unmask, persistent-storage",
    stops: "down",
    deletes: "delete",
    undo: { up: "down", down: "up", mask: "unmask", unmask: "mask" },
  },
  portablectl: {
    reads: { "$0, list, inspect, is-attached": "--no-pager -l -q --cat" },
    configures: "attach, detach, reattach, read-only, set-limit",
    deletes: "remove",
    undo: { attach: "detach $1", detach: "attach $1" },
  },
  homectl: {
    reads: { "$0, list, inspect": "--no-pager -j -E" },
    configures: "activate, deactivate, create, update, passwd, resize, lock, unlock, lock-all, rebalance",
    deletes: "remove",
    executes: "with",
    undo: { activate: "deactivate", deactivate: "activate", lock: "unlock", unlock: "lock" },
  },
  userdbctl: {
    reads: { "$0, user, group, users-in-group, groups-of-user, services": "--no-pager -j --output= -s= --json=" },
  },
  coredumpctl: {
    reads: {
      "$0, list, info":
        "-[1rqn] --no-pager --no-legend -S= -U= -F= -o= --since= --until= -1 -r --reverse -n= -D= --json= --all",
    },
    writes: "dump",
    deletes: "purge",
    executes: "debug, gdb",
  },
  busctl: {
    reads: {
      "$0, list, status, tree, introspect, get-property, monitor, capture":
        "--no-pager --no-legend --system --user --list -q --quiet --verbose --json= -j --unique --acquired --activatable --match= --xml-interface -l --full",
    },
    executes: "call, emit",
    configures: "set-property",
  },
  bootctl: {
    reads: {
      "$0, status, list, is-installed, kernel-identify, kernel-inspect, reboot-to-firmware $0":
        "-[pxqRR] --no-pager --print-esp-path --print-boot-path --esp-path= --boot-path= --json= --print-root-device --print-loader-path --print-stub-path --quiet -p -x",
    },
    writes: "install, update, random-seed",
    configures:
      "set-default, set-oneshot, set-timeout, set-timeout-oneshot, systemd-efi-options, reboot-to-firmware, set-preferred",
    deletes: "remove, unlink, cleanup",
  },
  kernelstub: { reads: { "-p": "-v", "--print-config": "-v" }, configures: "*" },
  oomctl: { reads: { "$0, dump": "--no-pager" } },
  varlinkctl: { reads: { "info, list-interfaces, introspect": "--no-pager -j" }, executes: "call" },
  systemd: { executes: "*" },
  init: { stops: "*", reach: { all: "*" } },
  telinit: { stops: "*", reach: { all: "*" } },
  runlevel: { reads: { "*": "" } },
  shutdown: { stops: "*", reach: { all: "*" } },
  reboot: { stops: "*", reach: { all: "*" } },
  poweroff: { stops: "*", reach: { all: "*" } },
  halt: { stops: "*", reach: { all: "*" } },
  suspend: { stops: "*" },
  service: {
    reads: { "--status-all": "", "* status $0": "", "--version": "" },
    starts: "* start",
    stops: "* stop, * restart, * force-reload, * try-restart, * condrestart, --full-restart",
    configures: "* reload",
    executes: "*",
    undo: { "* start": "* stop", "* stop": "* start" },
  },
  "rc-service": {
    reads: { "* status": "-[CiqN]", "-l": "", "--list": "", "-e": "", "--exists": "" },
    starts: "* start",
    stops: "* stop, * restart",
    configures: "* zap",
    executes: "*",
    undo: { "* start": "* stop", "* stop": "* start" },
  },
  "rc-status": {
    reads: {
      "*": "-[acilrmsuCfSnqv] --all --list --runlevel --unused --manual --servicelist --crashed --format= --nocolor",
    },
  },
  "rc-update": {
    reads: { "$0, show": "-v" },
    configures: "add, del, delete, -u, --update",
    undo: { add: "del $*", del: "add $*" },
  },
  rc: { stops: "*" },
  openrc: { stops: "*" },
  chkconfig: { reads: { "--list": "--type=", $0: "", "-l": "" }, configures: "*", deletes: "--del" },
  "update-rc.d": {
    configures: "*",
    deletes: "* remove",
    stops: "* disable",
    undo: { "* enable": "* disable", "* disable": "* enable" },
  },
  "invoke-rc.d": { reads: { "* status": "" }, starts: "* start", stops: "* stop, * restart", executes: "*" },
  initctl: {
    reads: { "list, status, show-config, version, check-config": "" },
    starts: "start, emit",
    stops: "stop, restart",
    configures: "reload, reload-configuration",
    undo: { start: "stop", stop: "start" },
  },
  "start-stop-daemon": { starts: "*", stops: "-K, --stop" },
  launchctl: {
    reads: {
      "list, print, print-cache, print-disabled, blame, dumpstate, version, procinfo, hostinfo, resolveport, error, variant, managerpid, manageruid, managername":
        "",
    },
    starts: "start, load, bootstrap, kickstart, enable",
    stops: "kickstart -k, stop, unload, bootout, kill, remove, disable, reboot",
    configures: "setenv, unsetenv, limit, config",
    executes: "asuser, submit, bsexec, debug",
    undo: {
      load: "unload keep(-w)",
      unload: "load keep(-w)",
      bootstrap: "bootout",
      enable: "disable",
      disable: "enable",
      start: "stop",
      stop: "start",
    },
  },
  sv: {
    reads: { "status, s": "-v -w=" },
    starts: "up, u, start, once, o",
    stops:
      "down, d, stop, exit, e, restart, force-stop, force-restart, force-shutdown, shutdown, try-restart, kill, k, term, t, interrupt, i, quit, q, hup, h, reload, pause, p, cont, c, alarm, a, 1, 2, force-reload, check",
  },
  s6: { executes: "*" },
  "s6-svstat": { reads: { "*": "*" } },
  "s6-svc": { stops: "*" },
  "s6-rc": { reads: { "help, list, listall, diff": "-[aevnd] -l=" }, starts: "-u", stops: "change, start, stop, -d" },
  supervisorctl: {
    global: "-s= -u= -p= -c= -i --configuration= --serverurl= --username= --password=",
    reads: { "status, avail, pid, tail, maintail, version, help": "-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -f" },
    starts: "start, add",
    stops: "stop, restart, signal, shutdown, reload, remove",
    configures: "reread, update, clear",
    executes: "fg, open, $0",
    undo: { start: "stop", stop: "start", add: "remove" },
    reach: { all: "start all, stop all, restart all, clear all, shutdown, reload" },
  },
  monit: {
    reads: { "status, summary, report, validate, -t, --test, procmatch, -V": "-c= -v -t -B" },
    starts: "start, monitor",
    stops: "stop, restart, quit",
    configures: "reload, unmonitor",
    undo: { start: "stop", stop: "start", monitor: "unmonitor", unmonitor: "monitor" },
    reach: { all: "start all, stop all, restart all, monitor all, unmonitor all, quit, reload" },
  },
  pm2: {
    reads: {
      "list, ls, l, ps, status, show, describe, info, desc, logs, prettylist, jlist, monit, id, pid, report, conf $0, get $0, ping, sysinfos":
        "--lines= --raw --json --timestamp --nostream --err --out --format --highlight= --sort= -m --mini-list",
    },
    reveals: "env",
    starts: "start, resurrect, scale, serve, startup",
    stops: "stop, restart, reload, gracefulReload, kill, sendSignal, reset, unstartup",
    deletes: "delete, del, flush, cleardump",
    configures: "save, dump, set, unset, update, install, uninstall, link, unlink, conf, get",
    undo: { start: "stop", stop: "start", startup: "unstartup" },
    reach: { all: "start all, stop all, restart all, reload all, delete all, del all, kill, flush, cleardump" },
  },
  forever: {
    reads: { "list, logs": "" },
    starts: "start",
    stops: "stop, stopall, restart, restartall",
    deletes: "cleanlogs",
  },
  circusctl: {
    reads: {
      "status, stats, list, numprocesses, numwatchers, options, globaloptions, dstats, listsockets, listpids": "",
    },
    starts: "start, incr, add",
    stops: "stop, restart, reload, decr, quit, kill, signal, rm",
    configures: "set, reloadconfig",
  },
  crontab: {
    reads: { "-l": "-u=", "-T": "" },
    writes: "-e",
    // A file in its place takes the table that was there.
    deletes: "*, -r",
    reach: { many: "-r" },
  },
  at: { reads: { "-l": "-q=", "-c": "" }, deletes: "-r, -d", starts: "*" },
  atq: { reads: { "*": "-[V] -q=" } },
  atrm: { deletes: "*" },
  batch: { starts: "*" },
  anacron: { reads: { "-T": "-t=" }, executes: "*" },
  "run-parts": { reads: { "--test": "--regex= --report", "--list": "--regex=" }, executes: "*" },
  logger: { writes: "*" },
  logrotate: {
    reads: { "-d": "-v -s= --debug --verbose", "--debug": "-v --verbose" },
    deletes: "*",
    reach: { many: "*" },
  },
  logsave: { executes: "*" },
  last: {
    reads: {
      "*": "-[aAdFiRwx0123456789] -f= -n= -p= -s= -t= --time-format= --hostlast --dns --file= --fulltimes --ip --limit= --present= --since= --until= --system --fullnames --nohostname",
    },
  },
  lastb: { reads: { "*": "-[aAdFiRwx0123456789] -f= -n= -p= -s= -t= --time-format=" } },
  lastlog: { reads: { "*": "-u= -t= -b= --user= --time= --before=" }, configures: "-C, --clear, -S, --set" },
  lastcomm: { reads: { "*": "-f= --user= --command= --tty=" } },
  ac: { reads: { "*": "-[dp] --daily-totals --individual-totals" } },
  sa: { reads: { "*": "-[abcdfijklmnrtu]" }, deletes: "-s" },
  dmesg: {
    reads: {
      "*": "-[dDeEGHkKLPrSTtuwWx] -f= -F= -K= -l= -s= --facility= --human --json --kernel --color? --file= --force-prefix --level= --notime --ctime --decode --nopager --reltime --show-delta --raw --syslog --buffer-size= --time-format= --follow --follow-new --userspace --since= --until= --noescape",
    },
    deletes: "-C, --clear, -c, --read-clear",
    configures: "-D, --console-off, -E, --console-on, -n, --console-level",
  },
  sysctl: {
    reads: { "*": "-[aAbdeNnqrxX] --all --deprecated --ignore --values --names --quiet --pattern= --binary" },
    configures: "@=, -w, --write, -p, --load, --system, -f",
    undo: { "@=": "" },
    reach: { all: "--system" },
  },
  date: {
    reads: {
      "*": "-[uRjnI] -d= -f= -r= -I? -v= --date= --debug --file= --iso-8601? --resolution --rfc-email --rfc-3339= --reference= --universal --utc",
    },
    configures: "@^+, -s, --set",
  },
  hwclock: {
    reads: {
      $0: "-[rlu] --show --get --verbose --utc --localtime",
      "-r": "--utc --verbose",
      "--show": "",
      "--get": "",
      "--getepoch": "",
    },
    configures: "*",
  },
  ntpq: {
    // Some commands of ntpq (":config", "saveconfig") change the server, so each that reads is named.
    reads: {
      "-p": "-[n46w] -c=peers -c=rv -c=as -c=pe",
      "--peers": "-n",
      "-n -p": "-[46w]",
      "-c=rv, -c=peers, -c=pe, -c=lpeers, -c=opeers, -c=apeers, -c=as, -c=associations, -c=sysinfo, -c=sysstats, -c=kerninfo, -c=iostats, -c=timerstats, -c=readvar, -c=cv, -c=clockvar, -c=mrulist, -c=version":
        "-[np46w]",
      "--version": "-c=",
    },
    executes: "*",
  },
  ntpdate: { reads: { "-q": "-[uv46] -t=" }, configures: "*" },
  ntpd: { starts: "*" },
  ntpstat: { reads: { "*": "" } },
  chronyc: {
    global: "-[46ancd] -h= -p= -N",
    reads: {
      "tracking, sources, sourcestats, activity, ntpdata, serverstats, clients, rtcdata, smoothing, authdata, selectdata, manual list, waitsync, sourcename":
        "-[av]",
    },
    configures:
      "makestep, burst, online, offline, add, delete, reload, reset, settime, manual, cyclelogs, dump, rekey, trimrtc, writertc, local, maxupdateskew, minpoll, maxpoll, onoffline, refresh, reselect, allow, deny, cmdallow, cmddeny, password, polltarget, retries, timeout",
    stops: "shutdown",
    executes: "$0",
  },
  "uptime-kuma": { starts: "*" },
  zdump: { reads: { "*": "-[vV] -c= -t=" } },
  locale: { reads: { "*": "-[amck] --all-locales --charmaps --category-name --keyword-name --verbose -v" } },
  "locale-gen": { writes: "*" },
  localedef: { writes: "*" },
  tzselect: { reads: { "*": "" } },
  hostname: {
    reads: {
      $0: "-[aAdfiIsvy] --alias --all-fqdns --all-ip-addresses --fqdn --long --domain --ip-address --short --nis --yp",
    },
    configures: "*, -F, --file, -b",
  },
  domainname: { reads: { $0: "" }, configures: "*" },
  dnsdomainname: { reads: { "*": "" } },
  nisdomainname: { reads: { $0: "" }, configures: "*" },
  machineid: { reads: { "*": "" } },
  lsb_release: { reads: { "*": "-[acdirsuv] --all --codename --description --id --release --short" } },
  "update-alternatives": {
    reads: { "--list, --display, --query, --get-selections": "--quiet" },
    configures: "*",
    deletes: "--remove, --remove-all",
  },
  alternatives: { reads: { "--list, --display": "" }, configures: "*" },
  "update-grub": { writes: "*" },
  "grub-mkconfig": { writes: "*" },
  "grub2-mkconfig": { writes: "*" },
  "grub-install": { deletes: "*" },
  "grub2-install": { deletes: "*" },
  "grub-editenv": { reads: { "* list, list": "" }, configures: "*" },
  "grub-reboot": { configures: "*" },
  "grub-set-default": { configures: "*" },
  grubby: { reads: { "--info, --default-kernel, --default-index, --default-title": "" }, configures: "*" },
  efibootmgr: {
    reads: { $0: "-[vu] --verbose --unicode" },
    configures: "*",
    deletes: "-B, --delete-bootnum, -O, --delete-bootorder",
  },
  mokutil: {
    reads: { "--sb-state, --list-enrolled, --list-new, --list-delete, --pk, --kek, --db, --dbx, --test-key": "" },
    configures: "*",
  },
  dracut: { writes: "*" },
  lsinitrd: { reads: { "*": "-[sm] -f= -k= --size --file=" } },
  lsinitramfs: { reads: { "*": "-l" } },
  mkinitcpio: { reads: { "-L": "", "-H": "", "-M": "" }, writes: "*" },
  "update-initramfs": { writes: "*" },
  kexec: { stops: "*", reach: { all: "*" } },
  ctrlaltdel: { configures: "*" },
  wall: { sends: "*" },
  write: { sends: "*" },
  mesg: { reads: { $0: "" }, configures: "*" },
  snoopy: { executes: "*" },
  auditctl: { reads: { "-l": "-k=", "-s": "", "-v": "" }, deletes: "-D, -d, -W", configures: "*" },
  ausearch: {
    reads: {
      "*": "-[aceikhlmnorstuvwx] -a= -c= -e= -f= -ga= -gi= -hn= -k= -m= -n= -p= -pp= -sc= -se= -su= -sv= -tm= -ts= -te= -ua= -ui= -ul= -ue= -x= -if= -i --input-logs --message= --start= --end= --key= --success= --interpret --raw --just-one --format= --line-buffered --pid= --uid= --comm= --executable= --node= --syscall= --event= --host= --session= --file= --arch=",
    },
    writes: "--checkpoint",
  },
  aureport: { reads: { "*": "*" } },
  autrace: { executes: "*" },
  aulast: { reads: { "*": "*" } },
  aulastlog: { reads: { "*": "*" } },
  ausyscall: { reads: { "*": "*" } },
  augenrules: { reads: { "--check": "" }, configures: "*" },
  acpi: {
    reads: {
      "*": "-[abcdfikstVB] --battery --ac-adapter --thermal --cooling --everything --details --fahrenheit --kelvin --show-empty",
    },
  },
  upower: {
    reads: {
      "*": "-[edmwb] -i= -M --enumerate --dump --show-info= --monitor --monitor-detail --wakeups --battery --version",
    },
  },
  sensors: { reads: { "*": "-[fAujv] -c= --fahrenheit --no-adapter --raw" }, configures: "-s, --set" },
  cpupower: {
    reads: { "frequency-info, idle-info, info": "*", "monitor $0": "-[lc] -m= -i= -v", "-c": "" },
    executes: "monitor",
    configures: "frequency-set, idle-set, set, powercap-info",
  },
  cpufreq: { configures: "*" },
  "cpufreq-info": { reads: { "*": "*" } },
  "cpufreq-set": { configures: "*" },
  cpuid: { reads: { "*": "-[1ikr]" } },
  x86_energy_perf_policy: { configures: "*" },
  powerprofilesctl: {
    reads: { "$0, list, get, list-holds, version, query-battery-aware": "" },
    configures: "set, configure-battery-aware, configure-action",
    executes: "launch",
  },
  "tlp-stat": { reads: { "*": "*" } },
  tlp: { configures: "*" },
  needrestart: { reads: { "-b": "-[pklw] -r=l -v", "-p": "" }, stops: "*" },
  debconf: { configures: "*" },
  "debconf-show": { reads: { "*": "--db= --listowners --listdbs" } },
  "systemd-confext": {
    reads: { "$0, status, list": "--no-pager --json= --no-legend" },
    configures: "merge, unmerge, refresh",
    undo: { merge: "unmerge" },
  },
  "systemd-cryptsetup": { starts: "attach", stops: "detach", undo: { attach: "detach $1" } },
  "systemd-halt": { stops: "*" },
  "systemd-poweroff": { stops: "*" },
  "systemd-reboot": { stops: "*" },
  "systemd-kexec": { stops: "*" },
  "systemd-soft-reboot": { stops: "*" },
  "systemd-suspend": { stops: "*" },
  "systemd-hibernate": { stops: "*" },
  "systemd-hybrid-sleep": { stops: "*" },
  "systemd-repart": {
    reads: { $1: "--dry-run=yes --json= --pretty= --no-pager --no-legend --definitions= --root= --seed= --size=" },
    deletes: "--dry-run=no, --dry-run=false, --dry-run=0, --dry-run=off, --empty=force, --factory-reset",
  },
  "systemd-ask-password": { reveals: "*" },
  "systemd-tty-ask-password-agent": { reads: { "--list": "" }, executes: "*" },
  "systemd-stdio-bridge": { executes: "*" },
  "systemd-vmspawn": { executes: "*" },
  "systemd-storagetm": { starts: "*" },
  "systemd-pcrlock": {
    reads: { "log, cel, list-components, predict, is-supported": "--json= --no-pager" },
    configures: "*",
  },
  "cloud-id": { reads: { "*": "-[lj] --long --json" } },
  "kernel-install": { reads: { "inspect, list": "--json= --no-pager --no-legend -v" }, deletes: "remove", writes: "*" },
  snapper: {
    global:
      "-[q] -c= --config= --quiet -t= --table-style= --utc --iso --csvout --jsonout --no-dbus --separator= --no-headers",
    reads: {
      "list, ls, list-configs, get-config, status, st, debug":
        "-t= --type= -a --all-configs --columns= --disable-used-space",
      diff: "",
    },
    deletes: "delete, remove, rm, del, cleanup, delete-config, rollback, undochange",
    writes: "*",
    executes: "diff --diff-cmd, -x",
    undo: { "create-config": "delete-config $0" },
  },
  timeshift: {
    reads: { "--list, --list-snapshots, --list-devices, --version": "--snapshot-device= --debug" },
    deletes: "--delete, --delete-all, --restore",
    writes: "*",
  },
  pro: {
    reads: {
      "status, security-status, version, help, config show":
        "--all --format= --wait --esm-infra --esm-apps --thirdparty --unavailable",
    },
    stops: "disable, detach",
    grants: "attach",
    configures: "*",
    undo: {
      enable: "disable $* drop(--assume-yes)",
      disable: "enable $* drop(--assume-yes)",
      attach: "detach $0 drop(*)",
    },
  },
  ua: {
    reads: {
      "status, security-status, version, help, config show":
        "--all --format= --wait --esm-infra --esm-apps --thirdparty --unavailable",
    },
    stops: "disable, detach",
    grants: "attach",
    configures: "*",
    undo: {
      enable: "disable $* drop(--assume-yes)",
      disable: "enable $* drop(--assume-yes)",
      attach: "detach $0 drop(*)",
    },
  },
  "ubuntu-advantage": {
    reads: {
      "status, security-status, version, help, config show":
        "--all --format= --wait --esm-infra --esm-apps --thirdparty --unavailable",
    },
    stops: "disable, detach",
    grants: "attach",
    configures: "*",
    undo: {
      enable: "disable $* drop(--assume-yes)",
      disable: "enable $* drop(--assume-yes)",
      attach: "detach $0 drop(*)",
    },
  },
  "ubuntu-security-status": { reads: { "*": "--thirdparty --unavailable" } },
  "ubuntu-drivers": { reads: { "list, devices, debug, list-oem": "--gpgpu --recommended" }, writes: "*" },
  "hwe-support-status": { reads: { "*": "--verbose" } },
  cupsctl: { reads: { $0: "-E -h= -U=" }, configures: "@=" },
  cupsaccept: { starts: "*", undo: { "*": "!cupsreject $*" } },
  cupsreject: { stops: "*", undo: { "*": "!cupsaccept $*" } },
  pveam: { reads: { "available, list": "--section= -section=" }, deletes: "remove", writes: "*" },
  pveum: {
    reads: {
      "user list, role list, group list, acl list, realm list, user permissions, user token list, user token permissions, pool list, user tfa list":
        "--output-format= --enabled= --full= --noborder --noheader --human-readable=",
    },
    deletes:
      "user delete, role delete, group delete, acl delete, realm delete, user token remove, user token delete, pool delete, userdel, roledel, groupdel, acldel, user tfa delete",
    grants: "*",
    undo: {
      "user add": "user delete $1 drop(*)",
      "group add": "group delete $1 drop(*)",
      "role add": "role delete $1 drop(*)",
    },
  },
  dinitctl: {
    global: "-[su] --system --user -p= --socket-path= --quiet",
    reads: { "list, status, is-started, is-failed, graph, list5, status5": "" },
    starts: "start, wake",
    stops: "stop, restart, shutdown, release, reload, signal",
    configures: "*",
    undo: { start: "stop", stop: "start", enable: "disable", disable: "enable" },
  },
  rdate: { reads: { "-p": "-[unv46] -t=" }, configures: "*" },
  a2enconf: { configures: "*", undo: { "*": "!a2disconf $*" } },
  a2disconf: { configures: "*", undo: { "*": "!a2enconf $*" } },
  named: { reads: { "-v": "", "-V": "" }, starts: "*" },
  rtcwake: { reads: { "-m=show, --mode=show": "-v", "-V": "-m= --mode=", "--list-modes": "" }, stops: "*" },
  svcs: { reads: { "*": "-[adDHlLnpvxZz] -o= -s= -S=" } },
  svcadm: {
    starts: "enable",
    stops: "disable, restart, refresh",
    configures: "*",
    undo: { enable: "disable", disable: "enable" },
  },
  tuptime: { reads: { "*": "-[ltbceskxnpMriAEg] --list --table --csv --seconds --since= --until=" } },
  logread: { reads: { "*": "-[ft] -e= -l= -p=" }, writes: "-F" },
  uci: {
    reads: { "show, get, export, changes": "-[qXn] -c=" },
    deletes: "delete, del_list, revert",
    configures: "*",
    undo: { add_list: "del_list $1" },
  },
  synopkg: {
    reads: { "list, version, status, is_onoff": "--name --format=" },
    starts: "start",
    stops: "stop, restart",
    deletes: "uninstall",
    writes: "*",
    undo: { start: "stop", stop: "start" },
  },
  "sysv-rc-conf": { reads: { "--list": "" }, configures: "*" },
  uadmin: { stops: "*" },
  "pm-hibernate": { stops: "*" },
  prosodyctl: {
    reads: { "status, about, check": "" },
    starts: "start",
    stops: "stop, restart, reload",
    deletes: "deluser, unregister",
    grants: "*",
    undo: { start: "stop" },
  },
  vcgencmd: {
    reads: {
      "measure_temp, measure_volts, measure_clock, get_throttled, get_mem, get_config, get_camera, version, commands, bootloader_version, bootloader_config":
        "",
    },
    configures: "*",
  },
  "rpi-eeprom-update": { reads: { $0: "-[lj]" }, writes: "*", deletes: "-r" },
  "raspi-config": { executes: "*" },
  "pm-suspend": { stops: "*" },
};
