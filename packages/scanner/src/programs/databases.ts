import type { Family } from "./program.ts";

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
  pg_amcheck: { reads: { "*": "*" } },
  pg_checksums: { reads: { "--check": "-D= -P -v", "-c": "-D= -P -v" }, configures: "*" },
  pg_test_timing: { reads: { "*": "-d=" } },
  pg_test_fsync: { writes: "*" },
  pg_archivecleanup: { reads: { "-n": "-[db] -x=" }, deletes: "*" },
  pg_ctl: {
    reads: { status: "-D= --pgdata=" },
    starts: "start, initdb, init",
    stops: "stop, restart, reload, promote, kill, logrotate",
  },
  pg_ctlcluster: { reads: { "* * status": "" }, starts: "* * start", stops: "*" },
  pg_lsclusters: { reads: { "*": "-[hjs]" } },
  pg_createcluster: { writes: "*" },
  pg_dropcluster: { deletes: "*" },
  pg_upgradecluster: { stops: "*" },
  pg_upgrade: { reads: { "-c": "*", "--check": "*" }, stops: "*" },
  pg_resetwal: { reads: { "-n": "-D=", "--dry-run": "-D=" }, deletes: "*" },
  pg_rewind: { deletes: "*" },
  pg_receivewal: { writes: "*" },
  pg_recvlogical: { writes: "*" },
  pg_repack: { stops: "*" },
  pgbackrest: {
    reads: {
      "info, verify, version, repo-ls":
        "--stanza= --output= --log-level-console= --repo= --set= --config= --filter= --recurse",
    },
    deletes: "expire, stanza-delete, repo-rm",
    writes: "backup, stanza-create, stanza-upgrade, archive-push, archive-get",
    reveals: "repo-get",
    stops: "restore, stop",
    starts: "start, server",
  },
  barman: {
    reads: {
      "check, list-server, list-servers, list-backup, list-backups, show-server, show-servers, show-backup, show-backups, status, replication-status, list-files, diagnose, verify, verify-backup, check-backup, get-wal --help, check-wal-archive":
        "*",
    },
    deletes: "delete",
    writes:
      "backup, cron, switch-wal, switch-xlog, receive-wal, archive-wal, rebuild-xlogdb, sync-info, sync-backup, sync-wals, put-wal, get-wal, generate-manifest, keep",
    stops: "recover, restore",
    configures: "config-update, config-switch, lock-directory-cleanup",
  },
  "wal-g": {
    reads: { "backup-list, wal-show, wal-verify, backup-show, st ls, --version": "*" },
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
    undo: { pause: "resume", resume: "pause" },
  },
  repmgr: {
    reads: {
      "cluster show, cluster matrix, cluster crosscheck, cluster event, node status, node check, service status, daemon status, --version":
        "* !--ssh-options",
    },
    stops:
      "standby promote, standby switchover, standby follow, primary unregister, service pause, node rejoin, node service",
    deletes: "cluster cleanup, standby unregister, witness unregister",
    writes: "*",
  },
  pgbouncer: { starts: "*", reads: { "--version": "", "-V": "" } },
  pgcli: { executes: "*" },
  mycli: { executes: "*" },
  litecli: { executes: "*" },
  usql: { executes: "*" },
  pgbadger: { writes: "*" },
  pg_activity: { reads: { "*": "-[w] -U= -h= -p= -d= --rds --no-inst-info" } },
  pgmetrics: { reads: { "*": "-h= -p= -U= -d= -f= --host= --port= --username= --no-password --only-listed" } },
  vacuumdb: { writes: "*", grave: "-f, --full" },
  reindexdb: { writes: "*" },
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
  "pt-query-digest": { executes: "*" },
  "pt-kill": { stops: "*" },
  "pt-summary": { reads: { "*": "" } },
  "pt-mysql-summary": { executes: "*" },
  "pt-table-checksum": { writes: "*" },
  "pt-online-schema-change": { writes: "*" },
  "gh-ost": { writes: "*" },
  orchestrator: { executes: "*" },
  "orchestrator-client": { executes: "*" },
  proxysql: { starts: "*" },
  "redis-server": { starts: "*", reads: { "--version": "", "-v": "" } },
  "redis-check-aof": { reads: { $1: "" }, writes: "--fix" },
  "redis-check-rdb": { reads: { "*": "" } },
  "redis-sentinel": { starts: "*" },
  "memcached-tool": { reads: { "* stats, * display, * settings, * sizes": "" }, reveals: "* dump", executes: "*" },
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
  mongofiles: { reads: { "list, search": "*" }, deletes: "delete, delete_id", writes: "*" },
  mongosh: { executes: "*", reads: { "--version": "", "--help": "" } },
  bsondump: { reads: { "*": "--type= --pretty --objcheck --quiet -v" }, writes: "--outFile" },
  etcdctl: {
    global:
      "-w= --write-out= --endpoints= --cacert= --cert= --key= --user= --password= --command-timeout= --dial-timeout= --debug --hex --insecure-skip-tls-verify --insecure-transport --discovery-srv= --keepalive-time= --keepalive-timeout= --ca-file= --cert-file= --key-file= --no-sync --cluster --consistency= -C= --peers= -o= --output=",
    reads: {
      "endpoint health, endpoint status, endpoint hashkv, member list, version, alarm list, auth status, user list, user get, role list, role get, lease list, lease timetolive, get, watch $1, check datascale --help, snapshot status, ls, cluster-health, move-leader --help, completion":
        "-[ri] --prefix --keys-only --print-value-only --limit= --rev= --order= --sort-by= --from-key --count-only --cluster --keys --recursive --rev --detail --min-create-rev= --max-create-rev= --min-mod-rev= --max-mod-rev= --range-end= --prev-kv",
    },
    writes:
      "put, set, mk, mkdir, update, updatedir, setdir, txn, lease grant, lease keep-alive, snapshot save, make-mirror, compaction, lock, elect, backup, import, defrag, check perf, check datascale",
    configures:
      "alarm disarm, auth enable, member update, member promote, auth disable, downgrade, migrate, exec-watch",
    stops: "move-leader, defrag --cluster, downgrade enable",
    deletes:
      "del, rm, rmdir, member remove, member delete, lease revoke, user delete, user remove, role delete, role remove, snapshot restore, put --lease=0",
    grants:
      "member add, user add, user grant-role, user revoke-role, user passwd, role add, role grant-permission, role revoke-permission, user grant, role grant, user revoke, role revoke",
    executes: "exec-watch, watch -i",
    undo: { "auth enable": "auth disable", "lease grant": "lease revoke", "member add": "member remove" },
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
      "-http-addr= -datacenter= -stale -ca-file= -ca-path= -client-cert= -client-key= -tls-server-name= -namespace= -partition=",
    reads: {
      "members, info, version, catalog datacenters, catalog nodes, catalog services, operator raft list-peers, operator autopilot get-config, operator autopilot state, operator usage instances, intention list, intention get, intention check, intention match, config list, config read, validate, rtt, monitor, acl policy list, acl policy read, acl role list, acl role read, acl auth-method list, acl auth-method read, acl binding-rule list, acl binding-rule read, namespace list, namespace read, partition list, partition read, peering list, peering read, snapshot inspect, services export --help, troubleshoot upstreams, troubleshoot proxy, connect ca get-config, resource read, resource list, license get":
        "-[h] -wan -status= -detailed -segment= -filter= -format= -service= -tags -node-meta= -near= -kind= -name= -log-level= -log-json -id= -meta -quiet -kvdetails -kvdepth= -upstream-ip= -envoy-admin-endpoint= -all-datacenters -upstream-envoy-id=",
    },
    reveals: "kv get, kv export, keyring -list, acl token list, acl token read, keygen",
    writes:
      "kv put, kv import, snapshot save, services register, config write, acl policy create, acl role create, event, tls, debug, namespace create, namespace write, catalog",
    starts: "agent, connect envoy, connect proxy, watch",
    stops: "leave, force-leave, maint, reload, operator raft remove-peer, operator raft transfer-leader",
    deletes:
      "kv delete, snapshot restore, services deregister, config delete, intention delete, acl token delete, acl policy delete, acl role delete, namespace delete, keyring -remove, peering delete, partition delete, acl auth-method delete",
    grants:
      "acl token create, acl bootstrap, acl token update, acl token clone, login, peering generate-token, peering establish",
    executes: "exec, lock, watch",
    configures: "*",
    undo: { "services register": "services deregister", "maint -enable": "maint -disable" },
  },
  zkCli: { executes: "*" },
  "zkCli.sh": { executes: "*" },
  "zkServer.sh": { reads: { status: "" }, starts: "start, start-foreground", stops: "stop, restart" },
  influx: {
    reads: {
      "ping, version, bucket list, bucket ls, org list, org ls, org find, bucket find, user list, user ls, user find, task list, task ls, task find, config ls, config list, dashboards, telegrafs, setup --help, task log list, task run list, stacks, v1 dbrp list, server-config, replication list, remote list":
        "-[o] -o= -n= -i= --org= --name= --id= --host= --json --hide-headers -t=",
    },
    reveals: "auth list, auth ls, auth find, config, secret list",
    deletes:
      "delete, bucket delete, org delete, user delete, task delete, auth delete, config rm, secret delete, replication delete",
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
      disableautocompaction: "enableautocompaction",
      snapshot: "clearsnapshot",
    },
  },
  cockroach: {
    reads: {
      "version, node status, node ls":
        "--insecure --host= --certs-dir= --format= --all --ranges --stats --decommission --url=",
    },
    starts: "start, start-single-node, init, demo",
    stops: "quit, node drain, node decommission",
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
    reads: { "server-list, server-info, bucket-list, host-list, user-manage --list, cluster-info": "*" },
    deletes: "bucket-delete, bucket-flush",
    stops: "failover, rebalance, rebalance-stop",
    writes: "*",
  },
  cbstats: { reads: { "*": "*" } },
  solr: {
    reads: { "status, healthcheck, version, api": "*" },
    starts: "start",
    stops: "stop, restart",
    deletes: "delete",
    writes: "*",
  },
  elasticsearch: { starts: "*" },
  "elasticsearch-plugin": { reads: { list: "" }, writes: "install", deletes: "remove" },
  curator: { deletes: "*" },
  curator_cli: { reads: { "show_indices, show_snapshots, show-indices, show-snapshots": "*" }, deletes: "*" },
  liquibase: {
    reads: { "status, history, diff, validate": "* !--output-file" },
    deletes: "drop-all, dropAll, rollback",
    writes: "*",
  },
  flyway: {
    style: "single-dash",
    reads: { "info, validate, version": "* !-outputFile" },
    deletes: "clean, undo",
    writes: "*",
  },
  alembic: {
    reads: { "current, history, heads, branches, show, check": "-[vi] -c= -n= -x= --verbose -r=" },
    deletes: "downgrade",
    writes: "*",
  },
  dbmate: { reads: { status: "-[uedsm] -d=", "--version": "" }, deletes: "drop, down, rollback", writes: "*" },
  goose: { reads: { status: "", version: "" }, deletes: "down, down-to, reset, redo", writes: "*" },
  migrate: { reads: { version: "", "-version": "" }, style: "single-dash", deletes: "down, drop", writes: "*" },
  atlas: {
    reads: {
      "schema inspect, migrate status, migrate validate, migrate lint, schema diff, migrate hash --help, version":
        "-u= --url= --dev-url= --dir= --format= --env= -s= --schema= --exclude= --latest= --from= --to= --revisions-schema=",
    },
    deletes: "schema clean",
    writes: "*",
  },
  skeema: { reads: { "diff, lint, version": "*" }, writes: "*" },
  litestream: {
    reads: { "databases, generations, snapshots, wal, version": "-config=" },
    starts: "replicate",
    stops: "restore",
    style: "single-dash",
  },
};
