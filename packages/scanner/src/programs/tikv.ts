import type { Family, Program } from "./program.ts";

const pdCtl: Program = {
  global: "-u= --pd= --cacert= --cert= --key= --interact=false -d --detach",
  reads: {
    "cluster $0, cluster status, health, config show, config placement-rules show, config placement-rules load --help, config region-label --help, member $0, member show, member leader show, region $0, region $1, region --jq, region key, region scan, region topread, region topwrite, region topsize, region topconfver, region topversion, region topcpu, region check, region sibling, region store, region keys, region range-holes, region startkey, region start, store $0, store $1, store check, store label --help, store --jq, store limit $0, store limit-scene $0, stores show, scheduler show, scheduler describe, scheduler config * show, scheduler config $1, operator show, operator check, operator history, hot read, hot write, hot store, hot history, tso, label, label store, min-resolved-ts, plugin --help, keyspace show, service-gc-safepoint $0, unsafe remove-failed-stores show, unsafe remove-failed-stores history, resource-manager config show, log --help, completion, version, exit, ping, --version, -V":
      "--jq= --state=",
  },
  deletes:
    "member delete, store delete, store remove-tombstone, operator remove, scheduler remove, unsafe, config delete, service-gc-safepoint delete, config placement-rules rule-bundle delete, resource-manager config controller, gc, config placement-rules rule-group delete, cluster reset",
  stops:
    "member leader resign, member leader transfer, scheduler pause, config set halt-scheduling, config set schedule.halt-scheduling",
  configures: "*",
  undo: {
    "scheduler add $2": "scheduler remove $1",
    "scheduler add": "scheduler remove $1-$2",
    "scheduler pause": "scheduler resume $1",
    "operator add": "operator remove $2",
    "store delete": "store cancel-delete $1",
    "store cancel-delete": "store delete $1",
    "store weight": "store weight",
    "store limit": "store limit",
    "store label": "store label",
    "config set": "config set",
    "member leader transfer": "member leader transfer",
    "member leader_priority": "member leader_priority",
  },
  reach: {
    many: "store delete, scheduler add, store limit all, unsafe remove-failed-stores, store remove-tombstone",
    all: "config set, config delete, cluster reset, config set halt-scheduling, config set schedule.halt-scheduling, gc",
  },
};

/** Every path of a program as a subcommand of another. */
function nested(prefixes: readonly string[], program: Program): Program {
  const below = (paths: string) =>
    prefixes.flatMap((prefix) => paths.split(",").map((path) => `${prefix} ${path.trim()}`)).join(", ");
  const effects = ["reveals", "writes", "deletes", "executes", "stops", "configures"] as const;
  return {
    reads: Object.fromEntries(Object.entries(program.reads ?? {}).map(([paths, flags]) => [below(paths), flags])),
    ...Object.fromEntries(
      effects.map((effect) => [effect, program[effect] && below(program[effect].replace(/(^|, )\*(?=$|,)/, "$1"))]),
    ),
  };
}

const tikvCtl: Program = {
  global:
    "--host= --pd= --ca-path= --cert-path= --key-path= --log-level= --log-format= --data-dir= --db= --config= --skip-paranoid-checks",
  reads: {
    "size, region-properties, range-properties, raft region, raft log, print, consistency-check --help, metrics, mvcc, scan, raw-scan, diff, show-cluster-id, get_region_id, version, cluster, store, bad-regions, split-region --help, fork-readonly-tikv --help, recover-mvcc --help, region, --version, -V":
      "-r= -k= -c= -i= -f= -t= --from= --to= --limit= --cf= --all-regions --start-ts= --commit-ts= --show-cf= --skip-tombstone --to-host= --key= --region= -d= --regions= --raw-key",
  },
  reveals: "dump-snap-meta, decrypt-file, encryption-meta",
  deletes:
    "tombstone, unsafe-recover, recover-mvcc, recreate-region, recover-cluster, reset-to-version, flashback, raft-engine-ctl, ldb, bad-ssts, remove-fail-stores, drop-unapplied-raftlog, unsafe-*",
  stops: "fail",
  writes: "*",
  executes: "sst_dump, ldb",
};

