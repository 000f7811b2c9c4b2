import type { Risk } from "@steadyhand/core/risk";
import { describe, expect, it } from "vitest";
import { loadScanner } from "../src/index.ts";
import { families } from "../src/programs/families.ts";
import { compileFlags, type FlagSet } from "../src/programs/flag-set.ts";
import { readPaths } from "../src/programs/path-words.ts";
import type { Program } from "../src/programs/program.ts";

const scanner = await loadScanner();

const examples: Readonly<Record<string, Readonly<Record<Exclude<Risk, "unknown">, readonly string[]>>>> = {
  coreutils: {
    safe: ["ls -lah /srv", "sort -u names", "du -sh *"],
    caution: ["sort -o out in", "mkdir -p /srv/x", "cp a b"],
    dangerous: ["rm -r x", "shred disk.img", "chmod -R 777 /srv"],
  },
  text: {
    safe: ["grep -rn error .", "jq -r .a f.json", "xmllint --noout f.xml"],
    caution: ["yq -i .a=1 f.yaml", "jq -n env"],
    dangerous: ["sed 's/x/id/e' f"],
  },
  process: {
    safe: ["ps -ef", "pgrep -fa nginx", "kill -0 12", "prlimit -p 12"],
    caution: ["renice 5 12", "prlimit --pid 12 --nofile=1:1"],
    dangerous: ["kill -9 12", "pkill nginx"],
  },
  service: {
    safe: ["systemctl status nginx", "journalctl -u nginx -n 50"],
    caution: ["systemctl start nginx", "sysctl -w vm.swappiness=1"],
    dangerous: ["systemctl restart nginx", "journalctl --vacuum-time=1d", "reboot"],
  },
  system: {
    safe: ["lsblk -f", "lvs", "parted /dev/sda print", "diskutil list", "smartctl -l scterc /dev/sda"],
    caution: ["mount /dev/sdb1 /mnt", "lvcreate -L 1G vg"],
    dangerous: ["mkfs.ext4 /dev/sdb1", "wipefs -a /dev/sdb", "userdel x", "diskutil eraseDisk APFS x disk2"],
  },
  network: {
    safe: ["ip a s", "ss -tlnp", "dig +short example.org"],
    caution: ["ip link s eth0 up", "ifconfig eth0 up", "tcpdump -w out"],
    dangerous: [
      "ip route del default",
      "iptables -F",
      "iptables -nvL -F",
      "ip link set eth0 down",
      "curl -X POST http://localhost:8080/actuator/shutdown",
    ],
  },
  packages: {
    safe: ["apt list --installed", "rpm -qa", "pacman -Qi bash"],
    caution: ["apt install x", "pacman -S x"],
    dangerous: ["apt purge x", "pacman -Rns x"],
  },
  development: {
    safe: ["git log --oneline", "git branch -a", "gh pr list"],
    caution: ["git branch new", "git push", "gh pr create"],
    dangerous: ["git push --force", "git branch -D x", "git clean -fd"],
  },
  archives: {
    safe: ["tar tzf a.tgz", "unzip -l a.zip"],
    caution: ["tar xzf a.tgz", "gzip f"],
    dangerous: ["tar xf a.tar --to-command=sh", "restic forget 1"],
  },
  security: {
    safe: ["openssl x509 -in c.crt -noout -dates", "gpg --list-keys"],
    caution: ["openssl genrsa 2048", "certbot renew"],
    dangerous: ["certbot revoke", "gpg --delete-keys x"],
  },
  monitoring: {
    safe: ["promtool check rules r.yml", "amtool silence query"],
    caution: ["amtool silence add alertname=x"],
    dangerous: ["amtool silence expire 1"],
  },
  containers: {
    safe: ["docker ps -a", "docker compose logs -f api", "virsh list --all"],
    caution: ["docker start api", "docker exec api ls"],
    dangerous: ["docker rm -f api", "docker exec api rm -r x", "docker system prune"],
  },
  kubernetes: {
    safe: ["kubectl get pods -A", "helm list -A", "kubectl -n <namespace> get pod"],
    caution: ["kubectl scale --replicas=3 deploy/x", "kubectl cordon n", "kubectl get secret s -o yaml"],
    dangerous: ["kubectl delete pod x", "kubectl scale --replicas=0 deploy/x", "kubectl drain n"],
  },
  databases: {
    safe: ["psql -c 'select 1'", "redis-cli info", "etcdctl member list"],
    caution: ["etcdctl put a b", "redis-cli set a b"],
    dangerous: ["dropdb app", "redis-cli flushall", "etcdctl del a", "psql -c 'truncate x'"],
  },
  queues: {
    safe: ["kafka-topics --bootstrap-server k:9092 --list", "rabbitmqctl list_queues"],
    caution: ["kafka-topics --bootstrap-server k:9092 --create --topic x", "nats pub a b"],
    dangerous: ["kafka-topics --bootstrap-server k:9092 --delete --topic x", "rabbitmqctl purge_queue q"],
  },
  cloud: {
    safe: ["aws ec2 describe-instances", "gcloud compute instances list", "az vm list"],
    caution: ["aws s3 mb s3://x", "az vm start -n x"],
    dangerous: [
      "aws ec2 terminate-instances --instance-ids i-1",
      "gcloud compute instances delete list",
      "az group delete -n x",
    ],
  },
  infrastructure: {
    safe: ["terraform state list", "vault status"],
    caution: ["terraform apply", "vault kv get secret/x"],
    dangerous: ["terraform destroy", "vault kv delete secret/x"],
  },
  tikv: {
    safe: ["pd-ctl store", "tiup cluster display x"],
    caution: ["pd-ctl scheduler add evict-leader-scheduler 1", "tiup cluster start x"],
    dangerous: ["pd-ctl store delete 1", "tiup cluster stop x"],
  },
  builtins: {
    safe: ["cd /var/log", "test -f x", "ulimit -n"],
    caution: ["export A=1", "umask 022"],
    dangerous: ['eval "$X"', "PATH=/tmp:$PATH"],
  },
  wrappers: {
    safe: ["sudo ls /root", "timeout 5 df -h", "watch -n 2 kubectl get pods"],
    caution: ["ssh db1 uptime", "sudo -u app touch x"],
    dangerous: ["ssh db1 'sudo reboot'", "sudo rm x", "find . -exec rm {} +", "ls | xargs rm"],
  },
};

