import type { Effect, Reach, Risk } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";

const scanner = await loadScanner();
const riskOf = (command: string): Risk => scanner.scan(command, "shell").risk;
/** What the program's own table says of a command. */
const said = (command: string) => scanner.scan(command, "shell").evidence.find(({ effect }) => effect !== undefined);

const effects: readonly (readonly [string, Risk, Effect])[] = [
  ["promtool check rules r.yml", "safe", "reads"],
  ["amtool silence add alertname=x", "caution", "configures"],
  ["amtool silence expire 1", "dangerous", "deletes"],
  ["datadog-agent secret", "caution", "reveals"],
  ["docker inspect web", "safe", "reads"],
  ["docker pull nginx", "caution", "writes"],
  ["docker push x/y", "caution", "sends"],
  ["docker service scale web=3", "caution", "scales"],
  ["docker restart web", "dangerous", "stops"],
  ["docker volume rm x", "dangerous", "deletes"],
  ["kubectl get pods", "safe", "reads"],
  ["kubectl create token default", "caution", "reveals"],
  ["kubectl certificate approve x", "caution", "grants"],
  ["kubectl scale --replicas=3 deploy/web", "caution", "scales"],
  ["kubectl scale --replicas=0 deploy/web", "dangerous", "stops"],
  ["kubectl drain n1", "dangerous", "stops"],
  ["helm uninstall web", "dangerous", "deletes"],
  ["nomad job run x.nomad", "caution", "starts"],
  ["pg_isready", "safe", "reads"],
  ["pg_dump app", "caution", "reveals"],
  ["createuser x", "caution", "grants"],
  ["dropdb app", "dangerous", "deletes"],
  ["nodetool drain", "dangerous", "stops"],
  ["kafka-topics --bootstrap-server k --list", "safe", "reads"],
  ["nats pub a b", "caution", "sends"],
  ["rabbitmqctl purge_queue x", "dangerous", "deletes"],
  ["aws ec2 describe-instances", "safe", "reads"],
  ["aws secretsmanager get-secret-value --secret-id x", "caution", "reveals"],
  ["aws ec2 purchase-reserved-instances-offering --instance-count 1", "caution", "spends"],
  ["aws ec2 terminate-instances --instance-ids i-1", "dangerous", "deletes"],
  ["gcloud projects add-iam-policy-binding x --member y --role z", "caution", "grants"],
  ["az vm deallocate -g x -n y", "dangerous", "stops"],
  ["terraform state list", "safe", "reads"],
  ["terraform plan", "unknown", "executes"],
  ["vault kv get secret/x", "caution", "reveals"],
  ["terraform destroy", "dangerous", "deletes"],
  ["pd-ctl store", "safe", "reads"],
  ["pd-ctl config set region-schedule-limit 8", "caution", "configures"],
  ["tiup cluster stop x", "dangerous", "stops"],
];

it.each(effects)("says of `%s` that it is %s because it %s", (command, risk, effect) => {
  expect(riskOf(command)).toBe(risk);
  expect(said(command)?.effect).toBe(effect);
});

describe("a flag that redirects a reading command", () => {
  it.each([
    ["to another server", "kubectl get pods --server=https://other"],
    ["to another server, by its letter", "kubectl -s https://other get pods"],
    ["to another engine", "docker -H tcp://other:2375 ps"],
    ["to another engine that was named before", "docker --context other ps"],
    ["to another endpoint", "aws s3 ls --endpoint-url http://other"],
    ["to another address with the same token", "vault status -address=http://other"],
    ["to a host or a program", "virsh -c 'qemu+ext:///system?command=./x' list"],
    ["to somebody else's rights", "kubectl get pods --as=admin"],
    ["to another account", "aws ec2 describe-instances --profile other"],
    ["to another account of the same person", "gcloud --account other compute instances list"],
  ])("%s is never safe", (_where, command) => {
    expect(riskOf(command)).not.toBe("safe");
  });

  it("is named, and does not hide what the command does", () => {
    expect(said("kubectl get pods --as=admin")?.why).toContain("--as");
    expect(riskOf("kubectl --kubeconfig ./x delete pod web")).toBe("dangerous");
    expect(riskOf("docker -H tcp://other rm -f web")).toBe("dangerous");
    expect(riskOf("aws --profile other ec2 terminate-instances --instance-ids i-1")).toBe("dangerous");
  });
});