/** `tiup ctl:v7.5.0 pd …` and its like. */
const pdBelowTiup = nested(["ctl:* pd", "ctl pd"], pdCtl);
const tikvBelowTiup = nested(["ctl:* tikv", "ctl tikv"], tikvCtl);

/** TiKV, PD and TiDB. */
export const tikv: Family = {
  "pd-ctl": pdCtl,
  "tikv-ctl": tikvCtl,
  "tikv-server": {
    starts: "*",
    reads: { "--version": "", "-V": "", "--config-check": "-C= --config=", "--print-sample-config": "" },
  },
  "pd-server": { starts: "*", reads: { "-V": "", "--version": "", "--config-check": "--config=" } },
  "tidb-server": { starts: "*", reads: { "-V": "", "-config-check": "-config=" }, style: "single-dash" },
  tiflash: { starts: "*", reads: { version: "" } },
  "pd-recover": { deletes: "*" },
  "pd-tso-bench": { sends: "*" },
  "etcdctl-pd": { executes: "*" },
  tiup: {
    global:
      "--yes=false --ssh= -c= --concurrency= --format= --wait-timeout= --ssh-timeout= -T= --tag= --binpath= -u= --pd= --cacert= --cert= --key= -d --detach --host= --data-dir= --ca-path= --cert-path= --key-path=",
    reads: {
      ...pdBelowTiup.reads,
      ...tikvBelowTiup.reads,
      "ctl:* --version, ctl:* -V": "",
      "list, status, --version, -v, version, help, cluster list, cluster display, cluster audit $1, cluster meta --help, cluster show-config, cluster template, dm list, dm display, dm audit, dm template, mirror show, telemetry status, history $0, env $0, playground display, cluster --version, cluster help":
        "-[RNoav] -R= -N= --role= --node= --version --uptime --dashboard --labels --process --memory --all --installed --verbose --cluster --json --status --manage-host",
    },
    starts:
      "cluster start, cluster scale-out, cluster deploy, cluster enable, playground, dm start, dm deploy, dm scale-out, bench, cluster import, playground scale-out, cluster replay",
    stops: `${pdBelowTiup.stops}, cluster stop, cluster restart, cluster reload, cluster upgrade, cluster disable, cluster patch, dm stop, dm restart, dm reload, dm upgrade, cluster rename, dm patch, kill, cluster rotatessh, cluster tls`,
    // `tiup ctl` asks the component itself.
    reveals: tikvBelowTiup.reveals,
    writes: `cluster check, ${tikvBelowTiup.writes}`,
    deletes: `${pdBelowTiup.deletes}, ${tikvBelowTiup.deletes}, cluster destroy, cluster clean, cluster scale-in, cluster prune, dm destroy, dm scale-in, dm prune, clean, uninstall, mirror rm, dm clean, playground scale-in, cluster audit cleanup`,
    executes:
      "cluster push, cluster pull, ctl, ctl:*, dmctl, client, exec, run, br, dumpling, *, cluster check --apply",
    carries: {
      "cluster exec": {
        skip: 1,
        as: "script",
        flags:
          "-N= -R= --node= --role= --command= --sudo --ssh= --native-ssh --ssh-timeout= --gcp --wait-timeout= -y --yes",
        risk: "caution",
        bare: "executes",
        scriptFlags: ["--command"],
      },
    },
    configures: `${pdBelowTiup.configures}, cluster edit-config, dm edit-config, update, install, mirror, telemetry, completion, env, cluster meta`,
    undo: {
      "cluster start": "cluster stop $* keep(-R= --role= -N= --node=) drop(-y --yes)",
      "cluster stop": "cluster start $* keep(-R= --role= -N= --node=) drop(-y --yes)",
      "cluster enable": "cluster disable $* keep(-R= --role= -N= --node=)",
      "cluster disable": "cluster enable $* keep(-R= --role= -N= --node=)",
      "cluster deploy": "cluster destroy $1 drop(-u= --user= -p -i= --identity_file= -y --yes)",
      "cluster rename": "cluster rename $2 $1",
      "dm start": "dm stop $* keep(-R= --role= -N= --node=) drop(-y --yes)",
      "dm stop": "dm start $* keep(-R= --role= -N= --node=) drop(-y --yes)",
      "dm deploy": "dm destroy $1 drop(-u= --user= -p -i= --identity_file= -y --yes)",
      install: "uninstall $*",
    },
    reach: {
      many: "cluster scale-in, cluster restart -R, cluster restart -N, cluster stop -R, cluster stop -N, cluster exec",
      all: "cluster stop, cluster restart, cluster reload, cluster upgrade, cluster destroy, cluster clean, dm stop, dm restart, dm destroy, uninstall --all",
    },
  },
  tidbcloud: { executes: "*" },
  ticloud: {
    reads: { "* list, * describe, * * list, * * describe, --version, config list, config describe": "*" },
    deletes: "* delete, * * delete",
    writes: "*",
  },
  dmctl: {
    global: "--master-addr= -master-addr=",
    reads: {
      "query-status, list-member, config task, config source, get-config, operate-source show, show-ddl-locks, check-task, operate-schema list":
        "-[sm] -s= -m= --source= --master --worker --name= --more --error= --start-time= --fail-level= -w",
    },
    starts: "start-task, resume-task, start-relay",
    stops: "stop-task, pause-task, stop-relay, transfer-source, operate-leader, evict",
    deletes: "offline-member, purge-relay, binlog skip",
    configures: "*",
    undo: {
      "pause-task": "resume-task keep(-s= --source=)",
      "resume-task": "pause-task keep(-s= --source=)",
      "start-relay": "stop-relay keep(-s= --source=)",
      "stop-relay": "start-relay keep(-s= --source=)",
      "transfer-source": "transfer-source",
    },
  },
  br: {
    reads: {
      "log status, log metadata, validate checksum, debug checksum, validate backupmeta validate, debug backupmeta validate, --version, -V, operator --help":
        "-s= -u= --storage= --pd= --task-name= --ca= --cert= --key= --json --log-level= --check-requirements=",
    },
    writes: "backup, log start, log resume, validate, debug",
    deletes: "restore, log truncate, log stop, abort, operator, validate reset-*, debug reset-*",
    stops: "log pause",
    undo: {
      "log pause": "log resume keep(-u= --pd= --task-name=)",
      "log resume": "log pause keep(-u= --pd= --task-name=)",
      "log start": "log stop keep(-u= --pd= --task-name=) drop(-s= --storage= --start-ts=)",
    },
    reach: { many: "restore db, restore table, log truncate", all: "restore full, restore point" },
  },
  dumpling: { writes: "*" },
  "tidb-lightning": { writes: "*" },
  "tidb-lightning-ctl": { writes: "*" },
  tiflow: { executes: "*" },
  cdc: {
    reads: {
      "cli changefeed list, cli changefeed query, cli capture list, cli processor list, cli processor query, cli tso query, version, cli changefeed statistics":
        "--server= --pd= -c= --changefeed-id= -s --simple -p= --capture-id= --all",
    },
    starts: "server, cli changefeed create, cli changefeed resume",
    stops: "cli changefeed pause, cli capture drain",
    deletes: "cli changefeed remove, cli unsafe",
    configures: "*",
    undo: {
      "cli changefeed pause": "cli changefeed resume keep(-c= --changefeed-id= --server= --pd=)",
      "cli changefeed resume":
        "cli changefeed pause keep(-c= --changefeed-id= --server= --pd=) drop(--no-confirm --overwrite-checkpoint-ts=)",
    },
  },
  sync_diff_inspector: { writes: "*" },
};
