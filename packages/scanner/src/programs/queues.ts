import type { Family, Program } from "./program.ts";

const bootstrap =
  "--bootstrap-server= --bootstrap-controller= --zookeeper= --command-config= --broker-list= --timeout=";

// Any other property may name a program to run (`sasl.kerberos.kinit.cmd`) or a library to load, and so may a file of them.
const librdkafka = ["security.protocol", "sasl.mechanism", "sasl.mechanisms"]
  .flatMap((name) =>
    name === "security.protocol"
      ? ["PLAINTEXT", "SSL", "SASL_SSL", "SASL_PLAINTEXT", "ssl", "sasl_ssl", "sasl_plaintext"].map(
          (value) => `${name}=${value}`,
        )
      : ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "GSSAPI", "OAUTHBEARER"].map((value) => `${name}=${value}`),
  )
  .map((property) => `-X=${property}`)
  .join(" ");

function kafka(program: Program): Program {
  return program;
}

const topics = kafka({
  reads: {
    "--list": `${bootstrap} --exclude-internal --topic=`,
    "--describe": `${bootstrap} --topic= --topic-id= --under-replicated-partitions --unavailable-partitions --at-min-isr-partitions --under-min-isr-partitions --topics-with-overrides --exclude-internal`,
  },
  deletes: "--delete",
  configures: "--alter",
  writes: "--create",
});
const groups = kafka({
  reads: {
    "--list": `${bootstrap} --state?`,
    "--describe": `${bootstrap} --group= --members --verbose --offsets --state --all-groups`,
    "--validate-regex": "",
  },
  deletes: "--delete, --delete-offsets",
  configures: "--reset-offsets",
  grave: "--reset-offsets --execute",
});
const configs = kafka({
  reads: {
    "--describe": `${bootstrap} --entity-type= --entity-name= --all --topic= --broker= --user= --client= --entity-default --broker-defaults`,
  },
  configures: "--alter",
  grave: "--delete-config",
});
const acls = kafka({
  reads: {
    "--list": `${bootstrap} --topic= --group= --principal= --cluster --resource-pattern-type= --authorizer-properties=`,
  },
  grants: "--add",
  deletes: "--remove",
});
const consumer = kafka({
  reads: {
    "*": `${bootstrap} --topic= --from-beginning --max-messages= --partition= --offset= --property= --formatter-property= --timeout-ms= --skip-message-on-error --isolation-level= --include= --whitelist= --key-deserializer= --value-deserializer=`,
  },
  configures: "--group",
});
const producer = kafka({ sends: "*" });
const reassign = kafka({
  reads: {
    "--verify": `${bootstrap} --reassignment-json-file= --preserve-throttles`,
    "--list": bootstrap,
    "--generate": `${bootstrap} --topics-to-move-json-file= --broker-list= --disable-rack-aware`,
  },
  stops: "--execute, --cancel",
});
const dirs = kafka({ reads: { "--describe": `${bootstrap} --broker-list= --topic-list=` } });
const versions = kafka({ reads: { "*": bootstrap } });

