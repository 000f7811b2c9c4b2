import type { Family, Program } from "./program.ts";

const bootstrap =
  "--bootstrap-server= --bootstrap-controller= --zookeeper= --command-config= --broker-list= --timeout=";

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
  "kafka-consumer-perf-test": { reads: { "*": "*" } },
  "kafka-replica-verification": { reads: { "*": "*" } },
  "zookeeper-shell": { executes: "*" },
  "zookeeper-server-start": { starts: "*" },
  "zookeeper-server-stop": { stops: "*" },
};
const kafkaScripts = Object.fromEntries(Object.entries(kafkaTools).map(([name, program]) => [`${name}.sh`, program]));

/** Message brokers and streams. */
export const queues: Family = {
  ...kafkaTools,
  ...kafkaScripts,
  kcat: {
    reads: {
      "-L": "-[JqeEZu] -b= -t= -F= -X= -m=",
      "-C": "-[eEqJZuO] -b= -t= -p= -o= -c= -f= -K= -D= -F= -X= -s= -r= -m=",
      "-Q": "-b= -t= -X= -F=",
    },
    sends: "*",
    configures: "-G",
  },
  kafkacat: {
    reads: {
      "-L": "-[JqeEZu] -b= -t= -F= -X= -m=",
      "-C": "-[eEqJZuO] -b= -t= -p= -o= -c= -f= -K= -D= -F= -X= -s= -m=",
    },
    sends: "*",
    configures: "-G",
  },
  kaf: {
    reads: {
      "topics, topic ls, topic describe, groups, group ls, group describe, nodes, node ls, config current-context, consume":
        "*",
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
    undo: { "cluster maintenance enable": "cluster maintenance disable" },
  },
  nats: {
    global: "-s= --server= --context= --user= --password= --creds= --nkey= --timeout=",
    reads: {
      "stream ls, stream list, stream info, stream report, stream subjects, stream state, stream find, stream view, stream get, stream graph, str ls, str info, str report, s ls, s info, s report, consumer ls, consumer info, consumer report, consumer find, consumer graph, con ls, con info, con report, c ls, c info, c report, server info, server list, server ls, server ping, server report, server check, server graph, server mkpasswd --help, account info, account report, acct info, context ls, context list, context info, kv ls, kv status, kv info, kv history, kv watch, object ls, object info, object status, obj ls, obj info, events, rtt, schema ls, schema info, schema search, latency --help, micro ls, micro list, micro info, micro stats, micro ping, sub, subscribe, top, audit --help, errors ls, errors search, cheat":
        "-[jna] --json --names --all --account= --count= --raw --subject= --last --queue-disabled --headers-only --sort= --top= --no-select --verbose -v",
    },
    reveals: "kv get, context show, context view, object get",
    deletes:
      "stream rm, stream del, stream delete, stream purge, stream rmm, str rm, str purge, s rm, s purge, consumer rm, consumer del, consumer delete, con rm, c rm, kv del, kv rm, kv delete, kv purge, kv compact, object rm, object del, context rm, context delete, stream restore, obj rm, obj del",
    stops:
      "server raft step-down, server cluster step-down, server raft peer-remove, server cluster peer-remove, server request kick, stream cluster step-down, consumer cluster step-down, stream seal, consumer pause, server stream-check, server request reload, server run",
    sends: "publish, pub, request, req, reply, bench, kv put, object put, kv create, kv update, traffic, obj put",
    writes: "*",
    undo: { "consumer pause": "consumer resume" },
  },
  nsc: {
    reads: { "list, describe, env, validate": "*" },
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
      "delete_queue, delete_vhost, delete_user, purge_queue, clear_password, delete_exchange, delete_shovel, delete_federation_upstream, delete_user_limits, clear_user_limits, clear_vhost_limits, delete_super_stream",
    grants:
      "add_user, change_password, set_user_tags, set_permissions, clear_permissions, set_topic_permissions, clear_topic_permissions",
    configures: "*",
    executes: "eval, eval_file, exec, remote_shell, encode, decode",
    undo: {
      stop_app: "start_app",
      start_app: "stop_app",
      add_vhost: "delete_vhost",
      add_user: "delete_user",
      set_policy: "clear_policy",
      enable_feature_flag: "",
    },
  },
  "rabbitmq-diagnostics": {
    global: "-[lq] -n= -t= -p= --node= --timeout= --quiet --formatter= -s",
    reads: {
      "status, ping, check_running, check_local_alarms, check_alarms, check_port_connectivity, check_port_listener, check_protocol_listener, check_virtual_hosts, check_certificate_expiration, cluster_status, listeners, memory_breakdown, alarms, runtime_thread_stats, observer, log_tail, log_tail_stream, environment, erlang_version, server_version, list_network_interfaces, resolve_hostname, command_line_arguments, is_booting, is_running, os_env, tls_versions, cipher_suites, maybe_stuck, disable_auth_attempt_source_tracking --help, check_if_node_is_quorum_critical, check_if_node_is_mirror_sync_critical, consume_event_stream, list_queues, metadata_store_status, quorum_status, version, help, log_location, schema_info, certificates, node_health_check, check_if_any_deprecated_features_are_used":
        "*",
    },
    reveals: "erlang_cookie_hash, erlang_cookie_sources",
    executes: "*",
  },
  "rabbitmq-plugins": {
    reads: {
      "list, is_enabled, directories, version":
        "-[evEm] --verbose --enabled --implicitly-enabled --minimal -n= -q --silent",
    },
    configures: "*",
    stops: "disable",
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
    reads: { "queue stat, address show, check, data print": "*" },
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
  mosquitto_sub: { reads: { "*": "* !--will-payload !--will-topic !--remove-retained !-c !--disable-clean-session" } },
  mosquitto_pub: { sends: "*" },
  mosquitto_rr: { sends: "*" },
  mosquitto: { starts: "*" },
  mosquitto_passwd: { grants: "*" },
  "pulsar-admin": {
    reads: {
      "clusters list, clusters get, tenants list, tenants get, namespaces list, namespaces policies, topics list, topics stats, topics partitioned-stats, topics subscriptions, topics stats-internal, brokers list, brokers healthcheck, brokers leader-broker, brokers version, topics lookup, schemas get, functions list, functions status, sinks list, sources list, broker-stats monitoring-metrics, persistent stats, topics info-internal":
        "*",
    },
    deletes:
      "topics delete, topics clear-backlog, topics truncate, topics unload, namespaces delete, tenants delete, clusters delete, topics unsubscribe, namespaces clear-backlog",
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
        "* !--env-file !--codec-endpoint",
    },
    stops:
      "workflow terminate, workflow cancel, workflow reset, batch terminate, schedule toggle, activity pause, workflow pause",
    deletes: "workflow delete, operator namespace delete, schedule delete, operator search-attribute remove",
    starts: "workflow start, workflow execute, schedule create, schedule trigger, schedule backfill, server start-dev",
    sends: "workflow signal, workflow update, activity complete, activity fail",
    configures: "*",
    undo: { "schedule create": "schedule delete" },
  },
};