describe.each(Object.entries(examples))("the family %s", (_family, byRisk) => {
  it.each(Object.entries(byRisk).flatMap(([risk, commands]) => commands.map((command) => [risk, command] as const)))(
    "judges as %s: %s",
    (risk, command) => {
      expect(scanner.scan(command, "shell").risk).toBe(risk);
    },
  );
});

const harmful = [
  "reveals",
  "writes",
  "deletes",
  "executes",
  "starts",
  "stops",
  "scales",
  "configures",
  "sends",
  "grants",
  "spends",
] as const;

/** Calls that read, with a flag beside that harms: written out, shortened, and with a value attached. */
function* readsWithHarm(name: string, program: Program): Generator<string> {
  const flags = harmful
    .flatMap((effect) => readPaths(program[effect] ?? ""))
    .filter(({ words, needs }) => words.length === 0 && needs.length === 1 && needs[0]?.value === undefined)
    .map(({ needs }) => needs[0]?.flag ?? "");
  for (const [paths, line] of Object.entries(program.reads ?? {})) {
    const own = compileFlags(line);
    for (const { words, needs } of readPaths(paths)) {
      const read = [
        name,
        ...words.map((word) => word.replace("*", "a")),
        ...needs.flatMap((need) => written(need, own)),
      ];
      for (const flag of flags) {
        // `nvidia-smi dmon -c` has a `-c` of its own, and that of git stands before the subcommand.
        const isOwn =
          own.kinds.has(flag) || needs.some((need) => need.flag === flag) || (name === "git" && early.has(flag));
        if (isOwn || (own.isOpen && !own.excluded.has(flag))) continue;
        for (const form of formsOf(flag, program)) yield [...read, form].map((word) => `'${word}'`).join(" ");
      }
    }
  }
}

const early = new Set(["-c", "--config-env"]);

function formsOf(flag: string, { style }: Program): string[] {
  if (!flag.startsWith("--")) return style === "single-dash" ? [flag] : [flag, `${flag}v`];
  return flag.length > 6 ? [flag, flag.slice(0, -1)] : [flag];
}

function written({ flag, value }: { flag: string; value: string | undefined }, own: FlagSet): string[] {
  if (value !== undefined) return [`${flag}=${value}`];
  const takesValue = own.kinds.get(flag) === "value" || own.kinds.get(`-${flag.at(-1)}`) === "value";
  return takesValue ? [flag, "a"] : [flag];
}

const hosts = "coreutils text process service system network packages development desktop archives security".split(" ");

it.each(hosts)("never lets a flag that harms pass beside what reads, in the family %s", (family) => {
  const safe = Object.entries(families[family] ?? {}).flatMap(([name, program]) =>
    [...readsWithHarm(name, program)].filter((text) => scanner.scan(text, "shell").risk === "safe"),
  );
  expect(safe).toEqual([]);
});

it("leaves no flag that harms out of those that an open line of flags takes out again", () => {
  const open = hosts.flatMap((family) =>
    Object.entries(families[family] ?? {}).flatMap(([name, program]) =>
      Object.entries(program.reads ?? {})
        .filter(
          ([paths, line]) => readPaths(paths).some(({ words }) => words.length === 0) && compileFlags(line).isOpen,
        )
        .flatMap(([, line]) =>
          harmful
            .flatMap((effect) => readPaths(program[effect] ?? ""))
            .filter(({ words, needs }) => words.length === 0 && needs.length > 0)
            .map(({ needs }) => needs[0]?.flag ?? "")
            .filter((flag) => flag.startsWith("--") && !compileFlags(line).excluded.has(flag))
            .map((flag) => `${name} ${flag}`),
        ),
    ),
  );
  expect(open).toEqual([]);
});
