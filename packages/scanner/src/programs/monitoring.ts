import type { Family } from "./program.ts";

const zabbixItems =
  `agent.ping agent.version agent.hostname system.uptime system.hostname system.uname system.boottime system.localtime system.cpu.num system.cpu.load system.cpu.load[all,avg1] system.cpu.load[all,avg5] system.cpu.load[all,avg15] system.cpu.load[percpu,avg1] system.cpu.util system.cpu.util[,idle] system.cpu.util[,iowait] system.swap.size vm.memory.size vm.memory.size[total] vm.memory.size[available] vm.memory.size[pavailable] vfs.fs.size[/,free] vfs.fs.size[/,pfree] vfs.fs.size[/,used] vfs.fs.size[/,pused] vfs.fs.inode[/,pfree] vfs.fs.discovery vfs.fs.get net.if.discovery net.if.list proc.num proc.num[] kernel.maxfiles kernel.maxproc system.users.num system.sw.arch system.sw.os system.sw.packages system.hw.cpu`
    .split(" ")
    .map((item) => `-k=${item} --key=${item}`)
    .join(" ");

/** Metrics, alerts, logs and traces. */
export const monitoring: Family = {
  promtool: {
    reads: {
      "check config, check rules, check metrics, check service-discovery, check web-config, check healthy, check ready, query instant, query range, query series, query labels, query analyze, test rules, debug --help, tsdb list, tsdb analyze, tsdb dump, tsdb dump-openmetrics, promql format, promql label-matchers, --version":
        "* !--http.config.file !--output-dir !--junit !--sandbox-dir-root",
    },
    sends: "push",
    // A word that begins with `@` is a file whose lines are words.
    executes: "@*, * @*, * * @*",
    writes: "*",
  },
  amtool: {
    global:
      "--alertmanager.url= -o= --output= --config.file= --timeout= --verify.ssl -v --version.check --version-check",
    reads: {
      "alert $0, alert query, silence query, silence $0, config show, config routes $0, config routes show, config routes test, check-config, template render, cluster show, --version, silence query --expired":
        "-[aisuxq] --inhibited --silenced --active --unprocessed --receiver= --expired --within= --created-by= --quiet --tree --verify.receivers= --id= --template.glob= --template.text= --template.type=",
    },
    deletes: "silence expire",
    sends: "alert add",
    configures: "silence add, silence update, silence import",
    executes: "@*, * @*, * * @*",

    reach: { many: "silence add, silence import" },
  },
  prometheus: { reads: { "--version": "" }, starts: "*" },
  alertmanager: { reads: { "--version": "" }, starts: "*" },
  node_exporter: { reads: { "--version": "" }, starts: "*" },
  blackbox_exporter: { reads: { "--version": "", "--config.check": "--config.file=" }, starts: "*" },
  pushgateway: { starts: "*" },
  thanos: {
    reads: { "--version, tools bucket inspect, tools bucket ls, tools rules-check": "*" },
    deletes: "tools bucket cleanup, tools bucket mark, tools bucket rewrite, tools bucket retention",
    starts: "*",
  },
  mimirtool: {
    reads: {
      "rules list, rules print, rules lint -n, rules lint --dry-run, rules diff, rules check, alertmanager get, alertmanager verify, version, acl generate-header, config convert":
        "* !--output-dir !--output !--yaml-out !--flags-out",
    },
    deletes: "rules delete, alertmanager delete",
    writes: "*",
  },
  cortextool: {
    reads: { "rules list, rules print, rules diff, rules check, alertmanager get": "* !--output-dir" },
    deletes: "rules delete, alertmanager delete",
    writes: "*",
  },
  logcli: {
    reads: {
      "query, labels, series, instant-query, stats, volume, volume_range, fmt, detected-fields":
        "-[tqfz] --addr= --username= --password= --org-id= --from= --to= --since= --limit= --tail --output= -o= --quiet --forward --no-labels --include-label= --exclude-label= --step= --timezone= --batch= --delay-for= --labels-length= --stats --local-config= --interval= --analyze-labels --match=",
    },
    writes: "--part-path-prefix, --merge-parts, --cpuprofile, --memprofile",
    executes: "@*, * @*",
    deletes: "delete",
  },
  loki: {
    reads: { "--version": "", "-version": "", "-verify-config": "-config.file=" },
    style: "single-dash",
    starts: "*",
  },
  promtail: { starts: "*" },
  vmctl: { writes: "*" },
  vmagent: { starts: "*" },
  vmalert: { starts: "*" },
  "vmalert-tool": { reads: { unittest: "*" }, writes: "*" },
  grafana: { starts: "*" },
  "grafana-cli": {
    undo: {
      "plugins install": "plugins uninstall $1",
      "plugins uninstall": "plugins install",
      "plugins remove": "plugins install",
    },
    reads: { "plugins ls, plugins list-remote, plugins list-versions, -v, --version": "" },
    grants: "admin reset-admin-password",
    deletes: "plugins remove, plugins uninstall",
    writes: "*",
  },
  grafanactl: { reads: { "resources get, resources list, config view, config current-context": "*" }, writes: "*" },
  "grafana-server": { starts: "*" },
  telegraf: {
    reads: {
      "--version": "",
      version: "",
      "--test": "--config= --input-filter=",
      "config check": "--config=",
      plugins: "",
    },
    style: "gnu",
    starts: "*",
    executes: "--test",
  },
  // A configuration loads plugins, which run when they are loaded.
  collectd: { reads: { "-t": "", "-T": "" }, executes: "-C", starts: "*" },
  collectdctl: { reads: { "listval, getval": "-s=" }, deletes: "flush", sends: "putval" },
  statsd: { starts: "*" },
  "datadog-agent": {
    reads: {
      "status, health, version, hostname, config $0, configcheck, diagnose, tagger-list, workload-list, stream-logs, integration show, integration freeze, dogstatsd-stats, check --help, remote-config, analyze-logs":
        "* !-c !--cfgpath !--sysprobecfgpath !--extracfgpath",
    },
    reveals: "secret",
    stops: "stop, restart",
    starts: "start, run, launch-gui",
    executes: "check, jmx",
    sends: "flare",
    undo: { start: "stop", stop: "start" },
    writes: "*",
  },
  dogshell: { sends: "*" },
  newrelic: {
    reads: {
      "nrql query, entity search, apm application get, apm application search, profile list, version, diagnose": "*",
    },
    sends: "*",
  },
  // An item may run a command (`system.run[…]`, or one the agent's configuration names): only those that cannot are listed.
  zabbix_get: {
    reads: {
      "*": `-s= -p= -I= -t= --tls-connect= --tls-ca-file= --tls-cert-file= --tls-key-file= --tls-psk-identity= --tls-psk-file= ${zabbixItems}`,
      "--help": "-k= --key=",
    },
  },
  zabbix_sender: { sends: "*" },
  zabbix_agentd: { reads: { "-V": "" }, executes: "-t, -p, --test, --print", starts: "*", stops: "-R" },
  zabbix_server: { reads: { "-V": "" }, starts: "*", stops: "-R" },
  nagios: { reads: { "-v": "", "--verify-config": "", "-s": "" }, starts: "*" },
  nagiostats: { reads: { "*": "*" } },
  icinga2: {
    reads: {
      "daemon -C, --version, -V, object list, feature list, pki verify, variable list, variable get":
        "* !-D !--define !--log-file",
    },
    configures: "feature, node, pki, api, variable, ca",
    undo: { "feature enable": "feature disable", "feature disable": "feature enable" },
    starts: "daemon",
    executes: "console",
  },
  check_nrpe: { sends: "*" },
  mtail: { starts: "*" },
  vector: { reads: { "validate, list, top, tap, --version, test, graph": "*" }, starts: "*" },
  "fluent-bit": { reads: { "--version": "", "-V": "", "--dry-run": "-c=" }, starts: "*" },
  // Its configuration may hold Ruby, which runs when it is read.
  fluentd: { reads: { "--version": "" }, executes: "--dry-run", starts: "*" },
  filebeat: {
    undo: {
      "modules enable": "modules disable",
      "modules disable": "modules enable",
      "keystore add": "keystore remove",
    },
    reads: { "test config, test output, version, modules list, export config, keystore list": "-c= -e" },
    starts: "run, $0",
    configures: "*",
    deletes: "keystore remove",
  },
  metricbeat: {
    reads: { "test config, test output, version, modules list, export config": "-c= -e" },
    configures: "*",
  },
  logstash: {
    reads: {
      "-t": "-f= --path.settings=",
      "--config.test_and_exit": "-f= --path.settings=",
      "-V": "",
      "--version": "",
    },
    executes: "*",
  },
  otelcol: { reads: { "validate, components, --version": "--config=" }, starts: "*" },
  jaeger: { starts: "*" },
  rsyslogd: { reads: { "-N": "-f= -d", "-v": "" }, starts: "*" },
  "syslog-ng": { reads: { "-s": "-f=", "--syntax-only": "-f=", "-V": "", "--version": "" }, starts: "*" },
  "syslog-ng-ctl": {
    reads: { "stats, query get, query list, healthcheck, list-files, config, show-license-info": "*" },
    stops: "stop, reload, reopen",
    configures: "*",
  },
  monitorix: { starts: "*" },
  "munin-run": { executes: "*" },
  rrdtool: { reads: { "info, fetch, last, lastupdate, first, dump, xport, list": "* !--output" }, writes: "*" },
  pminfo: { reads: { "*": "*" } },
  pmval: { reads: { "*": "* !-x" } },
  pmrep: { reads: { "*": "* !-F !--output-file !-o" } },
  sysdig: { reads: { "*": "* !-w !--write !-c !--chisel !-j !-M" }, writes: "-w" },
  falco: { reads: { "--version": "", "-L": "", "--list": "", "-V": "" }, starts: "*" },
  bpftrace: { reads: { "-l": "-v", "--list": "-v" }, executes: "*" },
  "execsnoop-bpfcc": { reads: { "*": "*" } },
  "opensnoop-bpfcc": { reads: { "*": "*" } },
  "biosnoop-bpfcc": { reads: { "*": "*" } },
  "biolatency-bpfcc": { reads: { "*": "*" } },
  "tcpconnect-bpfcc": { reads: { "*": "*" } },
  "tcplife-bpfcc": { reads: { "*": "*" } },
  "runqlat-bpfcc": { reads: { "*": "*" } },
  perf: {
    reads: {
      "list, report, annotate, script $0, diff, version, buildid-list, evlist, top":
        "-[iganvFGUK] -i= -p= -t= -s= --stdio --sort= --no-children --pid= --tid= --header --header-only --dsos= --comms= --symbols= --call-graph= --delay= -e= -C= -d=",
    },
    executes:
      "record, stat, trace, bench, mem, kmem, sched, lock, c2c, ftrace, probe, script -s, test, inject, timechart, archive, data, daemon, iostat, kvm, kwork, report --objdump, annotate --objdump, annotate --addr2line, report --addr2line, top --objdump, script record, script report",
  },
  trace: { reads: { "*": "" } },
  "trace-cmd": {
    reads: {
      "list, report, stat, show, options, hist, dump":
        "-[eftpRrwlLIvqtsCOBSdM] -i= -F= --cpu= --stat --uname --version --ts-offset= --summary",
    },
    writes: "*",
  },
  abrt: { reads: { "list, info, status": "" }, deletes: "remove", sends: "report" },
  "abrt-cli": { reads: { "list, info, status": "" }, deletes: "rm, remove", sends: "report" },
  sosreport: { writes: "*" },
  sos: { writes: "*", reads: { "report --list-plugins, report -l, report --list-presets": "" } },
  "insights-client": {
    reads: { "--status, --version, --test-connection, --check-results, --show-results": "" },
    sends: "*",
  },
  pd: { sends: "*" },
  opsgenie: { sends: "*" },
  chaosd: { executes: "*" },
  litmusctl: { executes: "*" },
  cloudquery: { executes: "*", reads: { "--version": "" } },
  steampipe: {
    reads: { "plugin list, service status, check --help, --version, connection --help": "-o= --output= --all" },
    stops: "service stop, service restart",
    starts: "service start",
    deletes: "plugin uninstall",
    executes: "query, check, dashboard",
    writes: "*",
    undo: { "service start": "service stop", "service stop": "service start", "plugin install": "plugin uninstall" },
  },
  chronograf: { starts: "*" },
  "victoria-metrics": { starts: "*", reads: { "-version, --version": "" } },
  "victoria-logs": { starts: "*" },
  sensuctl: {
    reads: {
      "check list, check info, entity list, entity info, event list, event info, handler list, asset list, cluster health, cluster member-list, cluster id, namespace list, silenced list, silenced info, version, config view, user list, role list, filter list, describe-type, tessen info":
        "--format= --all-namespaces --namespace= --chunk-size=",
    },
    deletes: "* delete, event resolve, dump --help, cluster member-remove, asset --help, delete",
    reveals: "dump, api-key info, env",
    grants:
      "user create, user change-password, role create, role-binding create, api-key grant, login, configure, user reset-password",
    stops: "user disable, check unsubscribe",
    executes: "check execute, command exec, command install, edit",
    configures: "silenced create",
    writes: "*",
    undo: { "user disable": "user reinstate" },
  },
};