const kafkaTools: Record<string, Program> = {
  "kafka-topics": topics,
  "kafka-consumer-groups": groups,
  "kafka-configs": configs,
  "kafka-acls": acls,
  "kafka-console-consumer": consumer,
  "kafka-console-producer": producer,
  "kafka-verifiable-producer": producer,
  "kafka-reassign-partitions": reassign,
  "kafka-log-dirs": dirs,
  "kafka-broker-api-versions": versions,
  "kafka-cluster": { reads: { "cluster-id, list-endpoints": bootstrap }, deletes: "unregister" },
  "kafka-get-offsets": {
    reads: { "*": `${bootstrap} --topic= --time= --partitions= --topic-partitions= --exclude-internal-topics` },
  },
  "kafka-leader-election": { stops: "*" },
  "kafka-preferred-replica-election": { stops: "*" },
  "kafka-delete-records": { deletes: "*" },
  "kafka-dump-log": { reads: { "*": "*" } },
  "kafka-metadata-quorum": {
    reads: { "describe, * describe, * * describe": `${bootstrap} --status --replication --human-readable --re` },
    configures: "*",
  },
  "kafka-features": { reads: { "describe, * * describe": bootstrap }, configures: "*" },
  "kafka-storage": { reads: { "info, random-uuid": "-c= --config=" }, deletes: "format" },
  "kafka-server-start": { starts: "*" },
  "kafka-server-stop": { stops: "*" },
  "kafka-mirror-maker": { starts: "*" },
  "kafka-transactions": { reads: { "list, describe, find-hanging, describe-producers": bootstrap }, stops: "abort" },
  "kafka-producer-perf-test": { sends: "*" },
  "kafka-consumer-perf-test": { writes: "*" },
  "kafka-replica-verification": { reads: { "*": "*" } },
  "zookeeper-shell": {
    reads: { "* ls, * ls2, * get, * stat, * getAcl, * listquota, * version, * getAllChildrenNumber": "-[sR]" },
    deletes: "* delete, * deleteall, * rmr, * delquota",
    writes: "* create, * set, * setAcl, * setquota",
    executes: "*",
  },
  "zookeeper-server-start": { starts: "*" },
  "zookeeper-server-stop": { stops: "*" },
  "kafka-run-class": {
    reads: {
      "kafka.tools.GetOffsetShell, org.apache.kafka.tools.GetOffsetShell": `${bootstrap} --topic= --time= --partitions= --offsets=`,
    },
    executes: "*",
  },
  "kafka-client-metrics": {
    reads: { "--list, --describe": `${bootstrap} --name=` },
    configures: "--alter",
    deletes: "--delete",
  },
  "kafka-delegation-tokens": { reveals: "--describe", grants: "--create, --renew", deletes: "--expire" },
  "kafka-streams-application-reset": { deletes: "*" },
  "connect-standalone": { starts: "*" },
  "connect-distributed": { starts: "*" },
};
const kafkaScripts = Object.fromEntries(Object.entries(kafkaTools).map(([name, program]) => [`${name}.sh`, program]));

const emqx = {
  reads: {
    "status, broker, clients list, clients show, topics list, topics show, subscriptions list, subscriptions show, routes list, plugins list, plugins describe, listeners $0, cluster status, vm, mnesia, log --help, trace list, license info, admins list, ctl status, authz cache-clean --help, rules list, bridges list, olp status":
      "--json",
  },
  stops: "clients kick, listeners stop, listeners restart, cluster leave, cluster force-leave, ctl stop, rules disable",
  deletes:
    "admins del, topics delete, subscriptions del, plugins uninstall, plugins disable, retainer clean, authz cache-clean, banned del, data import, delayed delete",
  grants: "admins add, admins passwd, license update",
  writes: "*",
  undo: {
    "listeners stop": "listeners start $*",
    "listeners start": "listeners stop $*",
    "plugins start": "plugins stop $*",
    "plugins stop": "plugins start $*",
    "admins add": "admins del $1",
  },
} satisfies Program;