describe("what a harmless-looking program of the fleet can be told to run, write or leave", () => {
  it.each([
    ["an item that runs a command", "zabbix_get -s web -k 'system.run[id]'"],
    ["a property that names a program", "kcat -L -b k -X sasl.kerberos.kinit.cmd=id"],
    ["a file of its words", "amtool alert @words"],
    ["a format that names a file", "syft nginx -o json=./out"],
    ["a configuration with code in it", "fluentd --dry-run -c ./x"],
    [
      "an address of the API server behind which a service answers",
      "kubectl get --raw /api/v1/namespaces/a/services/b/proxy/stop",
    ],
    ["a connection that names a service file", "psql service=other -c 'select 1'"],
    ["a function that opens an address", "clickhouse-client -q \"select * from url('http://x')\""],
    ["a failover under the name of a test", "aws elasticache test-failover --replication-group-id x"],
    ["a key under the name of a list", "az datafactory integration-runtime list-auth-key"],
    ["a subcommand below one that reads", "influx telegrafs rm --id x"],
    ["a reset below one that reads", "br debug reset-pd-config-as-default"],
    ["a value that turns a look into a setting", "virsh memtune --domain=x --hard-limit=1"],
    ["a period that turns a look into a setting", "virsh dommemstat x --period 5"],
    ["a folder it would write to", "istioctl manifest generate -o ./out"],
  ])("is not safe: %s", (_what, command) => {
    expect(riskOf(command)).not.toBe("safe");
  });

  it.each([
    "docker run --rm -v /:/host alpine rm -rf /host/etc",
    "docker compose run --rm web rm -rf /data",
    "kubectl run x --rm -it --image=alpine -- sh -c 'rm -rf /data'",
    "kubectl debug node/n1 --image=busybox -- rm -rf /host/etc",
    "k3s kubectl delete pod x",
    "gcloud compute ssh web --command='sudo reboot'",
    "az vm run-command invoke -g a -n b --command-id RunShellScript --scripts 'rm -rf /x'",
    "consul lock jobs 'rm -rf /x'",
    "salt web1 cmd.run 'rm -rf /x'",
    "tiup cluster exec x --command 'rm -rf /data'",
    "tiup ctl:v7.5.0 pd store delete 1",
    "redis-cli --cluster call x:6379 flushall",
    "redis-cli config set dir /var/spool/cron",
    "mysql -e 'show processlist\\G drop table x'",
  ])("is looked through: %s", (command) => {
    expect(riskOf(command)).toBe("dangerous");
  });
});

describe("a trial run", () => {
  it.each([
    "kubectl delete pod web --dry-run=client",
    "helm upgrade web ./chart --dry-run",
    "aws ec2 terminate-instances --instance-ids i-1 --dry-run",
    "aws s3 rm s3://x --recursive --dryrun",
    "kops rolling-update cluster",
  ])("is safe: %s", (command) => {
    expect(riskOf(command)).toBe("safe");
  });

  it.each([
    "kubectl delete pod web --dry-run=none",
    "kubectl delete pod web --dry-run=client --dry-run=none",
    "helm uninstall web --dry-run=false",
    "aws rds delete-db-instance --db-instance-identifier x --dry-run",
    "kops rolling-update cluster --yes",
  ])("is none where the flag is taken back, unknown to the subcommand or missing: %s", (command) => {
    expect(riskOf(command)).toBe("dangerous");
  });
});

it.each<readonly [string, string]>([
  ["kubectl drain n1 --ignore-daemonsets", "kubectl uncordon n1"],
  ["kubectl create deployment web --image=nginx", "kubectl delete deployment/web"],
  ["kubectl set image deployment web web=nginx:2", "kubectl rollout undo deployment/web"],
  ["docker tag a b", "docker rmi b"],
  ["docker network connect --ip 10.0.0.9 net web", "docker network disconnect net web"],
  ["docker compose up -d web", "docker compose stop web"],
  ["helm upgrade web ./chart --set a=b", "helm rollback web"],
  ["virsh attach-disk x /y vdb --persistent", "virsh detach-disk x vdb --persistent"],
  [
    "aws ec2 stop-instances --instance-ids i-1 --region eu-west-1",
    "aws ec2 start-instances --instance-ids i-1 --region eu-west-1",
  ],
  ["gcloud compute instances stop x --zone y", "gcloud compute instances start x --zone y"],
  ["az vm deallocate -g x -n y --no-wait", "az vm start -g x -n y"],
  ["terraform state mv a b", "terraform state mv b a"],
  ["consul maint -enable -reason x", "consul maint -disable"],
  ["pd-ctl scheduler add evict-leader-scheduler 1", "pd-ctl scheduler remove evict-leader-scheduler-1"],
  ["tiup cluster rename a b", "tiup cluster rename b a"],
  ["nomad node drain -enable abc", "nomad node drain -disable abc"],
])("takes `%s` back with `%s`", (command, undo) => {
  expect(said(command)?.undo).toBe(undo);
});

it.each<readonly [string, Reach]>([
  ["kubectl delete pod web", "one"],
  ["kubectl delete ns prod", "many"],
  ["kubectl delete pods --all", "all"],
  ["docker system prune", "all"],
  ["docker stop --all", "all"],
  ["docker compose down", "many"],
  ["aws s3 rm s3://x --recursive", "many"],
  ["terraform destroy", "all"],
  ["vault operator seal", "all"],
  ["consul kv delete -recurse a", "many"],
  ["tiup cluster stop x", "all"],
])("says how far `%s` reaches: %s", (command, reach) => {
  expect(said(command)?.reach).toBe(reach);
});
