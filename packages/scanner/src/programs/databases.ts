import type { Family, Program } from "./program.ts";

const pcp: Program = {
  reads: { "*": "-[dvwWa] -h= -p= -U= -n= -P= --host= --port= --username= --node-id= --no-password --verbose --all" },
};

/** One command of ZooKeeper, where one is given; else a session. */
const zookeeper: Program = {
  style: "single-dash",
  global: "-server= -timeout= -r",
  reads: {
    "ls, ls2, get, stat, getAcl, listquota, version, getAllChildrenNumber, getEphemerals, config, history": "-s -R",
  },
  deletes: "delete, deleteall, rmr, delquota, close",
  writes: "create, set, setAcl, setquota, sync, addauth, reconfig",
  executes: "*",
  undo: { create: "delete $1", set: "set", setquota: "setquota" },
  reach: { many: "deleteall, rmr" },
};

/** Databases, caches and key-value stores. SQL and Redis statements are read by parsers of their own. */
export const databases: Family = {
  createdb: { writes: "*" },
  createuser: { grants: "*" },
  dropdb: { deletes: "*" },
  dropuser: { deletes: "*" },
  pg_dump: {
    reads: {
      "*": "-[abBcCOsSvxwWe] -d= -h= -p= -U= -n= -N= -t= -T= -F= -E= -Z= --dbname= --host= --port= --username= --schema= --exclude-schema= --table= --exclude-table= --format= --data-only --schema-only --clean --create --no-owner --no-privileges --if-exists --inserts --column-inserts --no-password --verbose --encoding= --no-acl --role= --section= --no-comments --quote-all-identifiers",
    },
    reveals: "*",
    writes: "-f, --file",
  },
  pg_dumpall: { reveals: "*", writes: "-f, --file" },
  pg_restore: { reads: { "-l": "--list", "--list": "" }, writes: "*", deletes: "-c, --clean" },
  pg_basebackup: { writes: "*" },
  pg_isready: {
    reads: { "*": "-[qV] -d= -h= -p= -t= -U= --dbname= --host= --port= --quiet --timeout= --username= --version" },
  },
  pg_config: { reads: { "*": "*" } },
  pg_controldata: { reads: { "*": "-D= --pgdata=" } },
  pg_waldump: {
    reads: {
      "*": "-[bfqwzx] -e= -n= -p= -r= -R= -s= -t= -x= -B= -F= --path= --limit= --start= --end= --rmgr= --stats? --bkp-details --follow --timeline=",
    },
    writes: "--save-fullpage",
  },
  pg_verifybackup: { reads: { "*": "-[enPqs] -i= -m= -w=" } },
  pg_amcheck: { reads: { "*": "* !--install-missing" }, writes: "--install-missing" },
  pg_checksums: { reads: { "--check": "-D= -P -v", "-c": "-D= -P -v" }, configures: "*" },
  pg_test_timing: { reads: { "*": "-d=" } },
  pg_test_fsync: { writes: "*" },
  pg_archivecleanup: { reads: { "-n": "-[db] -x=" }, deletes: "*" },
  pg_ctl: {
    reads: { status: "-D= --pgdata=" },
    starts: "start, initdb, init",
    stops: "stop, restart, reload, promote, kill, logrotate",
    undo: {
      start: "stop keep(-D= --pgdata=) drop(-l= --log= -w --wait -W --no-wait -t= --timeout=)",
      stop: "start keep(-D= --pgdata=) drop(-m= --mode= -w --wait -W --no-wait -t= --timeout=)",
    },
    reach: { all: "stop, restart" },
  },
  pg_ctlcluster: {
    reads: { "* * status": "" },
    starts: "* * start",
    stops: "*",
    reach: { all: "* * stop, * * restart" },
  },
  pg_lsclusters: { reads: { "*": "-[hjs]" } },
  pg_createcluster: { writes: "*" },
  pg_dropcluster: { deletes: "*" },
  pg_upgradecluster: { stops: "*" },
  // A check starts the servers of both clusters, from folders that its flags name.
  pg_upgrade: { executes: "-c, --check", stops: "*" },
  pg_resetwal: { reads: { "-n": "-D=", "--dry-run": "-D=" }, deletes: "*" },
  pg_rewind: {
    reads: {
      "-n": "-[cP] -D= --target-pgdata= --source-server= --source-pgdata= --progress --debug",
      "--dry-run": "-[cP] -D= --target-pgdata= --source-server= --source-pgdata= --progress --debug",
    },
    deletes: "*",
  },
  pg_receivewal: { writes: "*" },
  pg_recvlogical: { writes: "*" },
  pg_repack: { stops: "*" },
  pgbackrest: {
    reads: {
      "info, verify, version, repo-ls":
        "--stanza= --output= --log-level-console= --repo= --set= --filter= --recurse --sort= --detail-level=",
    },
    deletes: "expire, stanza-delete, repo-rm",
    writes: "check, annotate, backup, stanza-create, stanza-upgrade, archive-push, archive-get",
    reveals: "repo-get",
    stops: "restore, stop",
    starts: "start, server",
    undo: { stop: "start keep(--stanza=)", start: "stop keep(--stanza=)" },
    reach: { many: "expire, restore", all: "stanza-delete" },
  },
  barman: {
    reads: {
      "check, list-server, list-servers, list-backup, list-backups, show-server, show-servers, show-backup, show-backups, status, replication-status, list-files, diagnose, verify, verify-backup, check-backup, get-wal --help, check-wal-archive":
        "* !-c !--config",
    },
    deletes: "delete",
    writes:
      "backup, cron, switch-wal, switch-xlog, receive-wal, archive-wal, rebuild-xlogdb, sync-info, sync-backup, sync-wals, put-wal, get-wal, generate-manifest, keep",
    stops: "recover, restore",
    configures: "config-update, config-switch, lock-directory-cleanup",
  },
  "wal-g": {
    reads: { "backup-list, wal-show, wal-verify, backup-show, st ls, --version": "* !--config" },
    deletes: "delete, st rm",
    writes: "*",
  },
  patronictl: {
    global: "-c= -d= -k --config-file= --dcs-url= --insecure",
    reads: {
      "list, topology, history, dsn, version, show-config":
        "-[etW] -f= -w= -m= -r= --extended --timestamp --format= --watch --role= --member= --group=",
    },
    stops: "failover, switchover, restart, reinit, reload, pause, flush, demote-cluster",
    deletes: "remove",
    starts: "resume, promote-cluster",
    configures: "edit-config",
    executes: "query",
    undo: {
      pause: "resume keep(--group=) drop(--wait)",
      resume: "pause keep(--group=) drop(--wait)",
      switchover: "switchover",
    },
    reach: { many: "restart, reload, pause, resume, failover, switchover" },
  },
  repmgr: {
    // Another file may name the folder of the programs it runs.
    global:
      "-f=/etc/repmgr.conf --config-file=/etc/repmgr.conf -f=/etc/repmgr/repmgr.conf --config-file=/etc/repmgr/repmgr.conf",
    reads: {
      "cluster show, cluster matrix, cluster crosscheck, cluster event, node status, node check, service status, daemon status, --version":
        "-[vqt] --csv --compact --terse --verbose --quiet --node-id= --node-name= --all --event= --limit= --optformat --json --detail",
      "--help": "-f= --config-file= -d= -h= -p= -U=",
    },
    stops:
      "standby promote, standby switchover, standby follow, primary unregister, daemon stop, service unpause --help, service pause, node rejoin, node service",
    deletes: "cluster cleanup, standby unregister, witness unregister",
    writes: "*",
    undo: { "service pause": "service unpause", "service unpause": "service pause" },
  },
  pgbouncer: { starts: "*", reads: { "--version": "", "-V": "" } },
  pgcli: { executes: "*" },
  mycli: { executes: "*" },
  litecli: { executes: "*" },
  usql: { executes: "*" },
  pgbadger: { reads: { "--version, -V": "" }, writes: "*" },
  pg_activity: { reads: { "*": "-[w] -U= -h= -p= -d= --rds --no-inst-info" } },
  pgmetrics: { reads: { "*": "-h= -p= -U= -d= -f= --host= --port= --username= --no-password --only-listed" } },
  vacuumdb: { writes: "*", grave: "-f, --full", reach: { all: "-a, --all" } },
  reindexdb: { writes: "*", reach: { all: "-a, --all" } },
  clusterdb: { writes: "*" },
  psqldef: { writes: "*" },
  mysqladmin: {
    global:
      "-[Cfsvw] -u= -h= -P= -S= -p? -i= -c= --user= --host= --port= --socket= --password? --connect-timeout= --defaults-file= --ssl-mode= --vertical --relative --sleep= --count= --protocol= -E -r --silent --verbose --login-path= --defaults-extra-file= --no-beep",
    reads: {
      "status $0, ping $0, version $0, variables $0, extended-status $0, processlist $0, proc $0, ext $0, var $0": "",
    },
    stops: "shutdown, stop-slave, stop-replica, kill",
    starts: "start-slave, start-replica",
    deletes: "drop",
    writes: "create",
    grants: "password, old-password",
    configures:
      "flush-hosts, flush-logs, flush-privileges, flush-status, flush-tables, flush-threads, reload, refresh, debug",
    undo: { "stop-slave": "start-slave", "start-slave": "stop-slave", "stop-replica": "start-replica" },
  },
  mysqlshow: {
    reads: { "*": "-[ktivC] -u= -h= -P= -S= -p? --user= --host= --port= --password? --count --keys --status" },
  },
  mysqldump: {
    reveals: "*",
    writes:
      "-r, --result-file, -T, --tab, -F, --flush-logs, --delete-master-logs, --master-data, --apply-slave-statements, --dump-slave",
  },
  mysqlpump: { reveals: "*", writes: "--result-file" },
  mariadb_dump: { reveals: "*" },
  "mariadb-dump": { reveals: "*", writes: "-r, --result-file, -T, --tab" },
  "mariadb-admin": {
    reads: {
      "status $0, ping $0, version $0, variables $0, extended-status $0, processlist $0":
        "-u= -h= -P= -p? -i= --user= --host= --password?",
    },
    stops: "shutdown, kill, stop-slave",
    deletes: "drop",
    configures: "*",
  },
  mysqlcheck: {
    reads: {
      "-c": "-u= -h= -p? -A -B --all-databases --databases --user= --password? --host=",
      "--check": "-u= -h= -p? -A --all-databases --user= --password?",
    },
    writes: "*",
  },
  mysqlbinlog: {
    reads: {
      "*": "-[vHst] -d= -h= -u= -P= -p? -j= -o= --start-position= --stop-position= --start-datetime= --stop-datetime= --database= --verbose --base64-output= --hexdump --short-form --host= --user= --password? --skip-gtids --include-gtids= --exclude-gtids= -R --read-from-remote-server --port= --no-defaults",
    },
    writes: "--raw, -r, --result-file",
  },
  mysqlimport: { writes: "*" },
  mysqlslap: { writes: "*" },
  mysql_secure_installation: { configures: "*" },
  mysql_upgrade: { writes: "*" },
  mysql_config_editor: { reads: { print: "--all --login-path=" }, configures: "*" },
  mysqld: { starts: "*", reads: { "--version": "", "--validate-config": "--defaults-file=" } },
  mysqld_safe: { starts: "*" },
  mysqlsh: { executes: "*" },
  mytop: { reads: { "*": "-u= -p= -h= -d= -s= -b" } },
  innotop: { reads: { "*": "-u= -p= -h= -d= -m=" } },
  xtrabackup: { writes: "*", deletes: "--move-back, --copy-back" },
  mariabackup: { writes: "*", deletes: "--move-back, --copy-back" },
  "pt-query-digest": {
    reads: {
      "*": "--limit= --since= --until= --type= --order-by= --report-format= --group-by= --no-report --explain-width= --no-version-check --charset= --progress= --timeline",
    },
    writes: "--review, --history, --output, --save-results, --log, --pid, --daemonize",
    executes: "--filter, --config, --processlist, --ask-pass",
  },
  "pt-kill": {
    reads: {
      "--print":
        "-h= -u= -p= -P= --host= --user= --password= --port= --busy-time= --idle-time= --interval= --run-time= --match-command= --match-user= --match-db= --match-info= --match-state= --match-all --victims=",
    },
    stops: "*, --kill, --kill-query",
    executes: "--execute-command",
  },
  "pt-archiver": {
    reads: {
      "--dry-run":
        "--source= --dest= --where= --limit= --file= --purge --no-check-charset --no-delete --txn-size= --statistics --progress=",
    },
    deletes: "*",
  },
  "pt-table-sync": {
    reads: {
      "--print":
        "-h= -u= -p= -d= -t= --host= --user= --password= --databases= --tables= --replicate= --sync-to-master --verbose -v",
    },
    deletes: "--execute",
    writes: "*",
  },
  "pt-duplicate-key-checker": {
    reads: {
      "*": "-h= -u= -p= -P= -d= -t= -S= --host= --user= --password= --port= --databases= --tables= --clustered --no-clustered --no-sql --no-version-check",
    },
  },
  "pt-variable-advisor": { reads: { "*": "-h= -u= -p= -P= --host= --user= --password= --port= --no-version-check" } },
  "pt-show-grants": { reveals: "*" },
  "pt-slave-find": {
    reads: { "*": "-h= -u= -p= -P= --host= --user= --password= --port= --recurse= --report-format=" },
  },
  "pt-config-diff": { reads: { "*": "--no-version-check --report-width=" } },
  "pt-diskstats": { reads: { "*": "--interval= --iterations= --devices-regex= --columns-regex=" } },
  "pt-fingerprint": { reads: { "*": "--query= --match-embedded-numbers --match-md5-checksums" } },
  "pt-visual-explain": { reads: { "*": "--format=" } },
  "pt-heartbeat": {
    reads: {
      "--check": "-D= -h= -u= -p= --host= --user= --password= --database= --master-server-id= --utc",
      "--monitor": "-D= -h= -u= -p= --host= --user= --password= --database= --master-server-id= --utc",
    },
    stops: "--stop",
    writes: "*, --file, --create-table",
  },
  "pt-slave-delay": { stops: "*" },
  "pt-slave-restart": { configures: "*" },
  "pt-stalk": { executes: "*" },
  "pt-pmp": { stops: "*" },
  "pt-ioprofile": { stops: "*" },
  "pt-mext": { executes: "*" },
  "pt-find": {
    deletes: "--empty, --exec",
    reads: {
      "*": "-h= -u= -p= --host= --user= --password= --print --printf= --dbregex= --tblregex= --engine= --size= --mmin=",
    },
    executes: "--exec-plus, --exec-dsn, --server-id",
  },
  "pt-index-usage": { writes: "*" },
  "pt-summary": { reads: { "*": "" } },
  "pt-mysql-summary": { executes: "*" },
  "pt-table-checksum": { writes: "*" },
  "pt-online-schema-change": { writes: "*", grave: "--drop-old-table" },
  "gh-ost": { writes: "*" },
  orchestrator: { executes: "*" },
  "orchestrator-client": { executes: "*" },
  proxysql: { starts: "*" },
  "redis-server": { starts: "*", reads: { "--version": "", "-v": "" } },
  "redis-check-aof": { reads: { $1: "" }, writes: "--fix" },
  "redis-check-rdb": { reads: { "*": "" } },
  "redis-sentinel": { starts: "*" },
  "memcached-tool": {
    reads: { "* stats, * display, * settings, * sizes": "", $1: "" },
    reveals: "* dump",
    deletes: "* flush_all",
    executes: "*",
  },
  memcached: { starts: "*" },
  memcstat: { reads: { "*": "--servers= --verbose" } },
  mongod: { starts: "*", reads: { "--version": "" } },
  mongodump: { writes: "*" },
  mongoexport: { reveals: "*", writes: "-o, --out" },
  mongoimport: { writes: "*", deletes: "--drop" },
  mongorestore: { writes: "*", deletes: "--drop" },
  mongostat: {
    reads: {
      "*": "-h= -u= -p= -n= -o= --host= --port= --username= --password= --authenticationDatabase= --rowcount= --discover --json --uri= --noheaders --all --humanReadable= --interactive",
    },
  },
  mongotop: {
    reads: {
      "*": "-h= -u= -p= --host= --port= --username= --password= --authenticationDatabase= --rowcount= --json --uri= --locks",
    },
  },
  mongofiles: { reads: { "list, search": "* !--config" }, deletes: "delete, delete_id", writes: "*" },
  mongosh: { executes: "*", reads: { "--version": "", "--help": "" } },
  bsondump: { reads: { "*": "--type= --pretty --objcheck --quiet -v" }, writes: "--outFile" },
  etcdctl: {
    global:
      "-w= --write-out= --endpoints= --cacert= --cert= --key= --user= --password= --command-timeout= --dial-timeout= --debug --hex --insecure-skip-tls-verify --insecure-transport --discovery-srv= --keepalive-time= --keepalive-timeout= --ca-file= --cert-file= --key-file= --no-sync --cluster --consistency= -C= --peers= -o= --output=",
    reads: {
      "get / --keys-only, get --prefix --keys-only": "--prefix --keys-only --limit= --from-key",
      "endpoint health, endpoint status, endpoint hashkv, member list, version, alarm list, auth status, user list, user get, role list, role get, lease list, lease timetolive, get, watch $1, check datascale --help, snapshot status, ls, cluster-health, move-leader --help, completion":
        "-[ri] --prefix --keys-only --print-value-only --limit= --rev= --order= --sort-by= --from-key --count-only --cluster --keys --recursive --rev --detail --min-create-rev= --max-create-rev= --min-mod-rev= --max-mod-rev= --range-end= --prev-kv",
    },
    // Kubernetes keeps its secrets there as they are, unless they were told to be encrypted.
    reveals: "get /registry/secrets*, get /",
    writes:
      "put, set, mk, mkdir, update, updatedir, setdir, txn, compact, lease grant, lease keep-alive, snapshot save, make-mirror, compaction, elect, backup, import, defrag, check perf, check datascale",
    configures:
      "alarm disarm, auth enable, member update, member promote, auth disable, downgrade, migrate, exec-watch",
    stops: "move-leader, defrag --cluster, downgrade enable",
    deletes:
      "del, rm, rmdir, member remove, member delete, lease revoke, user delete, user remove, role delete, role remove, snapshot restore, put --lease=0",
    grants:
      "member add, user add, user grant-role, user revoke-role, user passwd, role add, role grant-permission, role revoke-permission, user grant, role grant, user revoke, role revoke",
    executes: "exec-watch, watch -i, txn -i",
    carries: { lock: { skip: 1, as: "words", flags: "--ttl=", risk: "caution", bare: "executes" } },
    reach: {
      many: "del --prefix, del --from-key, defrag --cluster, rmdir, rm --recursive",
      all: "snapshot restore, auth enable, auth disable",
    },
    undo: {
      "auth enable": "auth disable",
      "auth disable": "auth enable",
      "role add": "role delete $1",
      "user grant-role": "user revoke-role $1 $2",
      "user revoke-role": "user grant-role $1 $2",
      "role grant-permission": "role revoke-permission $1 $3 keep(--prefix)",
      put: "put",
      "move-leader": "move-leader",
    },
  },
  etcdutl: {
    reads: { "snapshot status, hashkv, version": "-w= --write-out=" },
    writes: "*",
    deletes: "snapshot restore",
  },
  etcd: { starts: "*", reads: { "--version": "" } },
  consul: {
    style: "single-dash",
    global:
      "-http-addr= -token= -token-file= -datacenter= -stale -ca-file= -ca-path= -client-cert= -client-key= -tls-server-name= -namespace= -partition=",
    reads: {
      "kv get -keys": "-keys -separator= -recurse=false",
      "members, info, version, catalog datacenters, catalog nodes, catalog services, operator raft list-peers, operator autopilot get-config, operator autopilot state, operator usage instances, intention list, intention get, intention check, intention match, config list, config read, validate, rtt, monitor, acl policy list, acl policy read, acl role list, acl role read, acl auth-method list, acl auth-method read, acl binding-rule list, acl binding-rule read, namespace list, namespace read, partition list, partition read, peering list, peering read, snapshot inspect, services export --help, troubleshoot upstreams, troubleshoot proxy, resource read, resource list, license get":
        "-[h] -wan -status= -detailed -segment= -filter= -format= -service= -tags -node-meta= -near= -kind= -name= -log-level= -log-json -id= -meta -quiet -kvdetails -kvdepth= -upstream-ip= -envoy-admin-endpoint= -all-datacenters -upstream-envoy-id=",
    },
    reveals: "connect ca get-config, kv get, kv export, keyring -list, acl token list, acl token read, keygen",
    writes:
      "kv put, kv import, snapshot save, services register, config write, acl policy create, acl role create, event, tls, debug, namespace create, namespace write, catalog",
    sends: "-http-addr, -ca-file, -ca-path, -tls-server-name",
    starts: "agent, connect envoy, connect proxy, maint -disable",
    stops: "maint -enable, leave, force-leave, maint, reload, operator raft remove-peer, operator raft transfer-leader",
    deletes:
      "kv delete, snapshot restore, services deregister, config delete, intention delete, acl token delete, acl policy delete, acl role delete, namespace delete, keyring -remove, peering delete, partition delete, acl auth-method delete",
    grants:
      "-token, -token-file, -client-cert, -client-key, acl token create, acl bootstrap, acl token update, acl token clone, login, peering generate-token, peering establish",
    carries: {
      exec: {
        skip: 0,
        as: "script",
        flags: "-node= -prefix= -service= -shell -tag= -verbose -wait= -wait-repl= -http-addr= -datacenter= -token=",
        risk: "caution",
        bare: "executes",
      },
      lock: {
        skip: 1,
        as: "script",
        flags:
          "-child-exit-code -monitor-retry= -n= -name= -shell -pass-stdin -try= -timeout= -verbose -http-addr= -datacenter= -token=",
        risk: "caution",
        bare: "executes",
      },
      // Without a command it prints what it sees.
      watch: {
        skip: 0,
        as: "words",
        flags: "-type= -key= -prefix= -service= -tag= -passingonly= -state= -name= -shell -datacenter= -stale",
        risk: "caution",
        bare: "reads",
      },
    },
    configures: "*",
    undo: {
      "maint -enable": "maint -disable keep(-service=) drop(-reason=)",
      "maint -disable": "maint -enable keep(-service=)",
      "kv put": "kv put",
      "config write": "config write",
      "intention create": "intention delete $1 $2 drop(-allow -deny -meta=)",
      "peering establish": "peering delete keep(-name=) drop(-peering-token=)",
    },
    reach: {
      many: "kv delete -recurse, exec, maint -enable, leave",
      all: "snapshot restore, operator raft remove-peer",
    },
  },
  zkCli: zookeeper,
  "zkCli.sh": zookeeper,
  "zkServer.sh": {
    reads: { status: "" },
    starts: "start, start-foreground",
    stops: "stop, restart",
    undo: { start: "stop", stop: "start" },
  },
  influx: {
    reads: {
      "ping, version, bucket list, bucket ls, org list, org ls, org find, bucket find, user list, user ls, user find, task list, task ls, task find, config ls, config list, dashboards $0, telegrafs $0, stacks $0, setup --help, task log list, task run list, v1 dbrp list, server-config, replication list, remote list":
        "-[o] -o= -n= -i= --org= --name= --id= --host= --json --hide-headers -t=",
    },
    reveals: "auth list, auth ls, auth find, config, secret list",
    deletes:
      "delete, telegrafs rm, telegrafs delete, stacks rm, stacks remove, dashboards delete, v1 dbrp delete, v1 auth delete, remote delete, invocable-scripts delete, bucket delete, org delete, user delete, task delete, auth delete, config rm, secret delete, replication delete",
    executes: "query, v1 shell, repl, *",
    grants: "auth create",
    writes:
      "write, backup, restore, bucket create, org create, user create, task create, bucket update, setup, apply, export",
  },
  influxd: { reads: { version: "" }, starts: "*" },
  "clickhouse-server": { starts: "*" },
  clickhouse: { executes: "*" },
  cqlsh: { executes: "*", reads: { "--version": "" } },
  nodetool: {
    global: "-h= -p= -u= -pw= -pwf= --host= --port= --username= --password= --ssl",
    style: "single-dash",
    reads: {
      "status, info, ring, describecluster, netstats, tpstats, compactionstats, compactionhistory, cfstats, tablestats, tablehistograms, cfhistograms, proxyhistograms, gossipinfo, version, gcstats, getendpoints, getlogginglevels, getcompactionthroughput, getstreamthroughput, getconcurrentcompactors, gettimeout, gettraceprobability, listsnapshots, statusbackup, statusbinary, statusgossip, statushandoff, statusthrift, describering, rangekeysample, failuredetector, viewbuildstatus, getseeds, toppartitions, profileload, getmaxhintwindow, getinterdcstreamthroughput, getsstables, help, repair_admin list, listpendinghints, datapaths":
        "-r -H -F= --resolve-ip --human-readable --format= -i -k",
    },
    stops:
      "drain, stopdaemon, decommission, disablegossip, disablebinary, disablethrift, disablehandoff, disableautocompaction, pausehandoff, stop, move, removenode, assassinate, abortbootstrap, disablebackup",
    starts:
      "enablegossip, enablebinary, enablethrift, enablehandoff, enableautocompaction, resumehandoff, repair, rebuild, bootstrap, join, enablebackup",
    deletes:
      "clearsnapshot, truncatehints, cleanup, garbagecollect, invalidatekeycache, invalidaterowcache, invalidatecountercache",
    writes: "*",
    undo: {
      enablegossip: "disablegossip",
      disablegossip: "enablegossip",
      disablebinary: "enablebinary",
      enableautocompaction: "disableautocompaction",
      disableautocompaction: "enableautocompaction",
      enablehandoff: "disablehandoff",
      disablehandoff: "enablehandoff",
      pausehandoff: "resumehandoff",
      resumehandoff: "pausehandoff",
      enablebackup: "disablebackup",
      disablebackup: "enablebackup",
      snapshot: "clearsnapshot",
    },
    reach: { many: "cleanup, clearsnapshot, removenode, decommission, drain", all: "clearsnapshot --all" },
  },
  cockroach: {
    reads: {
      "version, node status, node ls":
        "--insecure --host= --certs-dir= --format= --all --ranges --stats --decommission --url=",
    },
    starts: "start, start-single-node, init, demo",
    stops: "quit, node drain, node decommission",
    undo: { "node decommission": "node recommission keep(--insecure --host= --certs-dir= --url=) drop(--wait=)" },
    executes: "sql",
    writes: "*",
  },
  ysqlsh: { executes: "*" },
  "yb-admin": {
    reads: {
      "list_tables, list_tablets, list_all_masters, list_all_tablet_servers, get_universe_config, list_snapshots, get_load_move_completion, get_leader_blacklist_completion, list_namespaces, get_is_load_balancer_idle, list_tablet_servers, get_load_balancer_state, list_tablets_for_tablet_server":
        "*",
    },
    executes: "*",
  },
  sqlcmd: { executes: "*" },
  bcp: { writes: "*" },
  sqlplus: { executes: "*" },
  rman: { executes: "*" },
  lsnrctl: { reads: { "status, services, version, show": "" }, starts: "start", stops: "stop, reload", executes: "*" },
  tnsping: { reads: { "*": "" } },
  srvctl: {
    reads: { "status, config": "*" },
    starts: "start, enable",
    stops: "stop, disable, relocate",
    deletes: "remove",
    configures: "*",
  },
  crsctl: {
    reads: { "check, query, stat, status": "*" },
    starts: "start",
    stops: "stop",
    configures: "*",
    deletes: "delete",
  },
  isql: { executes: "*" },
  tarantoolctl: { executes: "*" },
  tt: { reads: { "status, version": "" }, executes: "*" },
  surreal: { executes: "*" },
  duckdb: { executes: "*", reads: { "-version": "", "--version": "" } },
  neo4j: { reads: { "status, version": "" }, starts: "start, console", stops: "stop, restart" },
  "neo4j-admin": {
    deletes: "database load, load, database restore, restore",
    writes: "*",
    reads: {
      "server report --list, memrec, server memory-recommendation, check-consistency, database check, server status":
        "*",
    },
  },
  "cypher-shell": { executes: "*" },
  couchbase: { executes: "*" },
  "couchbase-cli": {
    reads: {
      "server-list, server-info, bucket-list, host-list, user-manage --list, cluster-info":
        "* !--delete !--set !--set-group !--delete-group !--rbac-password !--new-password",
    },
    deletes: "bucket-delete, bucket-flush",
    stops: "failover, rebalance, rebalance-stop",
    writes: "*",
  },
  cbstats: { global: "-b= -u= -p= -a", reads: { "*": "-[ja]" }, deletes: "* reset" },
  solr: {
    reads: { "status, healthcheck, version": "*" },
    executes: "api",
    starts: "start",
    stops: "stop, restart",
    deletes: "delete",
    writes: "*",
    undo: { start: "stop keep(-p=)" },
  },
  "elasticsearch-reset-password": { grants: "*" },
  "elasticsearch-users": { reads: { list: "" }, grants: "*", deletes: "userdel" },
  "elasticsearch-node": { deletes: "*" },
  "elasticsearch-shard": { deletes: "*" },
  "elasticsearch-keystore": { reads: { list: "", "has-passwd": "" }, reveals: "show", deletes: "remove", writes: "*" },
  "elasticsearch-certutil": { writes: "*" },
  "elasticsearch-service-tokens": { reads: { list: "" }, deletes: "delete", grants: "create" },
  "opensearch-plugin": { reads: { list: "" }, writes: "install", deletes: "remove" },
  elasticsearch: { starts: "*" },
  "elasticsearch-plugin": { reads: { list: "" }, writes: "install", deletes: "remove" },
  curator: { deletes: "*" },
  curator_cli: { reads: { "show_indices, show_snapshots, show-indices, show-snapshots": "*" }, deletes: "*" },
  liquibase: {
    reads: {
      "status, history, validate":
        "--verbose --username= --password= --changelog-file= --changeLogFile= --log-level= --count= --format= --contexts= --labels=",
    },
    deletes: "drop-all, dropAll, rollback",
    writes: "*",
  },
  flyway: {
    style: "single-dash",
    reads: { "info, validate, version": "-user= -password= -schemas= -color= -q -X -community -outputType=" },
    deletes: "clean, undo",
    writes: "*",
  },
  alembic: {
    undo: { upgrade: "upgrade" },
    reads: {
      "current, history, heads, branches, show, check": "-[vi] -n= --verbose --indicate-current -r= --rev-range=",
    },
    deletes: "downgrade",
    writes: "*",
  },
  dbmate: {
    undo: { create: "drop keep(-u= --url= -e= --env=)" },
    reads: { status: "-[uedsm] -d=", "--version": "" },
    deletes: "drop, down, rollback",
    writes: "*",
  },
  goose: {
    undo: { "up-by-one": "down" },
    reads: { status: "", version: "" },
    deletes: "down, down-to, reset, redo",
    writes: "*",
  },
  migrate: { reads: { version: "", "-version": "" }, style: "single-dash", deletes: "down, drop", writes: "*" },
  atlas: {
    reads: {
      "schema inspect, migrate status, migrate validate, migrate lint, schema diff, migrate hash --help, version":
        "-u= --url= --dir= --format= -s= --schema= --exclude= --latest= --from= --to= --revisions-schema=",
    },
    deletes: "schema clean",
    writes: "*",
  },
  skeema: { reads: { "lint --skip-format, version": "" }, executes: "diff", writes: "*" },
  litestream: {
    reads: { "databases, generations, snapshots, wal, version": "-config=" },
    starts: "replicate",
    stops: "restore",
    style: "single-dash",
  },
  influx_inspect: {
    reads: {
      "report, reporttsi, verify, verify-seriesfile, verify-tombstone, dumptsm, dumptsi, dumptsmwal, report-disk": "*",
    },
    writes: "*",
    deletes: "deletetsm",
  },
  kapacitor: {
    reads: {
      "list, show, show-template, show-topic, version, stats, level --help, vars, show-handler, show-topic-handler":
        "-skip-verify -url=",
    },
    style: "single-dash",
    deletes: "delete, flushall",
    stops: "disable, reload",
    starts: "enable, replay, replay-live",
    writes: "*",
    undo: { enable: "disable $*", disable: "enable $*" },
  },
  pgloader: { writes: "*", reads: { "--version, --list-encodings": "" } },
  pg_top: { reads: { "*": "-[aiqCI] -d= -h= -p= -U= -s= -o= -n= -x= -b" } },
  "timescaledb-tune": { configures: "*" },
  ora2pg: { executes: "*" },
  stolonctl: {
    reads: {
      "status, clusterdata read, spec, version": "--cluster-name= --store-backend= --store-endpoints= -f= --format=",
    },
    stops: "failkeeper, promote",
    deletes: "removekeeper",
    writes: "*",
  },
  pcp_node_info: pcp,
  pcp_node_count: pcp,
  pcp_pool_status: pcp,
  pcp_proc_info: pcp,
  pcp_proc_count: pcp,
  pcp_watchdog_info: pcp,
  pcp_health_check_stats: pcp,
  pcp_detach_node: { stops: "*" },
  pcp_attach_node: { starts: "*" },
  pcp_promote_node: { stops: "*" },
  pcp_recovery_node: { starts: "*" },
  pcp_stop_pgpool: { stops: "*" },
  pgpool: { starts: "*", stops: "stop, reload, reset", reads: { "-v, --version": "" } },
  mysqlrouter: { starts: "*", reads: { "--version, -V, --help": "" } },
  maxctrl: {
    global: "-u= -p= -h= --user= --password= --hosts= --tsv -s --secure",
    reads: { "list, show, --version, api get --help, classify": "--rdns" },
    deletes: "destroy, unlink, clear",
    stops: "stop, restart, set, call, rotate",
    starts: "start",
    executes: "api",
    writes: "*",
    undo: {
      stop: "start $*",
      start: "stop $*",
      link: "unlink $*",
      unlink: "link $*",
      set: "clear $*",
      clear: "set $*",
      create: "destroy $1 $2",
    },
  },
  ndb_mgm: { executes: "*" },
  innochecksum: {
    reads: { "*": "-[vclSsD] -p= -s= -e= --verbose --count --page-type-summary --page= --start-page= --end-page=" },
    writes: "-n, -w, --write, --no-check, -l, --log, --page-type-dump",
  },
  ibd2sdi: {
    reads: { "*": "-[pns] -i= -t= --id= --type= --skip-data --pretty --no-check --skip-pretty" },
    writes: "-d, --dump-file",
  },
  perror: { reads: { "*": "-[svI] --silent --verbose --ndb" } },
  my_print_defaults: { reveals: "*" },
  myisamchk: { reads: { "-d": "-[vs]", "-c": "-[vsie]", "--check": "-[vsie]", "--description": "-v" }, deletes: "*" },
  mysqldumpslow: { reads: { "*": "-[adrlv] -s= -t= -n= -g= -h= -i=" } },
  mysql_tzinfo_to_sql: { reads: { "*": "--leap" } },
  memcdump: { reveals: "*" },
  memccat: { reads: { "*": "--servers= --flag --file=false -s=" }, writes: "--file" },
  memcexist: { reads: { "*": "--servers=" } },
  memcping: { reads: { "*": "--servers=" } },
  memcrm: { deletes: "*" },
  memcflush: { deletes: "*" },
  memccp: { writes: "*" },
  memctouch: { writes: "*" },
  "redis-shake": { writes: "*" },
  rdb: { reveals: "*", writes: "-f, --file" },
  "keydb-server": { starts: "*", reads: { "--version, -v": "" } },
  "valkey-server": { starts: "*", reads: { "--version, -v": "" } },
  "valkey-benchmark": { sends: "*" },
  "valkey-check-aof": { reads: { $1: "" }, writes: "--fix" },
  "valkey-check-rdb": { reads: { "*": "" } },
  "valkey-sentinel": { starts: "*" },
  dragonfly: { starts: "*", reads: { "--version": "" } },
  mongocli: {
    reads: {
      "atlas * list, atlas * describe, iam * list, iam * describe, ops-manager * list, ops-manager * describe, --version, config list, config describe":
        "-o= --output= --projectId= --orgId= --limit= --page=",
    },
    deletes: "* * delete, * * * delete, atlas clusters rm, config delete",
    stops: "* * pause, * * shutdown, * * restart",
    executes: "* * * connect",
    grants: "--profile, -P, auth login, config",
    writes: "*",
    undo: {
      "atlas clusters pause": "atlas clusters start $* keep(--projectId=)",
      "atlas clusters start": "atlas clusters pause $* keep(--projectId=)",
    },
  },
  "cassandra-stress": { writes: "*" },
  sstableutil: { reads: { "*": "-[dov] -t= --oplog --type= --cleanup=false" }, deletes: "-c, --cleanup" },
  sstablemetadata: { reads: { "*": "-[csu] --colors --scan --unicode" } },
  sstabledump: { reads: { "*": "-[deltx] -k= -x=" } },
  sstableverify: { reads: { "*": "-[evcdq] --extended --verbose" } },
  sstablescrub: { deletes: "*" },
  sstableloader: { writes: "*" },
  sstablesplit: { writes: "*" },
  dsetool: {
    reads: {
      "status, ring, listjt, sparkmaster, list_index_files, core_indexing_status, get_core_config, get_core_schema, node_health":
        "-h= -l= -p=",
    },
    deletes: "unload_core, inmemorystatus --help",
    stops: "stop_core_reindex, rebuild_indexes",
    writes: "*",
  },
  cbq: { executes: "*" },
  cbimport: { writes: "*" },
  cbexport: { reveals: "*", writes: "-o, --output" },
  cbbackupmgr: {
    reads: {
      "info, list, compare, help, examine, --version": "-a= -r= -b= -j --archive= --repo= --backup= --all --json",
    },
    deletes: "remove, restore",
    writes: "*",
  },
  "impala-shell": { executes: "*" },
  presto: { executes: "*" },
  trino: { executes: "*" },
  hive: { executes: "*" },
  "spark-sql": { executes: "*" },
  "spark-shell": { executes: "*" },
  pyspark: { executes: "*" },
  snowsql: { executes: "*", reads: { "-v, --version": "" } },
  snow: {
    reads: {
      "connection list, connection test, --version, --info, object list, stage list, warehouse list":
        "--format= -c= --connection=",
    },
    executes: "*",
    deletes: "object drop, stage remove, connection remove",
  },
  sqitch: {
    reads: { "status, log, plan, config --list, show, --version": "-[f] --format= --project= --target= -t=" },
    deletes: "revert, rebase",
    executes: "verify",
    writes: "*",
  },
  dolt: {
    reads: {
      "status, log, diff, branch $0, ls, schema show, schema export, version, blame, show, remote $0, remote -v, table --help, config --list, merge-base, conflicts cat":
        "-[avr] -n= --oneline --stat --summary --parents --decorate= --graph",
    },
    deletes:
      "table rm, branch -d, branch -D, branch --delete, reset --hard, reset, checkout, gc, clean, remote remove, backup remove, stash drop, stash clear, tag -d, push --force, push -f, filter-branch, constraints --help",
    executes: "sql, sql-server, dump, sql-client",
    sends: "push",
    writes: "*",
  },
};