/** Message brokers and streams. */
export const queues: Family = {
  ...kafkaTools,
  ...kafkaScripts,
  kcat: {
    reads: {
      "-L": `-[JqeEZu] -b= -t= -m= ${librdkafka}`,
      "-V": "-F= -X=",
      "-C": `-[eEqJZuO] -b= -t= -p= -o= -c= -f= -K= -D= -s= -r= -m= ${librdkafka}`,
      "-Q": `-b= -t= ${librdkafka}`,
    },
    sends: "*",
    configures: "-G",
  },
  kafkacat: {
    reads: {
      "-L": `-[JqeEZu] -b= -t= -m= ${librdkafka}`,
      "-V": "-F= -X=",
      "-C": `-[eEqJZuO] -b= -t= -p= -o= -c= -f= -K= -D= -s= -m= ${librdkafka}`,
    },
    sends: "*",
    configures: "-G",
  },
  kaf: {
    reads: {
      "topics, topic ls, topic describe, groups, group ls, group describe, nodes, node ls, config current-context, consume":
        "* !-g !--group !--commit !--config",
    },
    deletes: "topic delete, group delete",
    sends: "produce",
    configures: "*",
  },
  kcctl: {
    reads: { "get, describe, info": "*" },
    deletes: "delete",
    stops: "pause, restart, stop",
    writes: "apply, patch, resume, set",
  },
  rpk: {
    global: "-v --verbose --config= -X= --profile= --brokers=",
    reads: {
      "cluster info, cluster metadata, cluster health, cluster status, cluster logdirs describe, cluster config get, cluster config status, cluster config lint, cluster partitions list, topic list, topic describe, group list, group describe, version, cluster self-test status, cluster maintenance status, redpanda admin brokers list, redpanda admin config print, security acl list, acl list, profile list, profile current, profile print, registry schema list, registry schema get, registry subject list, topic consume, cluster quotas describe":
        "* !-g !--group",
    },
    deletes:
      "topic delete, group delete, group offset-delete, topic trim-prefix, acl delete, security acl delete, registry schema delete, cluster storage unmount",
    sends: "topic produce",
    stops: "cluster maintenance enable, redpanda stop, redpanda admin brokers decommission, cluster partitions move",
    starts: "redpanda start",
    configures: "*",
    undo: {
      "cluster maintenance enable": "cluster maintenance disable $* drop(-w --wait)",
      "cluster maintenance disable": "cluster maintenance enable $*",
      "topic create": "topic delete $* drop(-p= --partitions= -r= --replicas= -c= --topic-config=)",
      "redpanda admin brokers decommission": "redpanda admin brokers recommission $*",
      "redpanda start": "redpanda stop",
    },
  },
  nats: {
    global: "-s= --server= --context= --user= --password= --creds= --nkey= --timeout=",
    reads: {
      "stream ls, stream list, stream info, stream report, stream subjects, stream state, stream find, stream view, stream get, stream graph, str ls, str info, str report, s ls, s info, s report, consumer ls, consumer info, consumer report, consumer find, consumer graph, con ls, con info, con report, c ls, c info, c report, server info, server list, server ls, server ping, server report, server check, server graph, server mkpasswd --help, account info, account report, acct info, context ls, context list, kv ls, kv status, kv info, kv history, kv watch, object ls, object info, object status, obj ls, obj info, events, rtt, schema ls, schema info, schema search, latency --help, micro ls, micro list, micro info, micro stats, micro ping, sub, subscribe, top, audit --help, errors ls, errors search, cheat":
        "-[jna] --json --names --all --account= --count= --raw --subject= --last --queue-disabled --headers-only --sort= --top= --no-select --verbose -v",
    },
    reveals: "kv get, context info, context show, context view, object get",
    deletes:
      "stream rm, stream del, stream delete, stream purge, stream rmm, str rm, str purge, s rm, s purge, consumer rm, consumer del, consumer delete, con rm, c rm, kv del, kv rm, kv delete, kv purge, kv compact, object rm, object del, context rm, context delete, stream restore, obj rm, obj del",
    stops:
      "server raft step-down, server cluster step-down, server raft peer-remove, server cluster peer-remove, server request kick, stream cluster step-down, consumer cluster step-down, stream seal, consumer pause, server stream-check, server request reload, server run",
    sends: "publish, pub, request, req, reply, bench, kv put, object put, kv create, kv update, traffic, obj put",
    writes: "*",
    undo: {
      "consumer pause": "consumer resume $1 $2 drop(-f --force)",
      "stream add": "stream rm $1",
      "stream create": "stream rm $1",
      "consumer add": "consumer rm $1 $2",
      "kv add": "kv del $1",
      "kv put": "kv put",
      "context select": "context select",
    },
    reach: { many: "stream purge, stream rm, kv del, kv purge, server raft step-down" },
    grants: "--creds, --nkey",
    executes: "--translate, @*, * @*, * * @*",
  },
  nsc: {
    reads: {
      "list, describe, env $0, validate":
        "-[aARWJnuo] -a= -n= -u= -o= --account= --name= --user= --operator= --json --field= --names --long-ids",
    },
    deletes: "delete, revocations",
    reveals: "export, generate",
    grants: "*",
  },
  rabbitmqctl: {
    global:
      "-[lq] -n= -t= -p= --node= --vhost= --timeout= --quiet --longnames --silent --formatter= --no-table-headers -s",
    reads: {
      "status, cluster_status, list_queues, list_exchanges, list_bindings, list_connections, list_channels, list_consumers, list_users, list_vhosts, list_permissions, list_user_permissions, list_topic_permissions, list_user_topic_permissions, list_parameters, list_global_parameters, list_policies, list_operator_policies, list_user_limits, list_vhost_limits, list_hashes, list_ciphers, list_feature_flags, list_unresponsive_queues, list_node_auth_attempt_stats, environment, report, ping, version, help, node_health_check, list_deprecated_features, authenticate_user, schema_info, await_startup, await_online_nodes, wait, log_tail, log_location, eval --help, trace --help, list_stream_connections, list_amqp10_connections, list_mqtt_connections, hash_password --help, metadata_store_status, list_warnings, check_if_node_is_quorum_critical":
        "--online --offline --local --verbose --global -N --number=",
    },
    stops:
      "stop, stop_app, shutdown, reset, force_reset, close_connection, close_all_connections, close_all_user_connections, forget_cluster_node, kill, force_boot, pause_queue, rotate_logs, suspend_listener, hibernate, update_cluster_nodes, force_gc, stop_all_nodes, cancel_sync_queue",
    starts: "start_app, start, sync_queue, resume_listener, join_cluster, restart_vhost",
    deletes:
      "clear_policy, clear_operator_policy, clear_parameter, clear_global_parameter, delete_queue, delete_vhost, delete_user, purge_queue, clear_password, delete_exchange, delete_shovel, delete_federation_upstream, delete_user_limits, clear_user_limits, clear_vhost_limits, delete_super_stream",
    grants:
      "add_user, change_password, set_user_tags, set_permissions, clear_permissions, set_topic_permissions, clear_topic_permissions",
    configures: "*",
    executes: "eval, eval_file, exec, remote_shell, encode, decode",
    undo: {
      stop_app: "start_app",
      start_app: "stop_app",
      add_vhost: "delete_vhost $1 drop(--description= --tags= --default-queue-type=)",
      add_user: "delete_user $1",
      set_policy: "clear_policy $1 drop(--priority= --apply-to=)",
      set_operator_policy: "clear_operator_policy $1 drop(--priority= --apply-to=)",
      set_permissions: "set_permissions",
      change_password: "change_password",
      set_parameter: "clear_parameter $1 $2",
      set_global_parameter: "clear_global_parameter $1",
      set_vhost_limits: "clear_vhost_limits $0",
      suspend_listener: "resume_listener",
      resume_listener: "suspend_listener",
      suspend_listeners: "resume_listeners",
      sync_queue: "cancel_sync_queue",
    },
    reach: {
      many: "close_all_connections, close_all_user_connections, delete_vhost, reset, force_reset",
      all: "stop, shutdown, stop_all_nodes",
    },
  },
  "rabbitmq-diagnostics": {
    global: "-[lq] -n= -t= -p= --node= --timeout= --quiet --formatter= -s",
    reads: {
      "status, ping, check_running, check_local_alarms, check_alarms, check_port_connectivity, check_port_listener, check_protocol_listener, check_virtual_hosts, check_certificate_expiration, cluster_status, listeners, memory_breakdown, alarms, runtime_thread_stats, observer, log_tail, log_tail_stream, environment, erlang_version, server_version, list_network_interfaces, resolve_hostname, command_line_arguments, is_booting, is_running, tls_versions, cipher_suites, maybe_stuck, disable_auth_attempt_source_tracking --help, check_if_node_is_quorum_critical, check_if_node_is_mirror_sync_critical, consume_event_stream, list_queues, metadata_store_status, quorum_status, version, help, log_location, schema_info, certificates, node_health_check, check_if_any_deprecated_features_are_used":
        "*",
    },
    reveals: "erlang_cookie_hash, erlang_cookie_sources, os_env",
    executes: "*",
  },
  "rabbitmq-plugins": {
    reads: {
      "list, is_enabled, directories, version":
        "-[evEm] --verbose --enabled --implicitly-enabled --minimal -n= -q --silent",
    },
    configures: "*",
    stops: "disable",
    undo: { enable: "disable drop(--offline --online)", disable: "enable drop(--offline --online)" },
  },
  "rabbitmq-queues": {
    reads: {
      "quorum_status, check_if_node_is_quorum_critical, check_if_node_is_mirror_sync_critical, peek, stream_status":
        "-p= --vhost= -n=",
    },
    deletes: "delete_member, shrink",
    configures: "*",
  },
  "rabbitmq-upgrade": {
    stops: "drain",
    starts: "revive",
    configures: "*",
    reads: { "await_online_quorum_plus_one, await_online_synchronized_mirror": "*" },
  },
  "rabbitmq-server": { starts: "*" },
  rabbitmqadmin: {
    reads: {
      "list, show, help, -V, --version":
        "-[Hqkdf] -H= -P= -u= -p= -V= -f= -S= --host= --port= --username= --password= --vhost= --format= --sort= --depth= --ssl --bash-completion",
    },
    reveals: "get, export",
    deletes: "delete, purge",
    sends: "publish",
    stops: "close",
    writes: "declare, import",
  },
  artemis: {
    reads: {
      "queue stat, address show, check, data print":
        "--url= --user= --password= --queueName= --maxRows= --name= --verbose",
    },
    deletes: "queue delete, queue purge, data",
    starts: "run",
    stops: "stop, kill",
    executes: "*",
  },
  activemq: {
    reads: { "status, bstat, dstat, query, list": "" },
    starts: "start",
    stops: "stop, restart, kill",
    deletes: "purge",
  },
  mosquitto_sub: {
    reads: { "*": "* !--will-payload !--will-topic !--remove-retained !-c !--disable-clean-session !-o !--tls-engine" },
    deletes: "--remove-retained",
  },
  mosquitto_pub: { sends: "*" },
  mosquitto_rr: { sends: "*" },
  mosquitto: { starts: "*" },
  mosquitto_passwd: { grants: "*" },
  "pulsar-admin": {
    reads: {
      "clusters list, clusters get, tenants list, tenants get, namespaces list, namespaces policies, topics list, topics stats, topics partitioned-stats, topics subscriptions, topics stats-internal, brokers list, brokers healthcheck, brokers leader-broker, brokers version, topics lookup, schemas get, functions list, functions status, sinks list, sources list, broker-stats monitoring-metrics, persistent stats, topics info-internal":
        "* !--auth-plugin !--admin-url",
    },
    deletes:
      "topics delete, topics skip, topics skip-all, topics expire-messages, topics reset-cursor, topics delete-partitioned-topic, namespaces remove-*, schemas delete, functions delete, sinks delete, sources delete, topics clear-backlog, topics truncate, topics unload, namespaces delete, tenants delete, clusters delete, topics unsubscribe, namespaces clear-backlog",
    undo: {
      "functions stop": "functions start $0 keep(--tenant= --namespace= --name= --fqfn= --instance-id=)",
      "functions start": "functions stop $0 keep(--tenant= --namespace= --name= --fqfn= --instance-id=)",
      "sinks stop": "sinks start $0 keep(--tenant= --namespace= --name=)",
      "sources stop": "sources start $0 keep(--tenant= --namespace= --name=)",
      "topics create": "topics delete $1",
      "namespaces create": "namespaces delete $1",
      "tenants create": "tenants delete $1 drop(-r= --admin-roles= -c= --allowed-clusters=)",
    },
    reach: { many: "namespaces delete, namespaces clear-backlog, namespaces unload, tenants delete" },
    stops: "functions stop, functions restart, sinks stop, sources stop, namespaces unload, brokers shutdown",
    writes: "*",
  },
  "pulsar-client": { sends: "*" },
  beanstool: { reads: { "stats, tail, peek": "*" }, deletes: "delete", configures: "*" },
  celery: {
    reads: {
      "* status, status, * inspect active, inspect active, * inspect ping, inspect ping, inspect stats, * inspect stats, inspect scheduled, * inspect scheduled, inspect registered, * inspect registered, inspect reserved, * inspect reserved, inspect active_queues, * inspect active_queues, report, inspect report, * inspect report, events --dump":
        "-[jq] -A= --app= -d= -t= --destination= --timeout= -b= --broker=",
    },
    deletes: "purge, * purge",
    starts: "worker, beat, flower",
    stops: "control, * control",
    executes: "*",
  },
  rq: {
    reads: { info: "-[RQWir] -u= -i=" },
    deletes: "empty",
    starts: "worker, enqueue",
    stops: "suspend",
    configures: "*",
  },
  sidekiq: { starts: "*" },
  sidekiqctl: { stops: "*" },
  faktory: { starts: "*" },
  temporal: {
    reads: {
      "workflow list, workflow describe, workflow show, workflow count, workflow stack, workflow trace, workflow query, workflow result, operator cluster health, operator cluster describe, operator cluster system, operator cluster list, operator namespace list, operator namespace describe, operator search-attribute list, task-queue describe, schedule list, schedule describe, batch list, batch describe, env get, env list, worker list, activity describe":
        "* !--env-file !--codec-endpoint !--api-key !--tls-key-path !--codec-auth !--codec-header",
    },
    stops:
      "workflow terminate, workflow cancel, workflow reset, batch terminate, schedule toggle, activity pause, workflow pause",
    deletes: "workflow delete, operator namespace delete, schedule delete, operator search-attribute remove",
    starts: "workflow start, workflow execute, schedule create, schedule trigger, schedule backfill, server start-dev",
    sends: "workflow signal, workflow update, activity complete, activity fail",
    configures: "*",
    undo: {
      "workflow pause": "workflow unpause $0 keep(-w= --workflow-id= -n= --namespace=) drop(--reason=)",
      "activity pause": "activity unpause $0 keep(-w= --workflow-id= --activity-id= -n= --namespace=) drop(--reason=)",
      "schedule toggle --pause":
        "schedule toggle --unpause $0 keep(-s= --schedule-id= -n= --namespace=) drop(--reason=)",
      "schedule toggle --unpause":
        "schedule toggle --pause $0 keep(-s= --schedule-id= -n= --namespace=) drop(--reason=)",
      "operator namespace create":
        "operator namespace delete $0 keep(-n= --namespace=) drop(--retention= --description=)",
    },
    reach: {
      many: "batch terminate, workflow terminate --query, workflow cancel --query, workflow delete --query, workflow reset-batch",
    },
    grants: "--api-key, --tls-key-path, --codec-auth",
  },
  mosquitto_ctrl: {
    reads: {
      "* listClients, * listRoles, * listGroups, * getClient, * getRole, * getGroup, * getDefaultACLAccess, --help, --version":
        "-h= -p= -u= -P= -V=",
    },
    deletes: "* deleteClient, * deleteRole, * deleteGroup, * removeClientRole, * removeRoleACL, * disableClient",
    grants: "*",
  },
  emqx_ctl: emqx,
  emqx: {
    ...emqx,
    starts: "start, foreground, console",
    stops: `${emqx.stops}, stop, restart`,
    executes: "eval, remote_console, rpc, remsh",
  },
  "vmq-admin": {
    reads: {
      "cluster show, session show, metrics show, listener show, plugin show, retain show, trace show, api-key show --help, node --help":
        "-[a] --limit= --client_id --user --topic",
    },
    stops: "session disconnect, cluster leave, node stop, listener stop, listener restart, node upgrade",
    deletes: "listener delete, retain delete, api-key delete, plugin disable, webhooks deregister, metrics reset",
    writes: "*",
  },
  nsqd: { starts: "*", reads: { "--version, -version": "" } },
  nsqadmin: { starts: "*", reads: { "--version, -version": "" } },
  nsq_stat: {
    style: "single-dash",
    reads: {
      "*": "-topic= -channel= -lookupd-http-address= -nsqd-http-address= -interval= -count= --topic= --channel= --lookupd-http-address= --nsqd-http-address= --interval= --count=",
    },
  },
  nsq_tail: {
    style: "single-dash",
    reads: {
      "*": "-topic= -channel= -lookupd-http-address= -nsqd-tcp-address= -n= --topic= --lookupd-http-address= --nsqd-tcp-address= -print-topic",
    },
    configures: "-channel",
  },
  pulsar: { starts: "*", reads: { version: "" } },
  "pulsar-daemon": { starts: "start", stops: "stop, restart" },
  bookkeeper: {
    executes: "*",
    starts: "bookie",
    deletes:
      "shell bookieformat, shell metaformat, shell deleteledger, shell decommissionbookie, shell nukeexistingcluster",
    reads: {
      "shell listbookies, shell listledgers, shell bookieinfo, shell ledgermetadata, shell lostbookierecoverydelay --help, shell whatisinstanceid, shell whoisauditor":
        "-rw -ro -a -h",
    },
    style: "single-dash",
  },
  dspmq: { reads: { "*": "-m= -o= -s -x -n -l -a" }, style: "single-dash" },
  dspmqver: { reads: { "*": "-v= -p= -f= -b -a -i" }, style: "single-dash" },
  runmqsc: { executes: "*" },
  strmqm: { starts: "*" },
  endmqm: { stops: "*" },
  crtmqm: { writes: "*" },
  dltmqm: { deletes: "*" },
  amqsput: { sends: "*" },
  amqsget: { deletes: "*" },
  "amqp-publish": { sends: "*" },
  "amqp-get": { deletes: "*" },
  "amqp-consume": { executes: "*" },
  "amqp-declare-queue": { writes: "*" },
  "amqp-delete-queue": { deletes: "*" },
  beanstalkd: { starts: "*", reads: { "-v": "" } },
  ksql: { executes: "*" },
  "ksql-server-start": { starts: "*" },
};
